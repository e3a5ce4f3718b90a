import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import type { Bucket, Interval } from './buckets.ts';

/** A bucket in the words of its zone. The zone's name tells the two hours apart that a clock shows twice. */
export function bucketText({ start, end }: Bucket, interval: Interval, zone: string): string {
  const day = formats.date(start, zone);
  return interval === 'day'
    ? day
    : `${day}, ${formats.time(start, zone)} – ${formats.time(end, zone)} ${formats.zoneName(start, zone)}`;
}

/** What makes its figures other than those of its whole time, if anything does. */
export function stateText(bucket: Bucket, interval: Interval, zone: string): string | null {
  const parts: string[] = [];
  if (bucket.isCut) {
    const write = interval === 'day' ? formats.dateTime : formats.time;
    parts.push(texts.charts.only(write(bucket.from, zone), write(bucket.to, zone)));
  }
  if (bucket.isCounting) {
    parts.push(texts.charts.stillCounting);
  }
  return parts.length === 0 ? null : parts.join(' · ');
}

/** The zone and its name in a part of time: two names where the clocks change within. */
export function zoneText(buckets: readonly Bucket[], zone: string): string {
  const ends = [buckets[0]?.start, buckets.at(-1)?.start].filter((time) => time !== undefined);
  const names = [...new Set(ends.map((time) => formats.zoneName(time, zone)))].filter(
    (name) => name !== zone,
  );
  return names.length === 0 ? texts.charts.zoneOnly(zone) : texts.charts.zone(zone, names.join(', '));
}
