/** A class of durations as the API answers it. */
interface Answered {
  readonly from_seconds: number;
  readonly to_seconds: number | null;
  readonly count: number;
}

/** The unit in which both edges of a class of durations are short. */
export type EdgeUnit = 'second' | 'minute' | 'hour';

/** A class of durations: its edges in their unit, the upper one null for all that is longer. */
export interface DurationClass {
  readonly from: number;
  readonly to: number | null;
  readonly unit: EdgeUnit;
  readonly count: number;
  /** Percent of all, null of none. */
  readonly share: number | null;
  /** Of the fullest class, from 0 to 1: how long its bar is. */
  readonly length: number;
}

const UNITS: readonly [EdgeUnit, number][] = [
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

export function durationClasses(histogram: readonly Answered[]): DurationClass[] {
  const all = histogram.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(0, ...histogram.map(({ count }) => count));
  return histogram.map(({ from_seconds, to_seconds, count }) => {
    const [unit, seconds] = unitOf(from_seconds, to_seconds);
    return {
      from: from_seconds / seconds,
      to: to_seconds === null ? null : to_seconds / seconds,
      unit,
      count,
      share: all === 0 ? null : (100 * count) / all,
      length: most === 0 ? 0 : count / most,
    };
  });
}

/** The largest unit of which both edges are whole multiples. */
function unitOf(from: number, to: number | null): readonly [EdgeUnit, number] {
  const edges = [from, ...(to === null ? [] : [to])];
  return UNITS.find(([, seconds]) => edges.every((edge) => edge % seconds === 0)) ?? ['second', 1];
}
