import type { Rows } from '../exports/csv.ts';
import type { Bucket } from './buckets.ts';
import type { TimeChart } from './series.ts';

/** What a chart shows as a file: times as UTC instants and plain numbers, as the API's own exports have them. */
export function rowsOf(name: string, chart: TimeChart): Rows {
  const columns = [...chart.series, ...chart.details];
  return {
    name: fileName(name, chart.buckets),
    columns: ['time', ...columns.map(({ id }) => id)],
    rows: chart.buckets.map(({ start }, index) => [
      new Date(start).toISOString(),
      ...columns.map(({ values }) => values[index] ?? null),
    ]),
  };
}

/** As the API's own exports are called, by what and of when. */
export function fileName(name: string, buckets: readonly Bucket[]): string {
  const ends = [buckets[0]?.from, buckets.at(-1)?.to].filter((time) => time !== undefined);
  const stamps = ends.map((time) => new Date(time).toISOString().replace(/:|\.\d+/g, ''));
  return ['botflow', name, ...stamps].join('-');
}
