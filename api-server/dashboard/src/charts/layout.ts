import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { formats } from '../format/index.ts';
import type { Series, TimeChart } from './series.ts';
import { type TimeTick, timeTicks, valueTicks } from './ticks.ts';
import type { Size } from './useSize.ts';
import { tickText } from './values.ts';

export type Shape = 'line' | 'bars';

/** Where everything of a plot is, in pixels. */
export interface Layout {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly em: number;
  readonly valueTicks: readonly number[];
  readonly timeTicks: readonly TimeTick[];
  /** Whether there is room for names at the ends of lines. */
  readonly hasLabels: boolean;
}

/** A digit's width and a line's height, in parts of the size of text. */
const CHARACTER = 0.58;
const LINE = 1.5;
/** So much wider than a time's name is the place that it has, that the axis stays calm. */
const TIME_SPACE = 1.25;
const LABEL_CHARACTERS = 11;

export function layoutOf(chart: TimeChart, shown: readonly Series[], shape: Shape, size: Size): Layout {
  const { width, height, em } = size;
  const quantity = chart.series[0]?.quantity ?? 'count';
  const ticks = valueTicks(greatest(shown, shape), quantity);
  const longest = Math.max(...ticks.map((tick) => tickText(quantity, tick).length));
  const hasLabels = shape === 'line' && chart.series.length > 1 && width > 36 * em;
  const left = (longest * CHARACTER + 0.75) * em;
  const right = Math.max(left + 1, width - (hasLabels ? LABEL_CHARACTERS * CHARACTER + 1 : 0.5) * em);
  const top = 0.75 * em;
  const bottom = Math.max(top + 1, height - (LINE + 0.5) * em);
  const start = chart.buckets[0]?.start ?? 0;
  const end = chart.buckets.at(-1)?.end ?? 1;
  const timeWidth = (formats.time(end, chart.zone).length * CHARACTER + 1) * TIME_SPACE * em;
  return {
    x: scaleLinear([start, end], [left, right]),
    y: scaleLinear([0, ticks.at(-1) ?? 1], [bottom, top]),
    left,
    right,
    top,
    bottom,
    em,
    valueTicks: ticks,
    timeTicks: timeTicks(start, end, chart.zone, Math.floor((right - left) / timeWidth)),
    hasLabels,
  };
}

/** The greatest value, or sum of values where bars stand on one another. */
export function greatest(shown: readonly Series[], shape: Shape): number {
  let most = 0;
  const count = shown[0]?.values.length ?? 0;
  for (let index = 0; index < count; index += 1) {
    const values = shown.map((series) => series.values[index] ?? 0);
    const value = shape === 'bars' ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values);
    most = Math.max(most, value);
  }
  return most;
}
