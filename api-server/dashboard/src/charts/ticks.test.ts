import { describe, expect, it } from 'vitest';
import { timeTicks, valueTicks } from './ticks.ts';

const at = (text: string) => Date.parse(text);
const local = (ticks: readonly { time: number }[], zone: string) =>
  ticks.map(({ time }) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    }).format(time),
  );

describe('ticks of values', () => {
  it.each([
    [870, 'milliseconds', [0, 200, 400, 600, 800, 1_000]],
    [12_300, 'milliseconds', [0, 5_000, 10_000, 15_000]],
    [95_000, 'milliseconds', [0, 30_000, 60_000, 90_000, 120_000]],
    [100, 'percent', [0, 20, 40, 60, 80, 100]],
    [97.4, 'percent', [0, 20, 40, 60, 80, 100]],
    [240, 'percent', [0, 50, 100, 150, 200, 250]],
    [2, 'count', [0, 1, 2]],
    [1, 'count', [0, 1]],
    [0.0031, 'dollars', [0, 0.001, 0.002, 0.003, 0.004]],
    [220, 'seconds', [0, 60, 120, 180, 240]],
    [5_000, 'seconds', [0, 1_800, 3_600, 5_400]],
  ] as const)('of %d %s are round, from zero to beyond it', (greatest, quantity, ticks) => {
    expect(valueTicks(greatest, quantity)).toEqual(ticks);
  });

  it('give an axis a length when there is nothing', () => {
    expect(valueTicks(0, 'count')).toEqual([0, 1]);
    expect(valueTicks(0, 'percent')).toEqual([0, 50, 100]);
    expect(valueTicks(Number.NaN, 'milliseconds')).toEqual([0, 1]);
  });
});

describe('ticks of time', () => {
  it('are at hours of the zone, not of UTC', () => {
    const ticks = timeTicks(at('2026-03-02T08:00Z'), at('2026-03-03T08:00Z'), 'Asia/Kathmandu', 5);
    expect(local(ticks, 'Asia/Kathmandu')).toEqual(['02, 18:00', '03, 00:00', '03, 06:00', '03, 12:00']);
    expect(ticks.map(({ isDay }) => isDay)).toEqual([false, true, false, false]);
  });

  it('stay at midnights over a day of 23 hours', () => {
    const ticks = timeTicks(at('2026-03-06T05:00Z'), at('2026-03-11T04:00Z'), 'America/New_York', 6);
    expect(local(ticks, 'America/New_York')).toEqual([
      '06, 00:00',
      '07, 00:00',
      '08, 00:00',
      '09, 00:00',
      '10, 00:00',
      '11, 00:00',
    ]);
  });

  it('leave out a time that the clocks leave out, and name none twice', () => {
    const ticks = timeTicks(at('2026-03-08T05:00Z'), at('2026-03-08T10:00Z'), 'America/New_York', 6);
    expect(local(ticks, 'America/New_York')).toEqual([
      '08, 00:00',
      '08, 01:00',
      '08, 03:00',
      '08, 04:00',
      '08, 05:00',
      '08, 06:00',
    ]);
  });

  it('are some even where there is little room', () => {
    const end = at('2026-11-24T19:00Z');
    expect(timeTicks(end - 7 * 86_400_000, end, 'America/New_York', 3).length).toBeGreaterThanOrEqual(2);
    expect(timeTicks(end - 30 * 86_400_000, end, 'America/New_York', 3).length).toBeGreaterThanOrEqual(2);
    expect(timeTicks(end - 86_400_000, end, 'America/New_York', 3).length).toBeGreaterThanOrEqual(2);
  });

  it('are never more than asked for', () => {
    for (const [hours, most] of [
      [1, 6],
      [24, 3],
      [24 * 7, 4],
      [24 * 30, 8],
      [24 * 400, 5],
      [24 * 4_000, 3],
    ] as const) {
      const end = at('2026-03-02T08:30Z');
      const ticks = timeTicks(end - hours * 3_600_000, end, 'Europe/Berlin', most);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(most + 1);
    }
  });
});
