import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { useProblem } from '../api/useProblem.ts';
import { useBotNames } from '../filters/bots.ts';
import { useFilters } from '../filters/useFilters.ts';
import { useZone } from '../filters/zone.ts';
import { formats } from '../format/index.ts';
import { Notice } from '../parts/Notice.tsx';
import { ProblemNotice } from '../parts/ProblemNotice.tsx';
import { Skeleton } from '../parts/Skeleton.tsx';
import { texts } from '../texts/index.ts';
import { BackLink } from './BackLink.tsx';
import { MessagePages } from './MessagePages.tsx';
import { MorePages } from './MorePages.tsx';
import { useConversation, useMessages, useNewMessages } from './messages.ts';
import { TranscriptHead } from './TranscriptHead.tsx';
import { slowestAnswer } from './transcript.ts';
import { listAddress, wantsSlowest } from './transcriptAddress.ts';
import './conversations.css';
import './transcript.css';

/** Scrolling brings so many pages by itself. */
const AUTOMATIC_PAGES = 10;

/** One conversation, with what was said in it. */
export function TranscriptView({ conversationId }: { conversationId: string }) {
  const { filters } = useFilters();
  const zone = useZone(filters);
  const nameOf = useBotNames();
  const conversation = useConversation(conversationId);
  const messages = useMessages(conversationId);
  const { conversations: words } = texts;
  // Whoever comes from a list was far down in it, perhaps.
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
  }, []);

  const problem = useProblem(conversation);
  const messagesProblem = useProblem(messages);
  if (isNotThere(messagesProblem ?? problem)) {
    return <NotFound />;
  }
  const known = conversation.data;
  const isReady = known !== undefined && zone !== null;
  return (
    <>
      <BackLink />
      {problem !== null && <ProblemNotice error={problem} retry={() => void conversation.refetch()} />}
      {!isReady && problem === null && <Skeleton height="14rem" />}
      {isReady && (
        <Transcript
          key={conversationId}
          conversation={known}
          messages={messages}
          zone={zone}
          nameOf={nameOf}
        />
      )}
      {messagesProblem !== null && (
        <ProblemNotice
          error={messagesProblem}
          retry={() => void (messages.isFetchNextPageError ? messages.fetchNextPage() : messages.refetch())}
        />
      )}
      {isReady && messages.data?.pages[0]?.data.length === 0 && (
        <Notice
          kind="empty"
          title={words.transcript.noMessages.title}
          detail={words.transcript.noMessages.detail}
        />
      )}
    </>
  );
}

interface TranscriptProps {
  conversation: NonNullable<ReturnType<typeof useConversation>['data']>;
  messages: ReturnType<typeof useMessages>;
  zone: string;
  nameOf: (bot: string) => string;
}

function Transcript({ conversation, messages, zone, nameOf }: TranscriptProps) {
  const search = useSearch();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = messages;
  const pages = data?.pages;
  const all = useMemo(() => pages?.flatMap((page) => page.data) ?? [], [pages]);
  const isWhole = data !== undefined && !hasNextPage;
  const slowest = useMemo(() => slowestAnswer(all, conversation, isWhole), [all, conversation, isWhole]);
  const [shownId, setShownId] = useState<string | null>(null);
  const [looking, setLooking] = useState<'no' | 'looking' | 'not found'>('no');

  const isActive = conversation.status === 'active';
  const wasActive = useRef(isActive);
  useNewMessages(conversation.conversation_id, {
    isEnabled: wasActive.current && isWhole,
    isActive,
    state: `${conversation.status} ${conversation.total_messages}`,
  });

  // One page after the other, until it is there.
  const look = useEffectEvent(() => {
    if (slowest !== null) {
      setLooking('no');
      setShownId(slowest.event_id);
    } else if (isWhole) {
      setLooking('not found');
    } else if (messages.isError) {
      setLooking('no');
    } else if (!messages.isFetching) {
      void fetchNextPage();
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that comes, or does not, is a reason to look
  useEffect(() => {
    if (looking === 'looking') {
      look();
    }
  }, [looking, all, isWhole, messages.isFetching, messages.isError]);

  const wanted = useRef(wantsSlowest(search));
  const hasMessages = all.length > 0;
  useEffect(() => {
    if (wanted.current && hasMessages) {
      wanted.current = false;
      setLooking('looking');
    }
  }, [hasMessages]);

  const { transcript: words } = texts.conversations;
  return (
    <>
      <TranscriptHead
        conversation={conversation}
        bot={nameOf(conversation.bot_id)}
        zone={zone}
        first={all[0] ?? null}
        last={all.at(-1) ?? null}
      >
        {conversation.slowest_response_ms !== null && (
          <div className="transcript-goto">
            <button
              type="button"
              className="button button-primary"
              onClick={() => {
                setShownId(null);
                setLooking(looking === 'looking' ? 'no' : 'looking');
              }}
            >
              {looking === 'looking'
                ? words.cancel
                : words.goToSlowest(formats.milliseconds(conversation.slowest_response_ms))}
            </button>
            <p role="status" className="note">
              {looking === 'looking' && !messages.isPending && words.looking(formats.count(all.length))}
              {looking === 'not found' && words.slowestNotFound}
            </p>
          </div>
        )}
      </TranscriptHead>
      {pages === undefined && !messages.isError && <Skeleton height="50vh" />}
      {pages !== undefined && hasMessages && (
        <>
          <MessagePages
            pages={pages}
            zone={zone}
            slowestMillis={conversation.slowest_response_ms ?? slowest?.response_time_ms ?? null}
            slowestId={slowest?.event_id ?? null}
            goTo={shownId}
          />
          <MorePages
            text={
              hasNextPage
                ? words.shownSoFar(formats.count(all.length))
                : isActive
                  ? words.stillGoingNote
                  : texts.conversations.shownAll(formats.count(all.length))
            }
            hasMore={hasNextPage}
            isLoading={isFetchingNextPage}
            isAutomatic={looking !== 'looking' && !messages.isError && pages.length < AUTOMATIC_PAGES}
            onMore={() => void fetchNextPage()}
          />
        </>
      )}
    </>
  );
}

/** What is no id at all is not there either. */
function isNotThere(error: unknown): boolean {
  return (
    error instanceof ApiProblem &&
    (error.status === 404 || (error.status === 400 && error.parameter === 'conversation_id'))
  );
}

function NotFound() {
  const { notFound } = texts.conversations.transcript;
  return (
    <Notice
      kind="empty"
      title={notFound.title}
      detail={notFound.detail}
      action={
        <Link className="button" href={listAddress(useSearch())}>
          {notFound.action}
        </Link>
      }
    />
  );
}
