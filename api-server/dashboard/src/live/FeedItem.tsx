import { memo, useState } from 'react';
import { Link } from 'wouter';
import { useApi } from '../api/ApiContext.tsx';
import { formats } from '../format/index.ts';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { texts } from '../texts/index.ts';
import type { Pair } from './feed.ts';
import { useCoarseNow } from './ticks.ts';

interface FeedItemProps {
  pair: Pair;
  botName: string;
  href: string;
}

/** What came longer ago was shown before, or is shown because it was asked for. */
const NEW_MILLIS = 1_000;

export const FeedItem = memo(function FeedItem({ pair, botName, href }: FeedItemProps) {
  const [isNew] = useState(() => Date.now() - pair.cameAt < NEW_MILLIS);
  const { feed: words } = texts.live;
  return (
    <li className={`feed-item ${isNew ? 'feed-item-new' : ''}`}>
      <p className="feed-head">
        <Link className="feed-link" href={href} aria-label={words.open(pair.customer)}>
          {pair.customer}
        </Link>
        <span className="feed-bot" dir="auto">
          {botName}
        </span>
        <StatusBadge status={pair.status} />
        <Ago time={pair.time} />
      </p>
      {pair.question === null ? (
        <p className="feed-text feed-none">{words.unasked}</p>
      ) : (
        <p className="feed-text" dir="auto">
          <span className="visually-hidden">{words.asked} </span>
          {pair.question}
        </p>
      )}
      {pair.answer === null ? (
        <p className="feed-text feed-answer feed-none">{words.noAnswer}</p>
      ) : (
        <p className="feed-text feed-answer" dir="auto">
          <span className="visually-hidden">{words.answered} </span>
          {pair.answer}
        </p>
      )}
    </li>
  );
});

/** How long ago by the server's clock, which is where the time comes from. */
function Ago({ time }: { time: number }) {
  const api = useApi();
  const now = useCoarseNow();
  return (
    <time className="feed-ago" dateTime={new Date(time).toISOString()}>
      {formats.ago(time, api.clock.at(now) ?? now)}
    </time>
  );
}
