import type { ReactNode } from 'react';
import { Link, useSearch } from 'wouter';
import type { Conversation } from './conversations.ts';
import { transcriptAddress } from './transcriptAddress.ts';
import { FROM_LIST } from './visit.ts';

/** Leads to what was said; the whole row or card around it takes the click. */
export function ConversationLink({
  conversation,
  children,
}: {
  conversation: Conversation;
  children: ReactNode;
}) {
  const search = useSearch();
  return (
    <Link
      className="conversation-link"
      href={transcriptAddress(conversation.conversation_id, search)}
      state={FROM_LIST}
    >
      {children}
    </Link>
  );
}
