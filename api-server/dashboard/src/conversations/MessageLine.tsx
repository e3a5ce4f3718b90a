import { memo } from 'react';
import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { type Message, shareOfSlowest } from './transcript.ts';

export function DayLine({ day }: { day: string }) {
  return (
    <li className="transcript-day">
      <time dateTime={day}>{formats.date(Date.parse(`${day}T12:00:00Z`), 'UTC')}</time>
    </li>
  );
}

interface MessageLineProps {
  id: string;
  message: Message;
  zone: string;
  slowestMillis: number | null;
  isSlowest: boolean;
}

/** What one of them said. */
export const MessageLine = memo(function MessageLine({
  id,
  message,
  zone,
  slowestMillis,
  isSlowest,
}: MessageLineProps) {
  const { transcript: words } = texts.conversations;
  const time = formats.time(Date.parse(message.occurred_at), zone);
  const isBot = message.direction === 'outbound';
  return (
    <li
      id={id}
      tabIndex={-1}
      className={`message message-${message.direction}${isSlowest ? ' message-slowest' : ''}`}
    >
      <p className="visually-hidden">{isBot ? botLabel(message, time) : words.inboundLabel(time)}</p>
      {isSlowest && <p className="message-mark">{words.slowestMark}</p>}
      <p className="message-text" dir="auto">
        {message.text}
      </p>
      <div className="message-facts">
        <time dateTime={message.occurred_at} aria-hidden="true">
          {time}
        </time>
        {isBot && <AnswerFacts message={message} slowestMillis={slowestMillis} />}
      </div>
    </li>
  );
});

/** What is heard before the text of an answer. */
function botLabel({ response_time_ms: millis, outcome }: Message, time: string): string {
  const { transcript: words } = texts.conversations;
  return words.outboundLabel(
    [
      time,
      millis === null ? words.unasked : words.answeredIn(formats.milliseconds(millis)),
      ...(outcome === null ? [] : [words.outcomes[outcome]]),
    ].join(', '),
  );
}

function AnswerFacts({ message, slowestMillis }: { message: Message; slowestMillis: number | null }) {
  const { transcript: words } = texts.conversations;
  const { response_time_ms: millis, outcome, knowledge_base: knowledge } = message;
  return (
    <>
      {millis !== null && (
        <span className="message-response" aria-hidden="true">
          <span className="message-bar">
            <span style={{ width: `${100 * shareOfSlowest(millis, slowestMillis)}%` }} />
          </span>
          {formats.milliseconds(millis)}
        </span>
      )}
      {outcome !== null && (
        <span className={`badge badge-${outcome}`} aria-hidden="true">
          {words.outcomes[outcome]}
        </span>
      )}
      {knowledge !== null && <span>{words.knowledgeBase[knowledge]}</span>}
      {message.tokens_used !== null && <span>{words.tokenCount(formats.count(message.tokens_used))}</span>}
      {message.cost_usd !== null && <span>{formats.money(message.cost_usd)}</span>}
    </>
  );
}
