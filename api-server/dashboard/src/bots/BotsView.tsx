import { Link } from 'wouter';
import { ExportButton } from '../exports/ExportButton.tsx';
import { useFilters } from '../filters/useFilters.ts';
import { formats } from '../format/index.ts';
import { Notice } from '../parts/Notice.tsx';
import { Panel } from '../parts/Panel.tsx';
import { ProblemNotice } from '../parts/ProblemNotice.tsx';
import { Skeleton } from '../parts/Skeleton.tsx';
import { useMedia } from '../parts/useMedia.ts';
import { texts } from '../texts/index.ts';
import { BotCards } from './BotCards.tsx';
import { BotsTable } from './BotsTable.tsx';
import { type BotRow, slowest, sorted } from './comparison.ts';
import { daysText } from './daysText.ts';
import { figureText } from './figureText.ts';
import { useComparison } from './useComparison.ts';
import { useOrder } from './useOrder.ts';
import { useSlowestOf } from './useSlowestOf.ts';
import './bots.css';

/** Below this the columns of the table have no room. */
const NARROW = '(max-width: 68rem)';

/** Which bot does how well, and what the slowest one said. */
export function BotsView() {
  const { filters } = useFilters();
  const { rows, days, all, error, isOld, retry } = useComparison();
  const [order, changeOrder] = useOrder();
  const isNarrow = useMedia(NARROW);
  const first = rows === null ? null : slowest(rows);
  const isSome = rows !== null && rows.length < all;
  const note = [
    ...(days === null ? [] : [daysText(days)]),
    ...(isSome ? [texts.bots.busiest(formats.count(rows.length), formats.count(all))] : []),
  ].join(' ');
  return (
    <>
      <h1>{texts.bots.title}</h1>
      {error !== null && <ProblemNotice error={error} retry={retry} />}
      {rows === null && error === null && <Skeleton height="3.5rem" />}
      {first !== null && <Slowest row={first} />}
      <Panel
        title={texts.bots.compared}
        note={note}
        actions={
          days !== null && (
            <ExportButton
              path="/api/export/bot-performance.csv"
              parameters={{ start_date: days.first, end_date: days.last, bot_id: filters.bots }}
              label={texts.charts.csv}
              name={texts.bots.compared}
            />
          )
        }
      >
        {rows === null && error === null && <Skeleton height="24rem" />}
        {rows?.length === 0 && <Notice kind="empty" {...texts.bots.none} />}
        {rows !== null && rows.length > 0 && (
          <div aria-busy={isOld} className="bots-rows">
            {isNarrow ? (
              <BotCards rows={sorted(rows, order)} order={order} onOrder={changeOrder} />
            ) : (
              <BotsTable rows={sorted(rows, order)} order={order} onOrder={changeOrder} />
            )}
          </div>
        )}
      </Panel>
    </>
  );
}

/** The shortest way to what the slowest bot said. */
function Slowest({ row }: { row: BotRow }) {
  const slowestOf = useSlowestOf();
  return (
    <p className="slowest">
      <span>
        {texts.bots.slowest}: <strong>{row.name}</strong> – {texts.bots.within(figureText(row, 'p95'))}
      </span>
      <Link className="button button-primary" href={slowestOf(row.id)}>
        {texts.bots.seeSlowest}
        <span aria-hidden="true">→</span>
      </Link>
    </p>
  );
}
