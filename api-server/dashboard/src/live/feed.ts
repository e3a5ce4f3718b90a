import { compareFrameIds, type Message, type MessageFrame, type Status, type StatusFrame } from './frames.ts';

/** A question and its answer. */
export interface Pair {
  /** Of the question, or of the bot's message if it answers none. */
  readonly id: string;
  readonly conversationId: string;
  readonly botId: string;
  readonly customer: string;
  readonly question: string | null;
  readonly answer: string | null;
  /** When it was asked, or said unasked. */
  readonly time: number;
  readonly status: Status;
  /** When this page learned of it, by this device's clock. */
  readonly cameAt: number;
}

/** What the page holds at most, whatever comes. */
export const MOST_PAIRS = 200;
/** More than three lines of any screen; the transcript has all of it. */
const LONGEST_TEXT = 1_000;

interface Entry {
  pair: Pair;
  /** The first frame about it: its place. */
  firstId: string;
  /** The frame that its status comes from. */
  statusId: string;
}

/** The newest pairs of questions and answers, each once, however often and in whatever order their frames come. */
export class Feed {
  /** Oldest first. */
  readonly #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();

  /** True if it is a pair that was not there. */
  add({ id, message }: MessageFrame, cameAt: number): boolean {
    const known = this.#byId.get(message.id);
    if (known !== undefined) {
      const { pair } = known;
      known.pair = {
        ...pair,
        question: pair.question ?? shortened(message.question),
        answer: pair.answer ?? shortened(message.answer),
      };
    } else if (!this.#insert(id, message, cameAt)) {
      return false;
    }
    this.#setStatus(id, message.conversationId, message.status);
    return known === undefined;
  }

  setStatus({ id, conversationId, status }: StatusFrame): void {
    this.#setStatus(id, conversationId, status);
  }

  /** The status of a conversation is that of all its pairs. */
  #setStatus(id: string, conversationId: string, status: Status): void {
    for (const entry of this.#entries) {
      if (entry.pair.conversationId === conversationId && compareFrameIds(id, entry.statusId) > 0) {
        entry.statusId = id;
        if (entry.pair.status !== status) {
          entry.pair = { ...entry.pair, status };
        }
      }
    }
  }

  /** Newest first. */
  pairs(): readonly Pair[] {
    return this.#entries.map((entry) => entry.pair).reverse();
  }

  /** The first frame about the oldest pair that is held, or null if there is none. */
  get oldestId(): string | null {
    return this.#entries[0]?.firstId ?? null;
  }

  /** The first frame about the newest pair, or null if there is none. */
  get newestId(): string | null {
    return this.#entries.at(-1)?.firstId ?? null;
  }

  clear(): void {
    this.#entries.length = 0;
    this.#byId.clear();
  }

  /** False if there are enough newer ones. */
  #insert(firstId: string, message: Message, cameAt: number): boolean {
    let place = this.#entries.length;
    // Nearly always it is the newest.
    while (place > 0 && compareFrameIds(this.#entries[place - 1]?.firstId ?? '', firstId) > 0) {
      place -= 1;
    }
    const isFull = this.#entries.length >= MOST_PAIRS;
    if (isFull && place === 0) {
      return false;
    }
    const { id, conversationId, botId, customer, status } = message;
    const pair: Pair = {
      id,
      conversationId,
      botId,
      customer,
      question: shortened(message.question),
      answer: shortened(message.answer),
      time: message.askedAt ?? message.saidAt,
      status,
      cameAt,
    };
    const entry = { pair, firstId, statusId: firstId };
    this.#entries.splice(place, 0, entry);
    this.#byId.set(id, entry);
    if (isFull) {
      const oldest = this.#entries.shift();
      if (oldest !== undefined) {
        this.#byId.delete(oldest.pair.id);
      }
    }
    return true;
  }
}

function shortened(text: string | null): string | null {
  // Not between the two halves of a character.
  return text === null || text.length <= LONGEST_TEXT
    ? text
    : `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;
}
