import { type RefObject, useLayoutEffect, useRef } from 'react';
import { Link } from 'wouter';
import { texts } from '../texts/index.ts';
import { bucketText, stateText } from './bucketText.ts';
import type { Shape } from './layout.ts';
import { placeTooltip } from './placing.ts';
import { Swatch } from './Swatch.tsx';
import { sumOf, type TimeChart } from './series.ts';
import { valueText } from './values.ts';

export type Means = 'mouse' | 'touch' | 'keyboard';

interface TooltipProps {
  area: RefObject<HTMLElement | null>;
  /** The middle of the time that is looked at, or null if none is. */
  anchor: number | null;
  means: Means | null;
  chart: TimeChart;
  shape: Shape;
  hidden: ReadonlySet<string>;
  index: number | null;
  textOf: (id: string) => string;
  address: string;
}

/** The values of a time. Its element stays and moves, so that it costs nothing to follow the pointer. */
export function Tooltip(props: TooltipProps) {
  const { area, anchor, means, chart, shape, hidden, index, textOf, address } = props;
  const box = useRef<HTMLDivElement>(null);
  // After every render: what it says makes its size, and scrolling what room it has.
  useLayoutEffect(() => {
    if (anchor === null || box.current === null || area.current === null) {
      return;
    }
    const { left, top } = placeTooltip(
      anchor,
      area.current.getBoundingClientRect(),
      { width: box.current.offsetWidth, height: box.current.offsetHeight },
      { width: document.documentElement.clientWidth, height: globalThis.innerHeight },
      means === 'touch' ? 'below' : 'beside',
    );
    box.current.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  });

  const bucket = index === null ? undefined : chart.buckets[index];
  const state = bucket === undefined ? null : stateText(bucket, chart.interval, chart.zone);
  const shown = chart.series.filter(({ id }) => !hidden.has(id));
  return (
    // The slider says the same; only what can be tapped is for all.
    <div
      className={`tooltip tooltip-${means}`}
      ref={box}
      hidden={bucket === undefined}
      aria-hidden={means !== 'touch'}
    >
      {bucket !== undefined && index !== null && (
        <>
          <p className="tooltip-time">{bucketText(bucket, chart.interval, chart.zone)}</p>
          {state !== null && <p className="tooltip-state">{state}</p>}
          <dl>
            {chart.series.map(
              (series, order) =>
                !hidden.has(series.id) && (
                  <div key={series.id}>
                    <dt>
                      <Swatch order={order} shape={shape} />
                      {textOf(series.id)}
                    </dt>
                    <dd>{valueText(series.quantity, series.values[index] ?? null)}</dd>
                  </div>
                ),
            )}
            {shape === 'bars' && shown.length > 1 && (
              <div>
                <dt>{texts.charts.total}</dt>
                <dd>
                  {valueText(
                    shown[0]?.quantity ?? 'count',
                    sumOf(shown.map(({ values }) => values[index] ?? null)),
                  )}
                </dd>
              </div>
            )}
            {chart.details.map((detail) => (
              <div key={detail.id}>
                <dt>{textOf(detail.id)}</dt>
                <dd>{valueText(detail.quantity, detail.values[index] ?? null)}</dd>
              </div>
            ))}
          </dl>
          {means === 'touch' ? (
            <Link className="tooltip-link" href={address}>
              {texts.charts.open}
            </Link>
          ) : (
            <p className="tooltip-hint">
              {means === 'keyboard' ? texts.charts.openByKeyboard : texts.charts.openByMouse}
            </p>
          )}
        </>
      )}
    </div>
  );
}
