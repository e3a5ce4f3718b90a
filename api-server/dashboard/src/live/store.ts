import type { ConnectionStatus } from './connection.ts';
import { Feed, type Pair } from './feed.ts';
import { compareFrameIds, type Figures, type GapReason, type NewsFrame } from './frames.ts';
import type { Timing } from './timing.ts';

export interface LiveFigures {
  readonly figures: Figures;
  /** By this device's clock. */
  readonly cameAt: number;
}

export interface LiveFeed {
  /** Newest first. */
  readonly pairs: readonly Pair[];
  /** How many pairs ever came; rises. */
  readonly received: number;
  /** Something is missing between the pairs that are held. */
  readonly gap: { readonly reason: GapReason | null; readonly at: number } | null;
}

interface Shown {
  readonly figures: LiveFigures | null;
  readonly feed: LiveFeed;
  readonly status: ConnectionStatus;
}

/** What is drawn changes at most four times a second, however much comes. */
export const TELL_MILLIS = 250;
const NOTHING: LiveFeed = { pairs: [], received: 0, gap: null };

/**
 * What the page knows from the live stream. Frames are taken in at once; who listens is told now and then, and not at all
 * while nobody looks. What it gives out never changes, and is another object only if something in it is new.
 */
export class LiveStore {
  readonly #timing: Timing;
  readonly #feed = new Feed();
  readonly #listeners = new Set<() => void>();
  #figures: LiveFigures | null = null;
  #status: ConnectionStatus = { kind: 'connecting' };
  #received = 0;
  #gap: (LiveFeed['gap'] & { readonly after: string | null }) | null = null;
  #isFeedNew = false;

  #shown: Shown = { figures: null, feed: NOTHING, status: this.#status };
  #isHidden = false;
  #isDue = false;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly figures = (): LiveFigures | null => this.#shown.figures;
  readonly feed = (): LiveFeed => this.#shown.feed;
  readonly status = (): ConnectionStatus => this.#shown.status;

  setStatus(status: ConnectionStatus): void {
    this.#status = status;
    this.#tellSoon();
  }

  apply(frame: NewsFrame): void {
    const now = this.#timing.now();
    switch (frame.type) {
      case 'metrics_update':
        this.#figures = { figures: frame.figures, cameAt: now };
        break;
      case 'new_message':
        if (this.#feed.add(frame, now)) {
          this.#received += 1;
        }
        this.#isFeedNew = true;
        this.#forgetGap();
        break;
      case 'conversation_status':
        this.#feed.setStatus(frame);
        this.#isFeedNew = true;
        break;
      case 'gap':
        this.#gap = { reason: frame.reason, at: now, after: this.#feed.newestId };
        this.#isFeedNew = true;
        break;
    }
    this.#tellSoon();
  }

  /** Forgets what is about other bots; nothing of it is seen from now on. */
  clear(): void {
    this.#feed.clear();
    this.#figures = null;
    this.#received = 0;
    this.#gap = null;
    this.#isFeedNew = false;
    this.#shown = { figures: null, feed: NOTHING, status: this.#status };
    this.#tell();
  }

  /** Somebody has read that something is missing. */
  dismissGap(): void {
    this.#gap = null;
    this.#isFeedNew = true;
    this.#tellSoon();
  }

  /** Nobody is told anything while the page is hidden, and all of it when it is seen again. */
  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden;
    if (!isHidden) {
      this.#tellSoon();
    }
  }

  /** The gap is over when all pairs are of after it. */
  #forgetGap(): void {
    const oldest = this.#feed.oldestId;
    const after = this.#gap?.after ?? null;
    if (oldest !== null && after !== null && compareFrameIds(oldest, after) > 0) {
      this.#gap = null;
    }
  }

  #tellSoon(): void {
    if (this.#isDue || this.#isHidden) {
      return;
    }
    const wait = this.#toldAt + TELL_MILLIS - this.#timing.now();
    if (wait <= 0) {
      this.#tell();
      return;
    }
    this.#isDue = true;
    this.#timing.after(wait, () => {
      this.#isDue = false;
      if (!this.#isHidden) {
        this.#tell();
      }
    });
  }

  #tell(): void {
    this.#toldAt = this.#timing.now();
    const { gap: shownGap } = this.#shown.feed;
    if (this.#isFeedNew) {
      this.#isFeedNew = false;
      const gap = this.#gap === null ? null : { reason: this.#gap.reason, at: this.#gap.at };
      this.#shown = {
        ...this.#shown,
        feed: {
          pairs: this.#feed.pairs(),
          received: this.#received,
          gap: gap?.at === shownGap?.at ? shownGap : gap,
        },
      };
    }
    this.#shown = { ...this.#shown, figures: this.#figures, status: this.#status };
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
