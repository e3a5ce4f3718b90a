import { describe, expect, it } from 'vitest';
import type { Meta } from './buckets.ts';
import { durations, isEmpty, messageVolume, rates, responseTimes, sumOf, usage } from './series.ts';

const META: Meta = {
  from: '2026-03-02T08:00:00.000Z',
  to: '2026-03-02T10:00:00.000Z',
  tz: 'Europe/Berlin',
  interval: 'hour',
  as_of: '2026-03-02T10:00:00.000Z',
  complete_until: '2026-03-02T10:00:00.000Z',
};
const [EIGHT, NINE] = ['2026-03-02T08:00:00.000Z', '2026-03-02T09:00:00.000Z'];

describe('an answer', () => {
  it('keeps what is missing apart from zero', () => {
    const chart = responseTimes({
      meta: META,
      data: [
        { time: EIGHT, p50: 0, p95: 310, p99: 400, avg: 120, count: 7 },
        { time: NINE, p50: null, p95: null, p99: null, avg: null, count: 0 },
      ],
    });
    expect(chart.series.map(({ id, values }) => [id, values])).toEqual([
      ['p50', [0, null]],
      ['p95', [310, null]],
      ['p99', [400, null]],
      ['avg', [120, null]],
    ]);
    expect(chart.details).toEqual([{ id: 'count', quantity: 'count', values: [7, 0] }]);
    expect(chart).toMatchObject({ zone: 'Europe/Berlin', interval: 'hour' });
    expect(isEmpty(chart)).toBe(false);
  });

  it('without anything is empty, whether with nulls or with counts of zero', () => {
    expect(isEmpty(messageVolume({ meta: META, data: [{ time: EIGHT, inbound: 0, outbound: 0 }] }))).toBe(
      true,
    );
    expect(isEmpty(messageVolume({ meta: META, data: [{ time: EIGHT, inbound: 0, outbound: 1 }] }))).toBe(
      false,
    );
    expect(
      isEmpty(durations({ meta: META, data: [{ time: EIGHT, avg: null, count: 0 }], histogram: [] })),
    ).toBe(true);
  });

  it('with rates of zero is not empty', () => {
    const none = { success_rate: null, error_rate: null, fallback_rate: null, handoff_rate: null };
    const row = { time: EIGHT, ...none, count: 0 };
    expect(isEmpty(rates({ meta: META, data: [row] }))).toBe(true);
    expect(isEmpty(rates({ meta: META, data: [{ ...row, success_rate: 0, count: 1 }] }))).toBe(false);
  });

  it('of usage is by the hour, of what was chosen', () => {
    const row = {
      organization_id: '3f2b8c1e-5d4a-4e7b-9c61-0a8d7e5f4b21',
      hour: EIGHT,
      messages_sent: 4,
      messages_received: 5,
      conversations_started: 1,
      conversations_ended: 1,
      active_users: 3,
      bots_active: 1,
      most_active_bot_id: null,
      api_calls_made: 0,
      webhook_calls_received: 0,
      tokens_used: 100,
      estimated_cost_usd: 0.25,
    };
    const answer = { meta: META, data: [row, { ...row, hour: NINE, estimated_cost_usd: 0.5 }] };
    expect(usage(answer, 'cost').series).toEqual([
      { id: 'estimated_cost_usd', quantity: 'dollars', values: [0.25, 0.5] },
    ]);
    expect(usage(answer, 'messages').series.map(({ id }) => id)).toEqual([
      'messages_received',
      'messages_sent',
    ]);
    expect(usage(answer, 'cost').buckets.map(({ start }) => start)).toEqual([EIGHT, NINE].map(Date.parse));
    expect(sumOf(usage(answer, 'cost').series[0]?.values ?? [])).toBe(0.75);
  });
});
