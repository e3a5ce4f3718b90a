import { useId } from 'react';
import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { bucketText, stateText } from './bucketText.ts';
import type { TimeChart } from './series.ts';
import { valueText } from './values.ts';

/** A year of hours would take seconds to lay out. */
const MOST_ROWS = 1_000;

interface DataTableProps {
  chart: TimeChart;
  title: string;
  textOf: (id: string) => string;
}

/** The figures of a chart to read and to copy, the newest first. */
export function DataTable({ chart, title, textOf }: DataTableProps) {
  const id = useId();
  const columns = [...chart.series, ...chart.details];
  const rows = chart.buckets
    .map((bucket, index) => ({ bucket, index }))
    .slice(-MOST_ROWS)
    .reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="data-table" tabIndex={0} aria-labelledby={id}>
      <table>
        <caption id={id}>
          {texts.charts.caption(title, chart.zone)}
          {rows.length < chart.buckets.length &&
            ` ${texts.charts.newest(formats.count(rows.length), formats.count(chart.buckets.length))}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{texts.charts.time}</th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className="number">
                {textOf(column.id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ bucket, index }) => {
            const state = stateText(bucket, chart.interval, chart.zone);
            return (
              <tr key={bucket.start}>
                <th scope="row">
                  {bucketText(bucket, chart.interval, chart.zone)}
                  {state !== null && <span className="data-state">{state}</span>}
                </th>
                {columns.map((column) => (
                  <td key={column.id} className="number">
                    {valueText(column.quantity, column.values[index] ?? null)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
