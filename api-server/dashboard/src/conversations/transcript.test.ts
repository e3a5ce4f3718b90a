import { describe, expect, it } from 'vitest';
import { exportRange, linesOf, type Message, shareOfSlowest, slowestAnswer } from './transcript.ts';

function message(id: string, occurredAt: string, responseMillis: number | null = null): Message {
  return {
    event_id: id,
    conversation_id: 'c',
    organization_id: 'o',
    bot_id: 'b',
    direction: responseMillis === null ? 'inbound' : 'outbound',
    text: id,
    occurred_at: occurredAt,
    response_time_ms: responseMillis,
    outcome: responseMillis === null ? null : 'success',
    tokens_used: null,
    cost_usd: null,
    knowledge_base: null,
  };
}

const began = '2026-03-02T10:00:00.000Z';
const figures = (slowest: number | null, startedAt = began) => ({
  slowest_response_ms: slowest,
  started_at: startedAt,
});

describe('the slowest answer', () => {
  const messages = [
    message('question', '2026-03-02T10:00:00.000Z'),
    message('fast', '2026-03-02T10:00:01.000Z', 900),
    message('slow', '2026-03-02T10:01:00.000Z', 4_000),
    message('as slow', '2026-03-02T10:02:00.000Z', 4_000),
  ];

  it('is the first that took as long as the conversation tells', () => {
    expect(slowestAnswer(messages, figures(4_000), false)?.event_id).toBe('slow');
  });

  it('is not known while it may still come', () => {
    expect(slowestAnswer(messages, figures(5_000), false)).toBeNull();
    expect(slowestAnswer([], figures(5_000), false)).toBeNull();
  });

  it('is the slowest of all if none took as long as the conversation tells', () => {
    expect(slowestAnswer(messages, figures(5_000), true)?.event_id).toBe('slow');
    expect(slowestAnswer(messages, figures(null), true)?.event_id).toBe('slow');
  });

  it('is none without answers, and may take no time at all', () => {
    expect(slowestAnswer(messages.slice(0, 1), figures(null), true)).toBeNull();
    expect(slowestAnswer([message('at once', began, 0)], figures(0), true)?.event_id).toBe('at once');
    expect(slowestAnswer([message('at once', began, 0)], figures(null), true)?.event_id).toBe('at once');
  });

  it('is of the part that the figures are of', () => {
    expect(slowestAnswer(messages, figures(4_000, '2026-03-02T10:01:30.000Z'), true)?.event_id).toBe(
      'as slow',
    );
  });
});

describe('lines', () => {
  const messages = [
    message('a', '2026-03-01T22:30:00.000Z'),
    message('b', '2026-03-01T23:30:00.000Z'),
    message('c', '2026-03-02T09:00:00.000Z'),
  ];
  const days = (zone: string, before: Message | null = null) =>
    linesOf(messages, before, zone).map((line) => line.day);

  it('tell each day of the zone once', () => {
    expect(days('UTC')).toEqual(['2026-03-01', null, '2026-03-02']);
    expect(days('Europe/Paris')).toEqual(['2026-03-01', '2026-03-02', null]);
    expect(days('Asia/Tokyo')).toEqual(['2026-03-02', null, null]);
  });

  it('go on with the day of the page before', () => {
    expect(days('UTC', message('z', '2026-03-01T01:00:00.000Z'))).toEqual([null, null, '2026-03-02']);
    expect(days('UTC', message('z', '2026-02-28T01:00:00.000Z'))[0]).toBe('2026-03-01');
  });
});

describe('the share of the slowest', () => {
  it.each([
    [500, 1_000, 0.5],
    [1_000, 1_000, 1],
    [2_000, 1_000, 1],
    [0, 0, 0],
    [500, null, 0],
  ])('of %i in %s is %d', (response, slowest, share) => {
    expect(shareOfSlowest(response, slowest)).toBe(share);
  });
});

describe('the range of a file of all messages', () => {
  const open = { started_at: began, ended_at: null, last_message_at: '2026-03-02T10:05:00.000Z' };

  it('holds the last message', () => {
    expect(exportRange(open, null, null)).toEqual({ from: began, to: '2026-03-02T10:05:00.001Z' });
  });

  it('holds what was said before the figures began, and what came since', () => {
    const first = message('first', '2026-02-27T08:00:00.000Z');
    const last = message('last', '2026-03-02T10:07:00.000Z');
    expect(exportRange(open, first, last)).toEqual({
      from: '2026-02-27T08:00:00.000Z',
      to: '2026-03-02T10:07:00.001Z',
    });
  });

  it('holds something if nothing is known but the begin', () => {
    expect(exportRange({ ...open, last_message_at: null }, null, null)).toEqual({
      from: began,
      to: '2026-03-02T10:00:00.001Z',
    });
  });

  it('is no longer than the API takes', () => {
    const { from, to } = exportRange(open, message('first', '2001-01-01T00:00:00.000Z'), null);
    expect(Date.parse(to) - Date.parse(from)).toBe(3_660 * 86_400_000);
  });
});
