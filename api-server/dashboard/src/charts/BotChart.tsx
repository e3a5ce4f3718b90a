import { useMemo } from 'react';
import type { Answers } from '../api/client.ts';
import { ExportButton } from '../exports/ExportButton.tsx';
import { texts } from '../texts/index.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { useInterval } from './IntervalChoice.tsx';
import type { Shape } from './layout.ts';
import { rowsOf } from './rows.ts';
import type { TimeChart } from './series.ts';
import { useNearViewport } from './useNearViewport.ts';
import { type BotRangePath, useBotRangeAnswer } from './useRangeAnswer.ts';

interface BotChartProps<Path extends BotRangePath, Id extends string> {
  path: Path;
  chartOf: (answer: Answers[Path]) => TimeChart<Id>;
  shape: Shape;
  words: { title: string; note: string; columns: Readonly<Record<Id, string>> };
  className?: string;
  /** The API's export of the same figures; without one, the file is made of what is shown. */
  exportPath?: string;
}

/** Figures of the chosen bots over the chosen time. */
export function BotChart<Path extends BotRangePath, Id extends string>(props: BotChartProps<Path, Id>) {
  const { path, chartOf, shape, words, className = '', exportPath } = props;
  const [place, isNear] = useNearViewport<HTMLDivElement>();
  const [interval] = useInterval();
  const { query, problem, parameters } = useBotRangeAnswer(path, interval, isNear);
  const { data } = query;
  const chart = useMemo(() => (data === undefined ? null : chartOf(data)), [data, chartOf]);
  const button = { label: texts.charts.csv, name: words.title };
  let csv = null;
  if (exportPath !== undefined && parameters !== null) {
    csv = <ExportButton path={exportPath} parameters={parameters} {...button} />;
  } else if (exportPath === undefined && chart !== null) {
    csv = <ExportButton rows={rowsOf(path.slice(path.lastIndexOf('/') + 1), chart)} {...button} />;
  }
  return (
    <ChartPanel
      place={place}
      className={className}
      title={words.title}
      note={words.note}
      shape={shape}
      columns={words.columns}
      query={query}
      problem={problem}
      chart={chart}
      csv={csv}
    />
  );
}
