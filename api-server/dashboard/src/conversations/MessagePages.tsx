import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { texts } from '../texts/index.ts';
import { DayLine, MessageLine } from './MessageLine.tsx';
import { linesOf, type Message } from './transcript.ts';

interface MessagePagesProps {
  pages: readonly { readonly data: readonly Message[] }[];
  zone: string;
  /** What the bars are measured against. */
  slowestMillis: number | null;
  slowestId: string | null;
  /** The message to be brought into view. */
  goTo: string | null;
}

/** So many pages are always drawn; of longer conversations only those near the part on screen. */
const ALWAYS_DRAWN = 5;
/** What is nearer than this to the screen is drawn. */
const NEAR = '3000px';
/** A guess, until a page has been drawn once. */
const MESSAGE_HEIGHT = 96;

export function MessagePages({ pages, zone, slowestMillis, slowestId, goTo }: MessagePagesProps) {
  const isLong = pages.length > ALWAYS_DRAWN;
  return (
    <section className="transcript" aria-label={texts.conversations.transcript.said}>
      {pages.map((page, index) => (
        <MessagePage
          // Pages only ever come at the end.
          key={page.data[0]?.event_id ?? index}
          messages={page.data}
          before={pages[index - 1]?.data.at(-1) ?? null}
          zone={zone}
          slowestMillis={slowestMillis}
          slowestId={page.data.some((message) => message.event_id === slowestId) ? slowestId : null}
          goTo={page.data.some((message) => message.event_id === goTo) ? goTo : null}
          isLong={isLong}
        />
      ))}
    </section>
  );
}

interface MessagePageProps {
  messages: readonly Message[];
  before: Message | null;
  zone: string;
  slowestMillis: number | null;
  slowestId: string | null;
  goTo: string | null;
  isLong: boolean;
}

const MessagePage = memo(function MessagePage({
  messages,
  before,
  zone,
  slowestMillis,
  slowestId,
  goTo,
  isLong,
}: MessagePageProps) {
  const list = useRef<HTMLOListElement>(null);
  const [isNear, setNear] = useState(!isLong);
  const [height, setHeight] = useState(messages.length * MESSAGE_HEIGHT);
  const isDrawn = !isLong || isNear || goTo !== null;

  useEffect(() => {
    if (!isLong || list.current === null) {
      return;
    }
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry !== undefined) {
          setNear(entry.isIntersecting);
          if (!entry.isIntersecting) {
            // It keeps its place when it is no longer drawn.
            setHeight(entry.boundingClientRect.height);
          }
        }
      },
      { rootMargin: NEAR },
    );
    observer.observe(list.current);
    return () => observer.disconnect();
  }, [isLong]);

  useEffect(() => {
    const found = goTo === null ? null : document.getElementById(lineId(goTo));
    if (found !== null) {
      found.focus({ preventScroll: true });
      found.scrollIntoView({ block: 'center' });
    }
  }, [goTo]);

  const lines = useMemo(() => linesOf(messages, before, zone), [messages, before, zone]);
  return (
    <ol ref={list} className="transcript-page" style={isDrawn ? undefined : { height }}>
      {isDrawn &&
        lines.map(({ message, day }) => [
          day !== null && <DayLine key={day} day={day} />,
          <MessageLine
            key={message.event_id}
            id={lineId(message.event_id)}
            message={message}
            zone={zone}
            slowestMillis={slowestMillis}
            isSlowest={message.event_id === slowestId}
          />,
        ])}
    </ol>
  );
});

function lineId(eventId: string): string {
  return `message-${eventId}`;
}
