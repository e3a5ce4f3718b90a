import { formats, MISSING } from '../format/index.ts';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { texts } from '../texts/index.ts';
import { Answers } from './Answers.tsx';
import { ConversationLink } from './ConversationLink.tsx';
import type { Conversation } from './conversations.ts';
import type { Sort } from './listFilters.ts';

export interface ConversationListProps {
  rows: readonly Conversation[];
  sort: Sort;
  zone: string;
  nameOf: (bot: string) => string;
  onSort: (sort: Sort) => void;
}

/** The list where there is room. */
export function ConversationTable({ rows, sort, zone, nameOf, onSort }: ConversationListProps) {
  const { columns } = texts.conversations;
  const head = { sort, onSort };
  return (
    <table className="conversations-table">
      <thead>
        <tr>
          <SortedHead {...head} text={columns.started} orders={['-started_at', 'started_at']} />
          <th scope="col">{columns.customer}</th>
          <th scope="col">{columns.bot}</th>
          <th scope="col">{columns.status}</th>
          <th scope="col" className="number">
            {columns.messages}
          </th>
          <SortedHead
            {...head}
            text={columns.duration}
            orders={['-duration_seconds', 'duration_seconds']}
            isNumber
          />
          <SortedHead {...head} text={columns.slowest} orders={['-slowest_response_ms']} isNumber />
          <th scope="col">{columns.answers}</th>
          <th scope="col" className="number">
            {columns.satisfaction}
          </th>
          <th scope="col" className="number">
            {columns.cost}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.conversation_id} row={row} sort={sort} zone={zone} bot={nameOf(row.bot_id)} />
        ))}
      </tbody>
    </table>
  );
}

interface SortedHeadProps {
  text: string;
  /** The one that comes first when it is pressed, and the other way round if there is one. */
  orders: readonly [Sort, Sort?];
  sort: Sort;
  onSort: (sort: Sort) => void;
  isNumber?: boolean;
}

function SortedHead({ text, orders, sort, onSort, isNumber = false }: SortedHeadProps) {
  const [first, second] = orders;
  const isSorted = orders.includes(sort);
  const next = sort === first && second !== undefined ? second : first;
  const direction = sort.startsWith('-') ? 'descending' : 'ascending';
  return (
    <th scope="col" className={isNumber ? 'number' : undefined} aria-sort={isSorted ? direction : undefined}>
      <button type="button" className="conversations-sorter" onClick={() => onSort(next)}>
        {text}
        <span aria-hidden="true">{isSorted ? (direction === 'descending' ? '↓' : '↑') : '↕'}</span>
      </button>
    </th>
  );
}

function Row({ row, sort, zone, bot }: { row: Conversation; sort: Sort; zone: string; bot: string }) {
  const { conversations: words } = texts;
  const sorted = (isSorted: boolean) => (isSorted ? 'number conversations-sorted' : 'number');
  return (
    <tr>
      <th scope="row">
        <ConversationLink conversation={row}>
          {formats.dateTime(Date.parse(row.started_at), zone)}
        </ConversationLink>
      </th>
      <td className="conversations-phone">{row.customer_phone}</td>
      <td>
        <span className="ellipsis conversations-bot">{bot}</span>
      </td>
      <td>
        <StatusBadge status={row.status} />
      </td>
      <td className="number">{formats.count(row.total_messages)}</td>
      <td className={sorted(sort.endsWith('duration_seconds'))}>{formats.duration(row.duration_seconds)}</td>
      <td className={sorted(sort === '-slowest_response_ms')}>
        {formats.milliseconds(row.slowest_response_ms)}
      </td>
      <td>
        <Answers conversation={row} />
      </td>
      <td className="number">
        {row.customer_satisfaction === null ? MISSING : words.rating(String(row.customer_satisfaction))}
      </td>
      <td className="number">{formats.money(row.estimated_cost_usd)}</td>
    </tr>
  );
}
