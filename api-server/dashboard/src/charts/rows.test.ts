import { expect, it } from 'vitest';
import { rowsOf } from './rows.ts';
import { durations } from './series.ts';

it('gives a row for each bucket, with what is missing left missing', () => {
  const chart = durations({
    meta: {
      from: '2026-03-28T23:00:00.000Z',
      to: '2026-03-30T22:00:00.000Z',
      tz: 'Europe/Berlin',
      interval: 'day',
      as_of: null,
      complete_until: null,
    },
    data: [
      { time: '2026-03-28T23:00:00.000Z', avg: 95, count: 8 },
      { time: '2026-03-29T22:00:00.000Z', avg: null, count: 0 },
    ],
    histogram: [],
  });
  expect(rowsOf('conversation-duration', chart)).toEqual({
    name: 'botflow-conversation-duration-2026-03-28T230000Z-2026-03-30T220000Z',
    columns: ['time', 'avg', 'count'],
    rows: [
      ['2026-03-28T23:00:00.000Z', 95, 8],
      ['2026-03-29T22:00:00.000Z', null, 0],
    ],
  });
});
