import { Link } from 'wouter';
import { texts } from '../texts/index.ts';
import { type BotRow, COLUMNS, type Column, type Order, orderAfter } from './comparison.ts';
import { figureText } from './figureText.ts';
import { useSlowestOf } from './useSlowestOf.ts';
import './bots.css';

/** What a card shows large, and what small. */
const LARGE = ['p95', 'success'] as const;
const SMALL = [
  'messages',
  'conversations',
  'p50',
  'avg',
  'p99',
  'fallback',
  'handoff',
  'cost',
] as const satisfies readonly Column[];

interface BotCardsProps {
  rows: readonly BotRow[];
  order: Order;
  onOrder: (order: Order) => void;
}

/** The same as the table, for narrow screens: a card for each bot. */
export function BotCards({ rows, order, onOrder }: BotCardsProps) {
  const slowestOf = useSlowestOf();
  return (
    <>
      <div className="bots-sort">
        <label>
          <span className="note">{texts.bots.sortBy}</span>
          <select
            className="field"
            value={order.by}
            onChange={(event) => {
              const by = COLUMNS.find((column) => column === event.target.value);
              if (by !== undefined) {
                onOrder(orderAfter(order, by));
              }
            }}
          >
            {COLUMNS.map((column) => (
              <option key={column} value={column}>
                {texts.bots.columns[column]}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="button" onClick={() => onOrder(orderAfter(order, order.by))}>
          <span aria-hidden="true">{order.isDescending ? '↓' : '↑'}</span>
          {order.isDescending ? texts.bots.descending : texts.bots.ascending}
        </button>
      </div>
      <ul className="bot-cards">
        {rows.map((row) => (
          <li key={row.id} className="bot-card">
            <Link className="bot-card-name" href={slowestOf(row.id)}>
              {row.name}
            </Link>
            <dl className="bot-card-large">
              {LARGE.map((column) => (
                <div key={column}>
                  <dt>{texts.bots.columns[column]}</dt>
                  <dd>{figureText(row, column)}</dd>
                </div>
              ))}
            </dl>
            <dl className="bot-card-small">
              {SMALL.map((column) => (
                <div key={column}>
                  <dt>{texts.bots.columns[column]}</dt>
                  <dd>{figureText(row, column)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  );
}
