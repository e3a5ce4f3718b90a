import { TZDate } from '@date-fns/tz';

/** Ranges that move with the clock, in the order in which they are offered. */
export const PRESETS = ['24h', 'today', 'yesterday', 'since-yesterday', '7d', '30d'] as const;
export type Preset = (typeof PRESETS)[number];

/** The part of time that is looked at. */
export type Range =
  | { readonly kind: 'preset'; readonly preset: Preset }
  /** Days of the time zone in use, both inclusive, as yyyy-MM-dd. */
  | { readonly kind: 'days'; readonly first: string; readonly last: string }
  /** From a moment on, up to but not including another, as UTC instants. */
  | { readonly kind: 'instants'; readonly from: string; readonly to: string };

/** As the API takes it. */
export type RangeParameters = { readonly period: string } | { readonly from: string; readonly to?: string };

export const DEFAULT_RANGE: Range = { kind: 'preset', preset: '24h' };

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/;
const SEPARATOR = '..';

/** What an address holds; anything that is no range is the default, so that no address breaks the page. */
export function parseRange(text: string | null): Range {
  const preset = PRESETS.find((known) => known === text);
  if (preset !== undefined) {
    return { kind: 'preset', preset };
  }
  const [from = '', to = '', more] = (text ?? '').split(SEPARATOR);
  if (more !== undefined) {
    return DEFAULT_RANGE;
  }
  if (isDay(from) && isDay(to) && from <= to) {
    return { kind: 'days', first: from, last: to };
  }
  if (INSTANT.test(from) && INSTANT.test(to) && Date.parse(from) < Date.parse(to)) {
    return { kind: 'instants', from, to };
  }
  return DEFAULT_RANGE;
}

/** Null for the default, which an address need not hold. */
export function formatRange(range: Range): string | null {
  switch (range.kind) {
    case 'preset':
      return range.preset === '24h' ? null : range.preset;
    case 'days':
      return range.first + SEPARATOR + range.last;
    case 'instants':
      return range.from + SEPARATOR + range.to;
  }
}

/** Whether it is a day of the calendar: the 30th of February is none. */
export function isDay(text: string): boolean {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether days have to be cut in a time zone to know it. */
export function needsZone(range: Range): boolean {
  return range.kind === 'days' || (range.kind === 'preset' && !/^\d/.test(range.preset));
}

/** Whether more of it comes as time goes on. */
export function isMoving(range: Range, now: number): boolean {
  switch (range.kind) {
    case 'preset':
      return range.preset !== 'yesterday';
    case 'days':
      // A day of any zone has ended 36 hours after it began in UTC.
      return Date.parse(`${range.last}T00:00:00Z`) + 36 * 3_600_000 > now;
    case 'instants':
      return Date.parse(range.to) > now;
  }
}

export function rangeParameters(range: Range, zone: string, now: number): RangeParameters {
  switch (range.kind) {
    case 'instants':
      return { from: range.from, to: range.to };
    case 'days':
      return { from: startOfDay(range.first, zone), to: startOfDay(dayAfter(range.last, 1), zone) };
    case 'preset':
      return presetParameters(range.preset, zone, dayOf(now, zone));
  }
}

function presetParameters(preset: Preset, zone: string, today: string): RangeParameters {
  switch (preset) {
    case 'today':
      return { from: startOfDay(today, zone) };
    case 'yesterday':
      return { from: startOfDay(dayAfter(today, -1), zone), to: startOfDay(today, zone) };
    case 'since-yesterday':
      return { from: startOfDay(dayAfter(today, -1), zone) };
    default:
      return { period: preset };
  }
}

/** The days of UTC that a range touches, both inclusive: what is kept by day is asked for by them. */
export function utcDays(range: Range, zone: string, now: number): { first: string; last: string } {
  const parameters = rangeParameters(range, zone, now);
  const hours: Record<string, number> = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };
  const from =
    'period' in parameters ? now - (hours[parameters.period] ?? 24) * 3_600_000 : Date.parse(parameters.from);
  const to = 'to' in parameters && parameters.to !== undefined ? Date.parse(parameters.to) : now + 1;
  return { first: dayOf(from, 'UTC'), last: dayOf(Math.max(from, to - 1), 'UTC') };
}

/** The date in a time zone. */
export function dayOf(time: number, zone: string): string {
  const date = new TZDate(time, zone);
  return [
    String(date.getFullYear()).padStart(4, '0'),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');
}

/** The instant at which a day begins in a time zone. */
export function startOfDay(day: string, zone: string): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(new TZDate(year, month - 1, date, zone).getTime()).toISOString();
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
