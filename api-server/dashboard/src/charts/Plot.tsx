import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { texts } from '../texts/index.ts';
import { Axes, EndLabels } from './Axes.tsx';
import { Bars } from './Bars.tsx';
import { type Bucket, bucketAt, middleOf } from './buckets.ts';
import { bucketText, stateText } from './bucketText.ts';
import { Lines } from './Lines.tsx';
import { type Layout, layoutOf, type Shape } from './layout.ts';
import { markerPath, seriesClass } from './markers.ts';
import type { TimeChart } from './series.ts';
import { type Means, Tooltip } from './Tooltip.tsx';
import { useSize } from './useSize.ts';
import { valueText } from './values.ts';

interface PlotProps {
  chart: TimeChart;
  shape: Shape;
  title: string;
  hidden: ReadonlySet<string>;
  textOf: (id: string) => string;
  /** Where the conversations of a time are. */
  addressOf: (bucket: Bucket) => string;
}

/** The time that is looked at, and by which means. */
interface Looked {
  /** A bucket is known by its start: its place changes as time goes on. */
  readonly start: number;
  readonly means: Means;
}

/** How many buckets the keys for pages pass over. */
const PAGE = 10;

/** Draws a chart, tells the values of a time that is pointed at or gone to by keys, and leads to its conversations. */
export function Plot({ chart, shape, title, hidden, textOf, addressOf }: PlotProps) {
  const [area, size] = useSize<HTMLDivElement>();
  const slider = useRef<HTMLDivElement>(null);
  const lastPointer = useRef('');
  const [, navigate] = useLocation();
  const [looked, setLooked] = useState<Looked | null>(null);
  const keysId = useId();
  const { buckets } = chart;
  const layout = useMemo(
    () =>
      size === null
        ? null
        : layoutOf(
            chart,
            chart.series.filter(({ id }) => !hidden.has(id)),
            shape,
            size,
          ),
    [chart, hidden, shape, size],
  );
  const index = looked === null ? null : bucketAt(buckets, looked.start);
  const bucket = index === null ? undefined : buckets[index];

  // A finger that touches anything else has done with it.
  const isTouched = looked?.means === 'touch';
  useEffect(() => {
    if (!isTouched) {
      return;
    }
    const leave = (event: Event) => {
      if (event.target instanceof Node && !area.current?.contains(event.target)) {
        setLooked(null);
      }
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [isTouched, area]);

  const lookAt = (at: number, means: Means) => {
    const start = buckets[Math.max(0, Math.min(at, buckets.length - 1))]?.start;
    if (start !== undefined && (looked?.start !== start || looked.means !== means)) {
      setLooked({ start, means });
    }
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    lastPointer.current = event.pointerType;
    if (layout !== null) {
      const { left } = event.currentTarget.getBoundingClientRect();
      const means = event.pointerType === 'mouse' ? 'mouse' : 'touch';
      lookAt(bucketAt(buckets, layout.x.invert(event.clientX - left)), means);
    }
  };
  const current = index ?? buckets.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const target: Record<string, number> = {
      ArrowLeft: current - 1,
      ArrowDown: current - 1,
      ArrowRight: current + 1,
      ArrowUp: current + 1,
      PageDown: current - PAGE,
      PageUp: current + PAGE,
      Home: 0,
      End: buckets.length - 1,
    };
    const at = target[event.key];
    const here = buckets[current];
    if (at !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      lookAt(at, 'keyboard');
    } else if (event.key === 'Enter' && here !== undefined) {
      event.preventDefault();
      navigate(addressOf(here));
    } else if (event.key === 'Escape' && looked !== null) {
      event.stopPropagation();
      setLooked(null);
    }
  };

  return (
    <div className="plot-area" ref={area}>
      <div
        className="plot"
        ref={slider}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-describedby={keysId}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, buckets.length - 1)}
        aria-valuenow={current}
        aria-valuetext={spoken(chart, hidden, textOf, current)}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={() => looked?.means === 'mouse' && setLooked(null)}
        onClick={() => {
          // A tap shows the way; a click, with the values long seen, goes it.
          if (lastPointer.current === 'mouse' && bucket !== undefined && looked?.means === 'mouse') {
            navigate(addressOf(bucket));
          }
        }}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (looked === null && event.currentTarget.matches(':focus-visible')) {
            lookAt(buckets.length - 1, 'keyboard');
          }
        }}
        onBlur={(event) => {
          if (looked?.means !== 'touch' && !area.current?.contains(event.relatedTarget)) {
            setLooked(null);
          }
        }}
      >
        {layout !== null && (
          <svg aria-hidden="true">
            {bucket !== undefined && <Place bucket={bucket} layout={layout} />}
            <Axes chart={chart} layout={layout} />
            {shape === 'line' ? (
              <Lines chart={chart} hidden={hidden} layout={layout} />
            ) : (
              <Bars chart={chart} hidden={hidden} layout={layout} />
            )}
            {layout.hasLabels && <EndLabels chart={chart} hidden={hidden} layout={layout} textOf={textOf} />}
            {bucket !== undefined && index !== null && shape === 'line' && (
              <Points chart={chart} hidden={hidden} layout={layout} index={index} x={middleOf(bucket)} />
            )}
          </svg>
        )}
      </div>
      <p id={keysId} hidden>
        {texts.charts.keys}
      </p>
      <Tooltip
        area={area}
        anchor={bucket === undefined || layout === null ? null : layout.x(middleOf(bucket))}
        means={looked?.means ?? null}
        chart={chart}
        shape={shape}
        hidden={hidden}
        index={index}
        textOf={textOf}
        address={bucket === undefined ? '' : addressOf(bucket)}
      />
    </div>
  );
}

/** The time that is looked at, behind the figures. */
function Place({ bucket, layout }: { bucket: Bucket; layout: Layout }) {
  const left = layout.x(bucket.start);
  const middle = layout.x(middleOf(bucket));
  return (
    <g>
      <rect
        className="place"
        x={left}
        y={layout.top}
        width={Math.max(1, layout.x(bucket.end) - left)}
        height={layout.bottom - layout.top}
      />
      <path className="crosshair" d={`M${middle} ${layout.top}V${layout.bottom}`} />
    </g>
  );
}

interface PointsProps {
  chart: TimeChart;
  hidden: ReadonlySet<string>;
  layout: Layout;
  index: number;
  x: number;
}

function Points({ chart, hidden, layout, index, x }: PointsProps) {
  return (
    <g>
      {chart.series.map((series, order) => {
        const value = series.values[index] ?? null;
        return (
          value !== null &&
          !hidden.has(series.id) && (
            <path
              key={series.id}
              className={`marker marker-looked ${seriesClass(order)}`}
              d={markerPath(order)}
              transform={`translate(${layout.x(x)} ${layout.y(value)}) scale(1.5)`}
            />
          )
        );
      })}
    </g>
  );
}

/** What a screen reader says of a time. */
function spoken(
  chart: TimeChart,
  hidden: ReadonlySet<string>,
  textOf: (id: string) => string,
  index: number,
): string {
  const bucket = chart.buckets[index];
  if (bucket === undefined) {
    return texts.states.empty.title;
  }
  const state = stateText(bucket, chart.interval, chart.zone);
  const values = [...chart.series.filter(({ id }) => !hidden.has(id)), ...chart.details].map((series) => {
    const value = series.values[index] ?? null;
    return texts.charts.spokenValue(
      textOf(series.id),
      value === null ? texts.charts.noValue : valueText(series.quantity, value),
    );
  });
  return texts.charts.spoken(
    bucketText(bucket, chart.interval, chart.zone),
    [...(state === null ? [] : [state]), ...values].join(', '),
  );
}
