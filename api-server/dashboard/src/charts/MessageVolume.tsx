import { useMemo } from 'react';
import { ExportButton } from '../exports/ExportButton.tsx';
import { texts } from '../texts/index.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { useInterval } from './IntervalChoice.tsx';
import { rowsOf } from './rows.ts';
import { messageVolume } from './series.ts';
import { useNearViewport } from './useNearViewport.ts';
import { useBotRangeAnswer } from './useRangeAnswer.ts';

export function MessageVolume() {
  const [place, isNear] = useNearViewport<HTMLDivElement>();
  const [interval] = useInterval();
  const { query, problem } = useBotRangeAnswer('/api/analytics/message-volume', interval, isNear);
  const chart = useMemo(() => (query.data === undefined ? null : messageVolume(query.data)), [query.data]);
  const { title, note, columns } = texts.charts.volume;
  return (
    <ChartPanel
      place={place}
      title={title}
      note={note}
      shape="bars"
      columns={columns}
      query={query}
      problem={problem}
      chart={chart}
      csv={
        chart !== null && (
          <ExportButton rows={rowsOf('message-volume', chart)} label={texts.charts.csv} name={title} />
        )
      }
    />
  );
}
