import { useEffect, useEffectEvent, useRef } from 'react';
import { texts } from '../texts/index.ts';

interface MorePagesProps {
  /** How much is shown. */
  text: string;
  hasMore: boolean;
  isLoading: boolean;
  /** Whether coming near the end is enough. */
  isAutomatic: boolean;
  onMore: () => void;
}

/** Before the end comes into view, so that reading goes on. */
const NEAR = '600px';

/** The end of what is shown so far, and the way to more. */
export function MorePages({ text, hasMore, isLoading, isAutomatic, onMore }: MorePagesProps) {
  const end = useRef<HTMLDivElement>(null);
  const onNear = useEffectEvent(onMore);
  const isWatched = hasMore && isAutomatic && !isLoading;
  useEffect(() => {
    if (!isWatched || end.current === null) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          onNear();
        }
      },
      { rootMargin: NEAR },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [isWatched]);

  return (
    <div className="conversations-more" ref={end}>
      <p className="note" role="status">
        {text}
      </p>
      {hasMore && (
        <button
          type="button"
          className="button"
          aria-disabled={isLoading}
          onClick={() => {
            if (!isLoading) {
              onMore();
            }
          }}
        >
          {isLoading ? texts.conversations.loadingMore : texts.conversations.showMore}
        </button>
      )}
    </div>
  );
}
