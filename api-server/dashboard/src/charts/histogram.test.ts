import { describe, expect, it } from 'vitest';
import { durationClasses } from './histogram.ts';

const EDGES = [0, 30, 60, 120, 300, 600, 1_800, 3_600, null] as const;

function histogram(counts: readonly number[]) {
  return counts.map((count, index) => ({
    from_seconds: EDGES[index] ?? 0,
    to_seconds: EDGES[index + 1] ?? null,
    count,
  }));
}

describe('classes of durations', () => {
  it('have whole edges in the largest unit that both have', () => {
    const classes = durationClasses(histogram([1, 1, 1, 1, 1, 1, 1, 1]));
    expect(classes.map(({ from, to, unit }) => [from, to, unit])).toEqual([
      [0, 30, 'second'],
      [30, 60, 'second'],
      [1, 2, 'minute'],
      [2, 5, 'minute'],
      [5, 10, 'minute'],
      [10, 30, 'minute'],
      [30, 60, 'minute'],
      [1, null, 'hour'],
    ]);
  });

  it('have shares of all and bars in proportion to the fullest', () => {
    const [first, second, third] = durationClasses(histogram([1, 2, 5]));
    expect([first?.share, second?.share, third?.share]).toEqual([12.5, 25, 62.5]);
    expect([first?.length, second?.length, third?.length]).toEqual([0.2, 0.4, 1]);
  });

  it('have no share of nothing', () => {
    expect(durationClasses(histogram([0, 0]))).toMatchObject([
      { share: null, length: 0 },
      { share: null, length: 0 },
    ]);
  });
});
