import { describe, expect, it } from 'vitest';
import type { Figures } from './frames.ts';
import { freshnessOf } from './freshness.ts';

const AS_OF = Date.parse('2026-03-02T10:41:12.345Z');
const MINUTE = 60_000;
const nothing = { activeConversations: 0, avgResponseTime: null, successRate: null, messagesPerHour: 0 };
const figures: Figures = {
  ...nothing,
  p50: null,
  p95: null,
  p99: null,
  trend: { ...nothing, activeConversations: null, messagesPerHour: null, p50: null, p95: null, p99: null },
  today: { conversations: 0, messages: 0, active_bots: 0 },
  as_of: '2026-03-02T10:41:12.345Z',
};
const known = {
  figures,
  isPolled: false,
  status: { kind: 'open', areBotsRefused: false },
  isPollFailing: false,
  serverNow: AS_OF + MINUTE,
} as const;
const lost = { kind: 'reconnecting', since: 5, nextTryAt: 9, isRefused: false } as const;

describe('figures', () => {
  it('are live while they come and are of a moment ago', () => {
    expect(freshnessOf(known)).toEqual({ kind: 'live', asOf: AS_OF });
    expect(freshnessOf({ ...known, serverNow: AS_OF + 2 * MINUTE }).kind).toBe('live');
  });

  it('are behind if the server’s clock is far past them', () => {
    expect(freshnessOf({ ...known, serverNow: AS_OF + 3 * MINUTE })).toEqual({
      kind: 'behind',
      asOf: AS_OF,
      millis: 3 * MINUTE,
    });
  });

  it('are not called behind by a clock that nobody vouches for', () => {
    expect(freshnessOf({ ...known, serverNow: null }).kind).toBe('live');
  });

  it('are lost while nothing comes', () => {
    expect(freshnessOf({ ...known, status: lost })).toEqual({ kind: 'lost', since: 5 });
    expect(freshnessOf({ ...known, status: lost, isPolled: true, isPollFailing: true }).kind).toBe('lost');
  });

  it('are polled while they come over HTTP alone', () => {
    expect(freshnessOf({ ...known, status: lost, isPolled: true })).toEqual({ kind: 'polled', asOf: AS_OF });
    expect(freshnessOf({ ...known, status: lost, isPolled: true, serverNow: AS_OF + 5 * MINUTE }).kind).toBe(
      'behind',
    );
    const refused = { kind: 'open', areBotsRefused: true } as const;
    expect(freshnessOf({ ...known, status: refused, isPolled: true }).kind).toBe('polled');
  });

  it('are of nothing before the first event', () => {
    expect(freshnessOf({ ...known, figures: { ...figures, as_of: null } })).toEqual({ kind: 'empty' });
  });
});
