import { TZDate } from '@date-fns/tz';
import type { components } from '../api/contract.d.ts';
import { dayAfter, dayOf, startOfDay } from '../filters/range.ts';

export type Meta = components['schemas']['Meta'];
export type Interval = Meta['interval'];

/** A part of time that has one figure. */
export interface Bucket {
  readonly start: number;
  readonly end: number;
  /** What of it the figures are of: less than the whole if the chosen time begins or ends within it. */
  readonly from: number;
  readonly to: number;
  readonly isCut: boolean;
  /** Not all events of it have come. */
  readonly isCounting: boolean;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** The buckets of an answer, whose rows name but their starts: one ends where the next begins. */
export function bucketsOf(times: readonly string[], meta: Meta): Bucket[] {
  const starts = times.map((time) => Date.parse(time));
  const rangeStart = Date.parse(meta.from);
  const rangeEnd = Date.parse(meta.to);
  const completeUntil =
    meta.complete_until === null ? Number.NEGATIVE_INFINITY : Date.parse(meta.complete_until);
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? naturalEnd(start, meta.interval, meta.tz);
    const isCounting = end > completeUntil;
    return {
      start,
      end,
      from: Math.max(start, rangeStart),
      // The range of what is still counted ends now; the bucket goes on.
      to: isCounting ? end : Math.min(end, rangeEnd),
      isCut: start < rangeStart || (!isCounting && end > rangeEnd),
      isCounting,
    };
  });
}

/** Where a bucket ends that none follows. Days have 23 to 25 hours. */
export function naturalEnd(start: number, interval: Interval, zone: string): number {
  switch (interval) {
    case 'minute':
      return start + MINUTE;
    case 'hour': {
      // Hours begin with those of the zone's clocks: at 15 minutes past in Kathmandu.
      const offset = new TZDate(start, zone).getTimezoneOffset() * MINUTE;
      return (Math.floor((start - offset) / HOUR) + 1) * HOUR + offset;
    }
    case 'day':
      return Date.parse(startOfDay(dayAfter(dayOf(start, zone), 1), zone));
  }
}

/** The index of the bucket that holds a moment, or of the nearest one; -1 if there are none. */
export function bucketAt(buckets: readonly Bucket[], time: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((buckets[middle]?.start ?? 0) <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return buckets.length === 0 ? -1 : low;
}

/** The middle of a bucket, where a line has its point. */
export function middleOf(bucket: Bucket): number {
  return (bucket.start + bucket.end) / 2;
}
