import type { ReactNode } from 'react';
import { ExportButton } from '../exports/ExportButton.tsx';
import { formats, MISSING } from '../format/index.ts';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { texts } from '../texts/index.ts';
import type { Conversation } from './conversations.ts';
import { exportRange, type Message } from './transcript.ts';

interface TranscriptHeadProps {
  conversation: Conversation;
  bot: string;
  zone: string;
  /** The first and the last message that are known. */
  first: Message | null;
  last: Message | null;
  /** What can be done with it. */
  children: ReactNode;
}

/** Who spoke with whom, when, and the figures of it. */
export function TranscriptHead({ conversation, bot, zone, first, last, children }: TranscriptHeadProps) {
  const { transcript: words, rating } = texts.conversations;
  const time = (text: string) => formats.dateTime(Date.parse(text), zone);
  const isActive = conversation.status === 'active';
  return (
    <section className="panel transcript-head">
      <div className="transcript-title">
        <div>
          <h1>{words.title(conversation.customer_phone)}</h1>
          <p className="transcript-bot">
            {words.withBot(bot)} <StatusBadge status={conversation.status} />
          </p>
          <p className="note">
            {time(conversation.started_at)} –{' '}
            {conversation.ended_at !== null
              ? time(conversation.ended_at)
              : isActive
                ? words.stillGoing
                : MISSING}
          </p>
        </div>
        <ExportButton
          path="/api/export/messages.csv"
          parameters={{
            conversation_id: conversation.conversation_id,
            ...exportRange(conversation, first, last),
          }}
          label={words.export}
        />
      </div>
      {children}
      <dl className="transcript-figures">
        <Figure name={words.slowest} value={formats.milliseconds(conversation.slowest_response_ms)} />
        <Figure name={words.average} value={formats.milliseconds(conversation.avg_response_time_ms)} />
        <Figure name={words.p95} value={formats.milliseconds(conversation.p95_response_time_ms)} />
        <Figure
          name={words.duration}
          value={isActive ? words.stillGoing : formats.duration(conversation.duration_seconds)}
        />
        <Figure
          name={words.messages}
          value={formats.count(conversation.total_messages)}
          detail={words.messageParts(
            formats.count(conversation.user_messages),
            formats.count(conversation.bot_messages),
          )}
        />
        <Figure
          name={words.knowledge}
          value={words.knowledgeParts(
            formats.count(conversation.knowledge_base_hits),
            formats.count(conversation.knowledge_base_misses),
          )}
        />
        <Figure name={words.tokens} value={formats.count(conversation.tokens_used)} />
        <Figure name={words.cost} value={formats.money(conversation.estimated_cost_usd)} />
        <Figure name={words.handoff} value={conversation.handoff_triggered ? words.yes : words.no} />
        <Figure
          name={words.rating}
          value={
            conversation.customer_satisfaction === null
              ? MISSING
              : rating(String(conversation.customer_satisfaction))
          }
        />
      </dl>
    </section>
  );
}

function Figure({ name, value, detail }: { name: string; value: string; detail?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {detail !== undefined && <span className="note">{detail}</span>}
      </dd>
    </div>
  );
}
