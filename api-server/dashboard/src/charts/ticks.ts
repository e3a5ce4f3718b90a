import { TZDate } from '@date-fns/tz';
import { scaleLinear } from 'd3-scale';
import { dayAfter, dayOf, startOfDay } from '../filters/range.ts';
import type { Quantity } from './series.ts';

/** The steps in which people count seconds. */
const SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
];

/** Ticks from zero on; the last one is not below the greatest value. */
export function valueTicks(greatest: number, quantity: Quantity, about = 4): number[] {
  if (!(greatest > 0)) {
    // An axis needs a length, and whole things are not counted in halves.
    return quantity === 'percent' ? [0, 50, 100] : [0, 1];
  }
  if (quantity === 'seconds' && greatest > 1) {
    return steps(greatest, timeStep(greatest, about));
  }
  if (quantity === 'milliseconds' && greatest > 60_000) {
    return steps(greatest, timeStep(greatest / 1_000, about) * 1_000);
  }
  const [zero = 0, one = 1] = scaleLinear([0, greatest], [0, 1]).nice(about).ticks(about);
  const step = quantity === 'count' ? Math.max(1, one - zero) : one - zero;
  const ticks = steps(greatest, step);
  // Handoffs may be more than the conversations that began; nothing else is above 100.
  return quantity === 'percent' && greatest <= 100 ? ticks.filter((tick) => tick <= 100) : ticks;
}

function timeStep(greatestSeconds: number, about: number): number {
  const enough = greatestSeconds / (about + 1);
  const days = 86_400;
  return SECONDS.find((step) => step >= enough) ?? Math.ceil(enough / days) * days;
}

function steps(greatest: number, step: number): number[] {
  const count = Math.ceil(greatest / step - 1e-9);
  // By multiplication, and rounded: 3 × 0.1 is not 0.3.
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** A moment that an axis names: a day that begins, or a time within one. */
export interface TimeTick {
  readonly time: number;
  readonly isDay: boolean;
}

const MINUTE = 60_000;
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];
const DAYS = [1, 2, 3, 4, 7, 14, 28, 91, 182, 364];

/** At most so many moments at whole minutes, hours or midnights of a zone's own clocks. */
export function timeTicks(start: number, end: number, zone: string, most: number): TimeTick[] {
  const room = Math.max(1, most);
  const minutes = MINUTES.find((step) => (end - start) / (step * MINUTE) <= room);
  if (minutes !== undefined) {
    return within(start, end, ticksOfDay(start, end, zone, minutes));
  }
  const days = (end - start) / (1_440 * MINUTE);
  const step = DAYS.find((candidate) => days / candidate <= room) ?? Math.ceil(days / room);
  const ticks: TimeTick[] = [];
  for (const day of daysOf(start, end, zone)) {
    // Counted from a fixed day, so that the ticks stay where they are as the range moves.
    if (Math.round(Date.parse(day) / (1_440 * MINUTE)) % step === 0) {
      ticks.push({ time: Date.parse(startOfDay(day, zone)), isDay: true });
    }
  }
  return within(start, end, ticks);
}

function ticksOfDay(start: number, end: number, zone: string, minutes: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (const day of daysOf(start, end, zone)) {
    const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
    for (let minute = 0; minute < 1_440; minute += minutes) {
      const time = new TZDate(year, month - 1, date, 0, minute, zone).getTime();
      // Times that the clocks leave out fall on one that is there already.
      if (time > (ticks.at(-1)?.time ?? Number.NEGATIVE_INFINITY)) {
        ticks.push({ time, isDay: minute === 0 });
      }
    }
  }
  return ticks;
}

function* daysOf(start: number, end: number, zone: string): Generator<string> {
  const last = dayOf(end, zone);
  for (let day = dayOf(start, zone); day <= last; day = dayAfter(day, 1)) {
    yield day;
  }
}

function within(start: number, end: number, ticks: readonly TimeTick[]): TimeTick[] {
  return ticks.filter(({ time }) => time >= start && time <= end);
}
