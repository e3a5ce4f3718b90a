import { useMemo } from 'react';
import { ExportButton } from '../exports/ExportButton.tsx';
import { texts } from '../texts/index.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { useInterval } from './IntervalChoice.tsx';
import { responseTimes } from './series.ts';
import { useNearViewport } from './useNearViewport.ts';
import { useBotRangeAnswer } from './useRangeAnswer.ts';

export function ResponseTimes() {
  const [place, isNear] = useNearViewport<HTMLDivElement>();
  const [interval] = useInterval();
  const { query, problem, parameters } = useBotRangeAnswer('/api/analytics/response-times', interval, isNear);
  const chart = useMemo(() => (query.data === undefined ? null : responseTimes(query.data)), [query.data]);
  const { title, note, columns } = texts.charts.responseTimes;
  return (
    <ChartPanel
      place={place}
      className="chart-wide"
      title={title}
      note={note}
      shape="line"
      columns={columns}
      query={query}
      problem={problem}
      chart={chart}
      csv={
        parameters !== null && (
          <ExportButton
            path="/api/export/response-times.csv"
            parameters={parameters}
            label={texts.charts.csv}
            name={title}
          />
        )
      }
    />
  );
}
