import { describe, expect, it } from 'vitest';
import { greatest, layoutOf } from './layout.ts';
import { messageVolume } from './series.ts';

const meta = {
  from: '2026-03-28T23:00:00.000Z',
  to: '2026-03-30T22:00:00.000Z',
  tz: 'Europe/Berlin',
  interval: 'day',
  as_of: '2026-03-31T00:00:00.000Z',
  complete_until: '2026-03-31T00:00:00.000Z',
} as const;
const chart = messageVolume({
  meta,
  data: [
    { time: '2026-03-28T23:00:00.000Z', inbound: 30, outbound: 40 },
    { time: '2026-03-29T22:00:00.000Z', inbound: 20, outbound: 60 },
  ],
});
const size = { width: 500, height: 200, em: 13 };

describe('the layout of a plot', () => {
  it('makes room for the sum where bars stand on one another, else for the greatest', () => {
    expect(greatest(chart.series, 'bars')).toBe(80);
    expect(greatest(chart.series, 'line')).toBe(60);
    expect(greatest([], 'line')).toBe(0);
  });

  it('gives each day the room of its hours: the shorter one less', () => {
    const { x } = layoutOf(chart, chart.series, 'bars', size);
    const [first, second] = chart.buckets.map(({ start, end }) => x(end) - x(start));
    expect((first ?? 0) / (second ?? 1)).toBeCloseTo(23 / 24, 9);
  });

  it('stays within its size', () => {
    for (const width of [0, 40, 288, 500, 1_800]) {
      const layout = layoutOf(chart, chart.series, 'line', { ...size, width });
      expect(layout.right).toBeGreaterThan(layout.left);
      expect(layout.y(0)).toBe(layout.bottom);
      expect(layout.y(60)).toBeGreaterThanOrEqual(layout.top);
    }
  });
});
