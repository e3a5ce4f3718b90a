import type { Rows } from '../exports/csv.ts';
import type { TimeChart } from './series.ts';

/** What a chart shows as a file: times as UTC instants and plain numbers, as the API's own exports have them. */
export function rowsOf(name: string, chart: TimeChart): Rows {
  const columns = [...chart.series, ...chart.details];
  return {
    name,
    columns: ['time', ...columns.map(({ id }) => id)],
    rows: chart.buckets.map(({ start }, index) => [
      new Date(start).toISOString(),
      ...columns.map(({ values }) => values[index] ?? null),
    ]),
  };
}
