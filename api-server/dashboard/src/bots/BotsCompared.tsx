import { Link } from 'wouter';
import { Choice } from '../charts/Choice.tsx';
import { useNearViewport } from '../charts/useNearViewport.ts';
import { useChoice } from '../filters/useChoice.ts';
import { useFilters } from '../filters/useFilters.ts';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { ProblemNotice } from '../parts/ProblemNotice.tsx';
import { Skeleton } from '../parts/Skeleton.tsx';
import { VIEWS } from '../shell/views.ts';
import { texts } from '../texts/index.ts';
import { type BotRow, sorted } from './comparison.ts';
import { daysText } from './daysText.ts';
import { figureText } from './figureText.ts';
import { useComparison } from './useComparison.ts';
import { useSlowestOf } from './useSlowestOf.ts';
import './bots.css';

const METRICS = ['p95', 'messages', 'success'] as const;
type Metric = (typeof METRICS)[number];
const SHOWN = 5;

/** The bots that stand out, by one of a few figures, with bars. */
export function BotsCompared() {
  const [place, isNear] = useNearViewport<HTMLDivElement>();
  const { addressOf } = useFilters();
  const [metric, choose] = useChoice('compare', METRICS);
  const { rows, days, error, isOld, retry } = useComparison(isNear);
  const first = rows === null ? null : firstBy(rows, metric);
  return (
    <div className="chart-place bots-compared" ref={place}>
      <Panel
        title={texts.bots.compared}
        note={days === null ? undefined : daysText(days)}
        actions={
          <Link className="button button-small" href={addressOf(VIEWS.bots)}>
            {texts.bots.all}
          </Link>
        }
      >
        <Choice
          label={texts.bots.metric}
          values={METRICS}
          texts={texts.bots.metrics}
          chosen={metric}
          onChoose={choose}
        />
        {error !== null && <ProblemNotice error={error} retry={retry} />}
        {first === null && error === null && <Skeleton height="var(--chart-height)" />}
        {first !== null && (
          <div className="chart" aria-busy={isOld}>
            {first.length === 0 ? (
              <Notice kind="empty" {...texts.states.empty} />
            ) : (
              <Bars rows={first} metric={metric} />
            )}
          </div>
        )}
      </Panel>
    </div>
  );
}

function Bars({ rows, metric }: { rows: readonly BotRow[]; metric: Metric }) {
  const slowestOf = useSlowestOf();
  const longest = metric === 'success' ? 100 : Math.max(...rows.map((row) => row[metric] ?? 0));
  return (
    // Rows that are laid out as blocks are none to some screen readers: a list says the same.
    <ul className="bot-bars">
      {rows.map((row) => (
        <li key={row.id}>
          <Link className="bot-bars-name" href={slowestOf(row.id)}>
            {row.name}
          </Link>
          <span className="bot-bars-figure">
            <span className="bot-bars-track">
              <span
                className="bot-bars-length"
                style={{ width: `${(100 * (row[metric] ?? 0)) / longest}%` }}
              />
            </span>
            <span className="bot-bars-value">
              <span className="visually-hidden">{texts.bots.metricColumns[metric]} </span>
              {figureText(row, metric)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Those that want attention: the slowest, the busiest, those with the least success. */
function firstBy(rows: readonly BotRow[], metric: Metric): BotRow[] {
  return sorted(rows, { by: metric, isDescending: metric !== 'success' })
    .filter((row) => (row[metric] ?? 0) > 0 || (metric === 'success' && row.success !== null))
    .slice(0, SHOWN);
}
