import { ExportButton } from '../exports/ExportButton.tsx';
import { formats } from '../format/index.ts';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { ProblemNotice } from '../parts/ProblemNotice.tsx';
import { Skeleton } from '../parts/Skeleton.tsx';
import { texts } from '../texts/index.ts';
import { type DurationClass, durationClasses } from './histogram.ts';
import { useInterval } from './IntervalChoice.tsx';
import { fileName } from './rows.ts';
import { durations, sumOf } from './series.ts';
import { useNearViewport } from './useNearViewport.ts';
import { useBotRangeAnswer } from './useRangeAnswer.ts';
import './charts.css';

/** How many conversations lasted how long: a table whose counts have bars. */
export function DurationHistogram() {
  const [place, isNear] = useNearViewport<HTMLDivElement>();
  const [interval] = useInterval();
  const { query, problem } = useBotRangeAnswer('/api/analytics/conversation-duration', interval, isNear);
  const answer = query.data;
  const histogram = answer?.histogram ?? [];
  const { title, note, duration, count, share } = texts.charts.histogram;
  const all = sumOf(histogram.map((one) => one.count));
  return (
    <div className="chart-place" ref={place}>
      <Panel
        title={title}
        note={note(formats.count(answer === undefined ? null : all))}
        actions={
          answer !== undefined && (
            <ExportButton
              rows={{
                name: fileName('conversation-duration-histogram', durations(answer).buckets),
                columns: ['from_seconds', 'to_seconds', 'count'],
                rows: histogram.map((one) => [one.from_seconds, one.to_seconds, one.count]),
              }}
              label={texts.charts.csv}
              name={title}
            />
          )
        }
      >
        {problem !== null && <ProblemNotice error={problem} retry={() => void query.refetch()} />}
        {answer === undefined && problem === null && <Skeleton height="var(--chart-height)" />}
        {answer !== undefined && (
          <div className="chart">
            {all === 0 ? (
              <Notice kind="empty" {...texts.states.empty} />
            ) : (
              <table className="histogram">
                <caption className="visually-hidden">{title}</caption>
                <thead>
                  <tr>
                    <th scope="col">{duration}</th>
                    <th scope="col">{count}</th>
                    <th scope="col" className="number">
                      {share}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {durationClasses(histogram).map((one) => (
                    <tr key={classText(one)}>
                      <th scope="row">{classText(one)}</th>
                      <td>
                        <span className="histogram-bar">
                          {one.count > 0 && (
                            <span className="histogram-length" style={{ width: `${one.length * 100}%` }} />
                          )}
                          {formats.count(one.count)}
                        </span>
                      </td>
                      <td className="number">{formats.percent(one.share)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </div>
        )}
      </Panel>
    </div>
  );
}

function classText({ from, to, unit }: DurationClass): string {
  const { histogram } = texts.charts;
  if (to === null) {
    return histogram.from(from, unit);
  }
  return from === 0 ? histogram.below(to, unit) : histogram.between(from, to, unit);
}
