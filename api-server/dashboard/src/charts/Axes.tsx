import { memo } from 'react';
import { formats } from '../format/index.ts';
import type { Layout } from './layout.ts';
import { markerPath, seriesClass } from './markers.ts';
import { spread } from './placing.ts';
import type { Series, TimeChart } from './series.ts';
import { tickText } from './values.ts';

/** Lines and names of round values and of moments on the zone's clocks. */
export const Axes = memo(function Axes({ chart, layout }: { chart: TimeChart; layout: Layout }) {
  const { x, y, left, right, bottom, em } = layout;
  const quantity = chart.series[0]?.quantity ?? 'count';
  return (
    <g className="axes">
      {layout.valueTicks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <path className={tick === 0 ? 'axis' : 'grid'} d={`M${left} 0H${right}`} />
          <text x={left - 0.5 * em} dy="0.35em" textAnchor="end">
            {tickText(quantity, tick)}
          </text>
        </g>
      ))}
      {layout.timeTicks.map(({ time, isDay }) => (
        <g key={time} transform={`translate(${x(time)} ${bottom})`}>
          <path className="axis" d="M0 0v4" />
          <text y={1.5 * em} textAnchor={anchorAt(x(time), layout)} className={isDay ? 'day' : undefined}>
            {isDay ? formats.date(time, chart.zone) : formats.time(time, chart.zone)}
          </text>
        </g>
      ))}
    </g>
  );
});

/** Names at either end must not stand out of the picture. */
function anchorAt(x: number, { left, right, em, hasLabels }: Layout): 'start' | 'middle' | 'end' {
  if (x > right - 2 * em && !hasLabels) {
    return 'end';
  }
  return x < left - em ? 'start' : 'middle';
}

interface EndLabelsProps {
  chart: TimeChart;
  hidden: ReadonlySet<string>;
  layout: Layout;
  textOf: (id: string) => string;
}

/** The names of lines where they end, so that nobody has to look them up. */
export const EndLabels = memo(function EndLabels({ chart, hidden, layout, textOf }: EndLabelsProps) {
  const ends = chart.series.flatMap((series, order) => {
    const value = lastOf(series);
    return value === null || hidden.has(series.id) ? [] : [{ id: series.id, order, y: layout.y(value) }];
  });
  const places = spread(
    ends.map(({ y }) => y),
    1.3 * layout.em,
    layout.top,
    layout.bottom,
  );
  return (
    <g className="end-labels">
      {ends.map(({ id, order }, index) => (
        <g
          key={id}
          className={seriesClass(order)}
          transform={`translate(${layout.right + layout.em} ${places[index] ?? 0})`}
        >
          <path className="marker" d={markerPath(order)} />
          <text x={0.75 * layout.em} dy="0.35em">
            {textOf(id)}
          </text>
        </g>
      ))}
    </g>
  );
});

function lastOf({ values }: Series): number | null {
  return values.findLast((value) => value !== null) ?? null;
}
