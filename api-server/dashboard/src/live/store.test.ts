import { beforeEach, describe, expect, it } from 'vitest';
import { FakeTiming } from './fakeTiming.ts';
import { MOST_PAIRS } from './feed.ts';
import type { Figures, Message, MessageFrame, Status } from './frames.ts';
import { LiveStore, TELL_MILLIS } from './store.ts';

let timing: FakeTiming;
let store: LiveStore;
let told: number;

beforeEach(() => {
  timing = new FakeTiming();
  store = new LiveStore(timing);
  told = 0;
  store.subscribe(() => {
    told += 1;
  });
});

const message = (count: number, parts: Partial<Message> = {}): MessageFrame => ({
  type: 'new_message',
  id: `${count}-0`,
  message: {
    id: `pair ${count}`,
    conversationId: `conversation ${count}`,
    botId: 'bot',
    customer: '+4915123456789',
    question: `question ${count}`,
    answer: null,
    saidAt: count,
    askedAt: count,
    status: 'active',
    ...parts,
  },
});
const status = (id: string, conversationId: string, changed: Status) =>
  ({ type: 'conversation_status', id, conversationId, status: changed }) as const;
const figures = (activeConversations: number) =>
  ({ type: 'metrics_update', figures: { activeConversations } as Figures }) as const;
const shown = () => {
  timing.pass(TELL_MILLIS);
  return store.feed().pairs;
};
const ids = () => shown().map((pair) => pair.id);

describe('the feed', () => {
  it('is newest first', () => {
    for (const count of [1, 2, 3]) {
      store.apply(message(count));
    }
    expect(ids()).toEqual(['pair 3', 'pair 2', 'pair 1']);
  });

  it('puts what comes late in its place', () => {
    for (const count of [1, 10, 9, 2]) {
      store.apply(message(count));
    }
    expect(ids()).toEqual(['pair 10', 'pair 9', 'pair 2', 'pair 1']);
  });

  it('pairs a question with its answer and leaves it in its place', () => {
    store.apply(message(1));
    store.apply(message(2));
    store.apply({ ...message(1, { answer: 'yes' }), id: '3-0' });
    expect(ids()).toEqual(['pair 2', 'pair 1']);
    expect(shown()[1]).toMatchObject({ question: 'question 1', answer: 'yes', time: 1 });
    expect(store.feed().received).toBe(2);
  });

  it('keeps an answer whose question comes after it', () => {
    store.apply({ ...message(1, { answer: 'yes', question: null, askedAt: null }), id: '2-0' });
    store.apply(message(1));
    expect(shown()).toHaveLength(1);
    expect(shown()[0]).toMatchObject({ question: 'question 1', answer: 'yes' });
  });

  it('shows what comes again once', () => {
    for (const id of ['1-0', '1-0', '7-0']) {
      store.apply({ ...message(1), id });
    }
    store.apply(message(5));
    expect(ids()).toEqual(['pair 5', 'pair 1']);
  });

  it('gives all pairs of a conversation its newest status', () => {
    const conversationId = 'one conversation';
    store.apply(message(1, { conversationId }));
    store.apply(message(2, { conversationId }));
    store.apply(message(3));
    store.apply(status('4-0', conversationId, 'resolved'));
    expect(shown().map((pair) => pair.status)).toEqual(['active', 'resolved', 'resolved']);
    store.apply(message(5, { conversationId }));
    expect(shown().map((pair) => pair.status)).toEqual(['active', 'active', 'active', 'active']);
  });

  it('is not turned back by an old status', () => {
    store.apply(message(1));
    store.apply(status('9-0', 'conversation 1', 'escalated'));
    store.apply(status('8-0', 'conversation 1', 'active'));
    store.apply({ ...message(1, { answer: 'late' }), id: '7-0' });
    expect(shown()[0]).toMatchObject({ status: 'escalated', answer: 'late' });
  });

  it('gives out another pair only where something changed', () => {
    store.apply(message(1));
    store.apply(message(2));
    const [second, first] = shown();
    store.apply({ ...message(1, { answer: 'yes' }), id: '3-0' });
    expect(shown()[0]).toBe(second);
    expect(shown()[1]).not.toBe(first);
    expect(first?.answer).toBeNull();
  });

  it('holds no more than its bound after a day', () => {
    const long = `a${'🙂'.repeat(30_000)}`;
    for (let count = 1; count <= 100_000; count += 1) {
      store.apply(message(count, count % 1_000 === 0 ? { question: long, answer: long } : {}));
    }
    expect(shown()).toHaveLength(MOST_PAIRS);
    expect(shown()[0]?.id).toBe('pair 100000');
    expect(shown().at(-1)?.id).toBe(`pair ${100_000 - MOST_PAIRS + 1}`);
    for (const { question } of shown()) {
      expect(question?.length).toBeLessThanOrEqual(1_001);
      // Half a character cannot be encoded.
      expect(() => encodeURIComponent(question ?? '')).not.toThrow();
    }
  });

  it('leaves out what is older than all that it holds', () => {
    for (let count = 1_001; count <= 1_000 + MOST_PAIRS; count += 1) {
      store.apply(message(count));
    }
    store.apply(message(1));
    expect(shown()).toHaveLength(MOST_PAIRS);
    expect(ids()).not.toContain('pair 1');
  });

  it('says that frames were lost until what is left is all of after that', () => {
    store.apply(message(1));
    store.apply({ type: 'gap', reason: 'slow client' });
    const at = timing.now();
    timing.pass(TELL_MILLIS);
    expect(store.feed().gap).toEqual({ reason: 'slow client', at });
    for (let count = 2; count <= MOST_PAIRS; count += 1) {
      store.apply(message(count));
    }
    timing.pass(TELL_MILLIS);
    expect(store.feed().gap).not.toBeNull();
    store.apply(message(MOST_PAIRS + 1));
    timing.pass(TELL_MILLIS);
    expect(store.feed().gap).toBeNull();
  });

  it('says no more that frames were lost when that was read', () => {
    store.apply({ type: 'gap', reason: null });
    timing.pass(TELL_MILLIS);
    store.dismissGap();
    timing.pass(TELL_MILLIS);
    expect(store.feed().gap).toBeNull();
  });
});

describe('who listens', () => {
  it('is told at once of the first, and then at most four times a second', () => {
    store.apply(message(1));
    expect(told).toBe(1);
    expect(store.feed().pairs).toHaveLength(1);
    for (let count = 2; count <= 1_001; count += 1) {
      store.apply(message(count));
      timing.pass(10);
    }
    expect(told).toBeGreaterThan(30);
    expect(told).toBeLessThanOrEqual(1 + 40);
  });

  it('sees nothing change between two tells', () => {
    store.apply(message(1));
    const before = store.feed();
    store.apply(message(2));
    expect(store.feed()).toBe(before);
    timing.pass(TELL_MILLIS);
    expect(store.feed()).not.toBe(before);
  });

  it('of the figures keeps the same object while only the feed changes, and the other way round', () => {
    store.apply(figures(1));
    store.apply(message(1));
    timing.pass(TELL_MILLIS);
    const known = store.figures();
    store.apply(message(2));
    timing.pass(TELL_MILLIS);
    expect(store.figures()).toBe(known);
    const feed = store.feed();
    store.apply(figures(2));
    timing.pass(TELL_MILLIS);
    expect(store.feed()).toBe(feed);
    expect(store.figures()).not.toBe(known);
  });

  it('is told nothing while the page is hidden, and all of it after', () => {
    store.setHidden(true);
    for (let count = 1; count <= 5; count += 1) {
      store.apply(message(count));
      timing.pass(1_000);
    }
    expect(told).toBe(0);
    store.setHidden(false);
    expect(told).toBe(1);
    expect(store.feed().pairs).toHaveLength(5);
  });

  it('sees nothing of other bots as soon as they were turned away from', () => {
    store.apply(figures(1));
    store.apply(message(1));
    store.apply({ type: 'gap', reason: null });
    timing.pass(TELL_MILLIS);
    store.clear();
    expect(store.figures()).toBeNull();
    expect(store.feed()).toEqual({ pairs: [], received: 0, gap: null });
    timing.pass(TELL_MILLIS);
    expect(store.feed().pairs).toEqual([]);
    store.apply(message(2));
    expect(ids()).toEqual(['pair 2']);
  });
});
