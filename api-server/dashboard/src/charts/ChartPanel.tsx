import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useState } from 'react';
import { useFilters } from '../filters/useFilters.ts';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { ProblemNotice } from '../parts/ProblemNotice.tsx';
import { Skeleton } from '../parts/Skeleton.tsx';
import { VIEWS } from '../shell/views.ts';
import { texts } from '../texts/index.ts';
import type { Bucket } from './buckets.ts';
import { zoneText } from './bucketText.ts';
import { DataTable } from './DataTable.tsx';
import { Legend } from './Legend.tsx';
import type { Shape } from './layout.ts';
import { Plot } from './Plot.tsx';
import { isEmpty, type TimeChart } from './series.ts';
import './charts.css';

interface ChartPanelProps<Id extends string> {
  /** Where it stands on the page, which tells when it is wanted. */
  place: RefObject<HTMLDivElement | null>;
  title: string;
  note: ReactNode;
  shape: Shape;
  columns: Readonly<Record<Id, string>>;
  query: Pick<UseQueryResult, 'refetch' | 'isPlaceholderData'>;
  problem: Error | null;
  /** Null until it has come. */
  chart: TimeChart<Id> | null;
  /** The button that saves the figures, or null. */
  csv: ReactNode;
  /** What the reader may choose of this chart. */
  choice?: ReactNode;
  /** The conversations of which bots a time leads to; those chosen if absent. */
  botsOfLinks?: readonly string[];
  className?: string;
}

/** A chart over time with its names, its table and its file, in every state of its figures. */
export function ChartPanel<Id extends string>(props: ChartPanelProps<Id>) {
  const { place, title, note, chart, csv, choice, className = '' } = props;
  const [isTable, setTable] = useState(false);
  return (
    <div className={`chart-place ${className}`} ref={place}>
      <Panel
        title={title}
        note={note}
        actions={
          chart !== null && (
            <>
              <button
                type="button"
                className="button button-small"
                aria-pressed={isTable}
                onClick={() => setTable(!isTable)}
              >
                {texts.charts.table}
                <span className="visually-hidden"> {title}</span>
              </button>
              {csv}
            </>
          )
        }
      >
        {choice}
        <ChartBody {...props} isTable={isTable} />
      </Panel>
    </div>
  );
}

function ChartBody<Id extends string>(props: ChartPanelProps<Id> & { isTable: boolean }) {
  const { title, shape, columns, query, problem, chart, isTable, botsOfLinks } = props;
  const { addressOf } = useFilters();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const textOf = (id: string) => columns[id as Id];
  const toggle = (id: string) => {
    const changed = new Set(hidden);
    if (!changed.delete(id)) {
      changed.add(id);
    }
    setHidden(changed);
  };
  const conversations = (bucket: Bucket) =>
    addressOf(
      VIEWS.conversations,
      {
        range: { kind: 'instants', from: instant(bucket.from), to: instant(bucket.to) },
        ...(botsOfLinks === undefined ? {} : { bots: botsOfLinks }),
      },
      { sort: '-slowest_response_ms' },
    );
  const notice =
    problem === null ? null : <ProblemNotice error={problem} retry={() => void query.refetch()} />;
  return (
    <>
      {notice !== null && (chart === null ? <div className="chart">{notice}</div> : notice)}
      {chart === null && problem === null && <Skeleton height="var(--chart-height)" />}
      {chart !== null && (
        <figure className="chart" aria-label={title} aria-busy={query.isPlaceholderData}>
          {isEmpty(chart) ? (
            <Notice kind="empty" {...texts.states.empty} />
          ) : isTable ? (
            <DataTable chart={chart} title={title} textOf={textOf} />
          ) : (
            <>
              {chart.series.length > 1 && (
                <Legend
                  title={title}
                  ids={chart.series.map(({ id }) => id)}
                  hidden={hidden}
                  shape={shape}
                  textOf={textOf}
                  onToggle={toggle}
                />
              )}
              <Plot
                chart={chart}
                shape={shape}
                title={title}
                hidden={hidden}
                textOf={textOf}
                addressOf={conversations}
              />
              <figcaption className="note">{zoneText(chart.buckets, chart.zone)}</figcaption>
            </>
          )}
        </figure>
      )}
    </>
  );
}

/** As addresses hold it, without the milliseconds that no bucket has. */
function instant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
