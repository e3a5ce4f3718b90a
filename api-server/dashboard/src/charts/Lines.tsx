import { line } from 'd3-shape';
import { memo } from 'react';
import { middleOf } from './buckets.ts';
import type { Layout } from './layout.ts';
import { markerPath, seriesClass } from './markers.ts';
import { type Segment, segmentsOf } from './segments.ts';
import type { Series, TimeChart } from './series.ts';

interface LinesProps {
  chart: TimeChart;
  hidden: ReadonlySet<string>;
  layout: Layout;
}

interface Point {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** Markers stand so far apart that a line remains a line. */
const MARKER_EMS = 5;

/** The series as lines, with gaps where there is no value, and broken ones to what is still counting. */
export const Lines = memo(function Lines({ chart, hidden, layout }: LinesProps) {
  return (
    <g>
      {chart.series.map(
        (series, order) =>
          !hidden.has(series.id) && (
            <Line key={series.id} chart={chart} series={series} order={order} layout={layout} />
          ),
      )}
    </g>
  );
});

interface LineProps {
  chart: TimeChart;
  series: Series;
  order: number;
  layout: Layout;
}

function Line({ chart, series, order, layout }: LineProps) {
  const { buckets } = chart;
  const pointAt = (index: number): Point => {
    const bucket = buckets[index];
    return {
      index,
      x: layout.x(bucket === undefined ? 0 : middleOf(bucket)),
      y: layout.y(series.values[index] ?? 0),
    };
  };
  const pathOf = line<Point>(
    ({ x }) => x,
    ({ y }) => y,
  ).digits(1);
  const segments = segmentsOf(series.values, buckets);
  const every = Math.max(
    1,
    Math.ceil((MARKER_EMS * layout.em * buckets.length) / (layout.right - layout.left)),
  );
  return (
    <g className={seriesClass(order)}>
      {segments.map((segment) => (
        <path
          key={`${segment.from}-${segment.isCounting}`}
          className={segment.isCounting ? 'line line-counting' : 'line'}
          d={pathOf(indices(segment).map(pointAt)) ?? ''}
        />
      ))}
      {segments
        .flatMap((segment) => indices(segment).filter((index) => isMarked(segment, index, every, order)))
        .map(pointAt)
        .map(({ index, x, y }) => (
          <path
            key={index}
            className={buckets[index]?.isCounting ? 'marker marker-counting' : 'marker'}
            d={markerPath(order)}
            transform={`translate(${x} ${y})`}
          />
        ))}
    </g>
  );
}

function indices({ from, to }: Segment): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

/** What has no line to it always, else some; the end of what is still counting, but not where it begins. */
function isMarked(segment: Segment, index: number, every: number, order: number): boolean {
  const { from, to, isCounting } = segment;
  if (isCounting) {
    return index === to;
  }
  // The series take turns, so that their markers do not hide one another.
  return from === to || (index + Math.floor((order * every) / 4)) % every === 0;
}
