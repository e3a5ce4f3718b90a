import { Link } from 'wouter';
import { texts } from '../texts/index.ts';
import { type BotRow, COLUMNS, type Column, type Order, orderAfter } from './comparison.ts';
import { figureText } from './figureText.ts';
import { useSlowestOf } from './useSlowestOf.ts';
import './bots.css';

interface BotsTableProps {
  rows: readonly BotRow[];
  order: Order;
  onOrder: (order: Order) => void;
}

/** All figures of all bots; every column sorts. */
export function BotsTable({ rows, order, onOrder }: BotsTableProps) {
  const slowestOf = useSlowestOf();
  return (
    <table className="bots-table">
      <caption className="visually-hidden">{texts.bots.caption}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th
              key={column}
              scope="col"
              className={column === 'name' ? undefined : 'number'}
              aria-sort={sortOf(order, column)}
            >
              <button type="button" className="sort" onClick={() => onOrder(orderAfter(order, column))}>
                {texts.bots.columns[column]}
                <span className="sort-mark" aria-hidden="true">
                  {order.by === column ? (order.isDescending ? '↓' : '↑') : ''}
                </span>
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link href={slowestOf(row.id)}>{row.name}</Link>
            </th>
            {COLUMNS.map(
              (column) =>
                column !== 'name' && (
                  <td key={column} className={column === order.by ? 'number sorted' : 'number'}>
                    {figureText(row, column)}
                  </td>
                ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sortOf(order: Order, column: Column): 'ascending' | 'descending' | undefined {
  if (order.by !== column) {
    return undefined;
  }
  return order.isDescending ? 'descending' : 'ascending';
}
