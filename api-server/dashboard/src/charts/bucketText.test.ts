import { describe, expect, it } from 'vitest';
import type { Bucket } from './buckets.ts';
import { bucketText, stateText, zoneText } from './bucketText.ts';

const at = (text: string) => Date.parse(text);
function bucket(start: string, end: string, more: Partial<Bucket> = {}): Bucket {
  const whole = { start: at(start), end: at(end), from: at(start), to: at(end) };
  return { ...whole, isCut: false, isCounting: false, ...more };
}

describe('a bucket in words', () => {
  it('tells the two hours apart that a clock shows twice', () => {
    const texts = [
      bucket('2026-11-01T05:00Z', '2026-11-01T06:00Z'),
      bucket('2026-11-01T06:00Z', '2026-11-01T07:00Z'),
    ].map((one) => bucketText(one, 'hour', 'America/New_York'));
    expect(texts[0]).toContain('EDT');
    expect(texts[1]).toContain('EST');
  });

  it('says what is not whole about it, or nothing', () => {
    const hour = ['2026-03-02T08:00Z', '2026-03-02T09:00Z'] as const;
    expect(stateText(bucket(...hour), 'hour', 'UTC')).toBeNull();
    expect(stateText(bucket(...hour, { isCounting: true }), 'hour', 'UTC')).toBe('Still counting');
    expect(stateText(bucket(...hour, { isCut: true, from: at('2026-03-02T08:20Z') }), 'hour', 'UTC')).toMatch(
      /8:20.*9:00/,
    );
  });

  it('names the zone as it is called at either end', () => {
    const october = bucket('2026-10-31T04:00Z', '2026-11-01T04:00Z');
    const november = bucket('2026-11-01T04:00Z', '2026-11-02T05:00Z');
    const december = bucket('2026-12-01T05:00Z', '2026-12-02T05:00Z');
    expect(zoneText([october, november], 'America/New_York')).toContain('(EDT)');
    expect(zoneText([october, december], 'America/New_York')).toContain('(EDT, EST)');
    expect(zoneText([october], 'UTC')).toBe('Times are of UTC');
    expect(zoneText([], 'UTC')).toBe('Times are of UTC');
  });
});
