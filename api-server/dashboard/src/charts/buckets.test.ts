import { describe, expect, it } from 'vitest';
import { type Bucket, bucketAt, bucketsOf, type Meta, naturalEnd } from './buckets.ts';

const META: Meta = {
  from: '2026-03-02T08:20:00.000Z',
  to: '2026-03-02T10:41:00.000Z',
  tz: 'UTC',
  interval: 'hour',
  as_of: '2026-03-02T10:40:12.000Z',
  complete_until: '2026-03-02T10:00:00.000Z',
};
const TIMES = ['2026-03-02T08:00:00.000Z', '2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z'];
const at = (text: string) => Date.parse(text);

describe('buckets', () => {
  it('end where the next one begins, the last one at its natural end', () => {
    expect(bucketsOf(TIMES, META).map(({ start, end }) => [start, end])).toEqual([
      [at('2026-03-02T08:00Z'), at('2026-03-02T09:00Z')],
      [at('2026-03-02T09:00Z'), at('2026-03-02T10:00Z')],
      [at('2026-03-02T10:00Z'), at('2026-03-02T11:00Z')],
    ]);
  });

  it('are still counting when they end after what is complete, to the millisecond', () => {
    const counting = (complete_until: string | null) =>
      bucketsOf(TIMES, { ...META, complete_until }).map(({ isCounting }) => isCounting);
    expect(counting('2026-03-02T10:00:00.000Z')).toEqual([false, false, true]);
    expect(counting('2026-03-02T09:59:59.999Z')).toEqual([false, true, true]);
    expect(counting('2026-03-02T11:00:00.000Z')).toEqual([false, false, false]);
    expect(counting(null)).toEqual([true, true, true]);
  });

  it('tell what of them lies in the range', () => {
    const [first, second, last] = bucketsOf(TIMES, META);
    expect(first).toMatchObject({ isCut: true, from: at('2026-03-02T08:20Z'), to: at('2026-03-02T09:00Z') });
    expect(second).toMatchObject({ isCut: false });
    expect(last).toMatchObject({ isCut: false, isCounting: true, to: at('2026-03-02T11:00Z') });
    const past = bucketsOf(TIMES, { ...META, complete_until: '2026-03-02T12:00:00.000Z' });
    expect(past[2]).toMatchObject({ isCut: true, isCounting: false, to: at('2026-03-02T10:41Z') });
  });

  it.each([
    ['minute', 'UTC', '2026-03-02T10:00Z', 1 / 60],
    ['hour', 'America/New_York', '2026-03-08T06:00Z', 1],
    ['hour', 'Asia/Kathmandu', '2026-03-08T06:15Z', 1],
    ['day', 'America/New_York', '2026-03-08T05:00Z', 23],
    ['day', 'America/New_York', '2026-11-01T04:00Z', 25],
    ['day', 'America/New_York', '2026-06-01T04:00Z', 24],
    ['day', 'Europe/Berlin', '2026-03-28T23:00Z', 23],
    ['day', 'Australia/Lord_Howe', '2026-04-04T13:00Z', 24.5],
    // There is no midnight: the clocks go from 00:00 to 01:00.
    ['day', 'Africa/Cairo', '2026-04-22T22:00Z', 24],
    ['day', 'Africa/Cairo', '2026-04-23T22:00Z', 23],
  ] as const)('last a whole %s in %s from %s', (interval, zone, start, hours) => {
    expect((naturalEnd(at(start), interval, zone) - at(start)) / 3_600_000).toBeCloseTo(hours, 9);
  });

  it('are found by a moment within, at their start and beside them all', () => {
    const buckets: Bucket[] = bucketsOf(TIMES, META);
    expect(bucketAt(buckets, at('2026-03-02T09:00Z'))).toBe(1);
    expect(bucketAt(buckets, at('2026-03-02T09:59Z'))).toBe(1);
    expect(bucketAt(buckets, at('2026-03-02T08:00Z') - 1)).toBe(0);
    expect(bucketAt(buckets, at('2026-03-03T08:00Z'))).toBe(2);
    expect(bucketAt([], 0)).toBe(-1);
  });
});
