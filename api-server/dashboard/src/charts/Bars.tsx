import { memo, useId } from 'react';
import type { Bucket } from './buckets.ts';
import type { Layout } from './layout.ts';
import { seriesClass } from './markers.ts';
import type { TimeChart } from './series.ts';

interface BarsProps {
  chart: TimeChart;
  hidden: ReadonlySet<string>;
  layout: Layout;
}

/** The series as bars on one another, hollow where their time is not whole. */
export const Bars = memo(function Bars({ chart, hidden, layout }: BarsProps) {
  const id = useId();
  const { buckets } = chart;
  const below = new Array<number>(buckets.length).fill(0);
  return (
    <g>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className="bar-lines" d="M0 0V6" />
      </pattern>
      {chart.series.map((series, order) => {
        if (hidden.has(series.id)) {
          return null;
        }
        const whole: string[] = [];
        const parts: string[] = [];
        buckets.forEach((bucket, index) => {
          const value = series.values[index] ?? 0;
          if (value > 0) {
            const bottom = below[index] ?? 0;
            below[index] = bottom + value;
            const isWhole = !bucket.isCounting && !bucket.isCut;
            (isWhole ? whole : parts).push(
              barPath(bucket, bottom, bottom + value, layout, isWhole ? 0 : 0.75),
            );
          }
        });
        // One path for all of them: a month of hours has 720.
        return (
          <g key={series.id} className={seriesClass(order)}>
            <path className="bar" d={whole.join('')} />
            {order > 0 && <path fill={`url(#${id})`} d={whole.join('')} />}
            <path className="bar-part" d={parts.join('')} />
          </g>
        );
      })}
    </g>
  );
});

/** `inset` keeps the line around a hollow bar within its place. */
function barPath(bucket: Bucket, from: number, to: number, { x, y }: Layout, inset: number): string {
  const left = x(bucket.start);
  const width = x(bucket.end) - left;
  // Bars that are thinner than a gap touch.
  const gap = width < 4 ? 0 : Math.min(width * 0.2, 6);
  const start = left + gap / 2 + inset;
  const end = Math.max(start, left + width - gap / 2 - inset);
  const top = y(to) + inset;
  const bottom = Math.max(top, y(from) - inset);
  return `M${round(start)} ${round(bottom)}V${round(top)}H${round(end)}V${round(bottom)}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
