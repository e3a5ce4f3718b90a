import { useMemo } from 'react';
import { ExportButton } from '../exports/ExportButton.tsx';
import { texts } from '../texts/index.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { useInterval } from './IntervalChoice.tsx';
import { rowsOf } from './rows.ts';
import { durations } from './series.ts';
import { useNearViewport } from './useNearViewport.ts';
import { useBotRangeAnswer } from './useRangeAnswer.ts';

export function Durations() {
  const [place, isNear] = useNearViewport<HTMLDivElement>();
  const [interval] = useInterval();
  const { query, problem } = useBotRangeAnswer('/api/analytics/conversation-duration', interval, isNear);
  const chart = useMemo(() => (query.data === undefined ? null : durations(query.data)), [query.data]);
  const { title, note, columns } = texts.charts.durations;
  return (
    <ChartPanel
      place={place}
      title={title}
      note={note}
      shape="line"
      columns={columns}
      query={query}
      problem={problem}
      chart={chart}
      csv={
        chart !== null && (
          <ExportButton rows={rowsOf('conversation-duration', chart)} label={texts.charts.csv} name={title} />
        )
      }
    />
  );
}
