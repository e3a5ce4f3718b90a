import { type FocusEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useApi } from '../api/ApiContext.tsx';
import { useBotNames } from '../filters/bots.ts';
import { useFilters } from '../filters/useFilters.ts';
import { useZone } from '../filters/zone.ts';
import { formats } from '../format/index.ts';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Skeleton } from '../parts/Skeleton.tsx';
import { conversationPath, VIEWS } from '../shell/views.ts';
import { texts } from '../texts/index.ts';
import { FeedAnnouncer } from './FeedAnnouncer.tsx';
import { FeedItem } from './FeedItem.tsx';
import {
  useBotsOfAddress,
  useConnectionStatus,
  useLiveStore,
  useStreamFeed,
  useStreamFigures,
} from './LiveProvider.tsx';
import type { LiveFeed as FeedState } from './store.ts';
import './live.css';

const SHOWN_FIRST = 10;
const SHOWN_MORE = 10;
/** Who has scrolled further is reading older ones. */
const AT_TOP_PIXELS = 8;

/** What customers ask and bots answer, as it happens. */
export function LiveFeed() {
  const bots = useBotsOfAddress();
  return <FeedOfBots key={bots.join()} />;
}

function FeedOfBots() {
  const feed = useStreamFeed();
  const isLive = useConnectionStatus().kind !== 'reconnecting';
  const [isHeld, setHeld] = useState(false);
  const [isHovered, setHovered] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const [shownCount, setShownCount] = useState(SHOWN_FIRST);
  const area = useRef<HTMLDivElement>(null);
  const pauseButton = useRef<HTMLButtonElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const nameOf = useBotNames();
  const { addressOf } = useFilters();
  const isPaused = isHeld || isHovered || isFocused || isScrolled;
  const shown = useFrozen(feed, isPaused);
  const waiting = feed.received - shown.received;
  const pairs = shown.pairs.slice(0, shownCount);
  const hasMore = pairs.length < shown.pairs.length;

  const showNew = () => {
    setHeld(false);
    setHovered(false);
    setFocused(false);
    setScrolled(false);
    setShownCount(SHOWN_FIRST);
    area.current?.scrollTo({ top: 0 });
    // The button that was pressed goes away.
    pauseButton.current?.focus({ preventScroll: true });
  };
  const onPointerEnter = (event: PointerEvent) => {
    // A finger does not hover; it scrolls, which pauses too.
    setHovered(event.pointerType !== 'touch');
  };
  const onFocus = (event: FocusEvent) => {
    // A click leaves the focus behind when the pointer goes on.
    setFocused(event.target.matches(':focus-visible'));
  };
  const onBlur = (event: FocusEvent) => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) {
      setFocused(false);
    }
  };

  useEffect(() => {
    const end = more.current;
    if (end === null || !hasMore) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          setShownCount((count) => Math.min(count, pairs.length) + SHOWN_MORE);
        }
      },
      { root: area.current },
    );
    observer.observe(end);
    return () => observer.disconnect();
  }, [hasMore, pairs.length]);

  const { feed: words } = texts.live;
  let note: string = isLive ? words.newestFirst : words.notLive;
  if (isPaused && pairs.length > 0) {
    note = waiting > 0 ? words.waiting(formats.count(waiting)) : words.paused;
  }

  return (
    <Panel
      title={words.title}
      note={note}
      className="feed-panel"
      actions={
        <button
          type="button"
          ref={pauseButton}
          className="button button-small"
          aria-pressed={isHeld}
          onClick={() => setHeld(!isHeld)}
        >
          {words.pause}
        </button>
      }
    >
      <GapNotice gap={feed.gap} />
      <section
        ref={area}
        className="feed-area"
        aria-label={words.list}
        onPointerEnter={onPointerEnter}
        onPointerLeave={() => setHovered(false)}
        onFocus={onFocus}
        onBlur={onBlur}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop > AT_TOP_PIXELS)}
      >
        {waiting > 0 && (
          <div className="feed-new">
            <button type="button" className="button button-primary button-small" onClick={showNew}>
              {words.showNew(formats.count(waiting))}
            </button>
          </div>
        )}
        {pairs.length === 0 ? (
          <NoPairs />
        ) : (
          <ol className="feed">
            {pairs.map((pair) => (
              <FeedItem
                key={pair.id}
                pair={pair}
                botName={nameOf(pair.botId)}
                href={addressOf(conversationPath(pair.conversationId))}
              />
            ))}
          </ol>
        )}
        {hasMore && (
          <button
            type="button"
            ref={more}
            className="button button-plain feed-more"
            onClick={() => setShownCount(pairs.length + SHOWN_MORE)}
          >
            {words.more}
          </button>
        )}
        {!hasMore && pairs.length > 0 && (
          <Link className="button button-plain feed-more" href={addressOf(VIEWS.conversations)}>
            {words.all}
          </Link>
        )}
      </section>
      <FeedAnnouncer />
    </Panel>
  );
}

/** The feed as it is, or as it was when the pause began. */
function useFrozen(feed: FeedState, isPaused: boolean): FeedState {
  const [frozen, setFrozen] = useState<FeedState | null>(null);
  if (isPaused && frozen === null && feed.pairs.length > 0) {
    setFrozen(feed);
  } else if (!isPaused && frozen !== null) {
    setFrozen(null);
  }
  return (isPaused ? frozen : null) ?? feed;
}

function NoPairs() {
  const status = useConnectionStatus();
  const figures = useStreamFigures();
  const { empty, refused } = texts.live.feed;
  if (status.kind === 'open' && status.areBotsRefused) {
    return <Notice kind="empty" {...refused} />;
  }
  return figures === null && status.kind !== 'open' ? (
    <Skeleton height="24rem" />
  ) : (
    <Notice kind="empty" {...empty} />
  );
}

function GapNotice({ gap }: { gap: FeedState['gap'] }) {
  const store = useLiveStore();
  const { filters } = useFilters();
  const zone = useZone(filters) ?? 'UTC';
  const api = useApi();
  if (gap === null) {
    return null;
  }
  const { feed: words } = texts.live;
  return (
    <div className="feed-gap" role="status">
      {words.gap[gap.reason ?? 'unknown'](formats.clock(api.clock.at(gap.at) ?? gap.at, zone))}{' '}
      {words.gapDetail}
      <button type="button" className="button button-small" onClick={() => store.dismissGap()}>
        {words.dismiss}
      </button>
    </div>
  );
}
