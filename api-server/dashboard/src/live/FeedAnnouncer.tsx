import { useEffect, useState } from 'react';
import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { useLiveStore } from './LiveProvider.tsx';

const ANNOUNCE_MILLIS = 30_000;

/** Tells who does not see the feed now and then how much has come. */
export function FeedAnnouncer() {
  const store = useLiveStore();
  const [text, setText] = useState('');
  useEffect(() => {
    // What is there at first is no news.
    let told: number | null = null;
    const timer = setInterval(() => {
      const { received } = store.feed();
      if (told !== null && received > told) {
        const count = received - told;
        const active = store.figures()?.figures.activeConversations ?? null;
        setText(
          texts.live.feed.announcement(
            formats.count(count),
            count === 1,
            active === null ? null : formats.count(active),
          ),
        );
      }
      told = received;
    }, ANNOUNCE_MILLIS);
    return () => clearInterval(timer);
  }, [store]);
  return (
    <p className="visually-hidden" role="status">
      {text}
    </p>
  );
}
