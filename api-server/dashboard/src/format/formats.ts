/** Numbers, times and money as people of a locale write them. What is missing is a dash everywhere. */
export interface Formats {
  count(value: number | null): string;
  /** Short, for axes and narrow places: 12K. */
  compact(value: number): string;
  percent(value: number | null): string;
  /** A change in percent, with its sign. */
  change(value: number): string;
  milliseconds(value: number | null): string;
  duration(seconds: number | null): string;
  money(dollars: number | null): string;
  /** The size of a file: 812 byte, 3.2 MB. */
  bytes(value: number): string;
  /** Days and minutes, in a time zone. */
  dateTime(time: number, zone: string): string;
  /** To the second. */
  clock(time: number, zone: string): string;
  date(time: number, zone: string): string;
  time(time: number, zone: string): string;
  /** How long ago: 12 seconds ago. */
  ago(time: number, now: number): string;
  /** The zone's name as people know it, at a moment: GMT+1, CET. */
  zoneName(time: number, zone: string): string;
}

export const MISSING = '–';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];

export function createFormats(locale: string): Formats {
  const numbers = new Map<string, Intl.NumberFormat>();
  const number = (value: number, options: Intl.NumberFormatOptions): string => {
    const key = JSON.stringify(options);
    let format = numbers.get(key);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, options);
      numbers.set(key, format);
    }
    return format.format(value);
  };
  const dates = new Map<string, Intl.DateTimeFormat>();
  const date = (time: number, options: Intl.DateTimeFormatOptions): string => {
    const key = JSON.stringify(options);
    let format = dates.get(key);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(locale, options);
      dates.set(key, format);
    }
    return format.format(time);
  };
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const unit = (value: number, name: string, digits = 0): string =>
    number(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });

  return {
    count: (value) => (value === null ? MISSING : number(value, {})),
    compact: (value) => number(value, { notation: 'compact', maximumFractionDigits: 1 }),
    percent: (value) =>
      value === null ? MISSING : number(value / 100, { style: 'percent', maximumFractionDigits: 1 }),
    change: (value) =>
      number(value / 100, {
        style: 'percent',
        maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0,
        signDisplay: 'exceptZero',
      }),
    milliseconds: (value) => {
      if (value === null) {
        return MISSING;
      }
      if (value < 1_000) {
        return unit(value, 'millisecond');
      }
      if (value < 60_000) {
        return unit(value / 1_000, 'second', value < 10_000 ? 2 : 1);
      }
      return composed(Math.round(value / 1_000), unit);
    },
    duration: (seconds) => (seconds === null ? MISSING : composed(seconds, unit)),
    money: (dollars) =>
      dollars === null
        ? MISSING
        : number(dollars, {
            style: 'currency',
            currency: 'USD',
            // A single answer costs fractions of a cent.
            ...(Math.abs(dollars) < 1 && dollars !== 0
              ? { minimumSignificantDigits: 2, maximumSignificantDigits: 3 }
              : {}),
          }),
    bytes: (value) => {
      const power = Math.max(
        0,
        BYTE_UNITS.findLastIndex((_, index) => value >= 1_000 ** index),
      );
      return unit(value / 1_000 ** power, BYTE_UNITS[power] ?? 'byte', power === 0 ? 0 : 1);
    },
    dateTime: (time, timeZone) => date(time, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
    clock: (time, timeZone) => date(time, { timeStyle: 'medium', timeZone }),
    date: (time, timeZone) => date(time, { month: 'short', day: 'numeric', timeZone }),
    time: (time, timeZone) => date(time, { timeStyle: 'short', timeZone }),
    ago: (time, now) => {
      const seconds = Math.round((time - now) / 1_000);
      // A clock that is a little off must not speak of the future.
      const past = Math.min(seconds, 0);
      if (past > -60) {
        return relative.format(past, 'second');
      }
      if (past > -3_600) {
        return relative.format(Math.trunc(past / 60), 'minute');
      }
      if (past > -86_400) {
        return relative.format(Math.trunc(past / 3_600), 'hour');
      }
      return relative.format(Math.trunc(past / 86_400), 'day');
    },
    zoneName: (time, timeZone) =>
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
        .formatToParts(time)
        .find((part) => part.type === 'timeZoneName')?.value ?? timeZone,
  };
}

/** The two greatest units: 1 hr 5 min, 3 min 34 sec. */
function composed(seconds: number, unit: (value: number, name: string) => string): string {
  const parts: [number, string][] = [
    [Math.trunc(seconds / 86_400), 'day'],
    [Math.trunc(seconds / 3_600) % 24, 'hour'],
    [Math.trunc(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  if (first < 0) {
    return unit(0, 'second');
  }
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, name]) => unit(value, name))
    .join(' ');
}
