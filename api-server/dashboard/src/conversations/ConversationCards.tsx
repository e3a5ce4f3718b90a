import { formats } from '../format/index.ts';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { texts } from '../texts/index.ts';
import { Answers } from './Answers.tsx';
import { ConversationLink } from './ConversationLink.tsx';
import type { ConversationListProps } from './ConversationTable.tsx';
import type { Conversation } from './conversations.ts';
import type { Sort } from './listFilters.ts';

/** The list where there is little room. */
export function ConversationCards({ rows, sort, zone, nameOf }: ConversationListProps) {
  return (
    <ul className="conversations-cards">
      {rows.map((row) => (
        <Card key={row.conversation_id} row={row} sort={sort} zone={zone} bot={nameOf(row.bot_id)} />
      ))}
    </ul>
  );
}

function Card({ row, sort, zone, bot }: { row: Conversation; sort: Sort; zone: string; bot: string }) {
  const { conversations: words } = texts;
  const began = formats.dateTime(Date.parse(row.started_at), zone);
  const slowest = formats.milliseconds(row.slowest_response_ms);
  const isByTime = sort.endsWith('started_at');
  return (
    <li className="conversation-card">
      <div className="conversation-card-top">
        <div>
          <ConversationLink conversation={row}>
            <span className="visually-hidden">{words.open} </span>
            {row.customer_phone}
          </ConversationLink>
          <p className="conversation-card-bot">{bot}</p>
        </div>
        {!isByTime && (
          <p className="conversation-card-figure">
            <strong>
              {sort === '-slowest_response_ms' ? slowest : formats.duration(row.duration_seconds)}
            </strong>
            <span>{sort === '-slowest_response_ms' ? words.figures.slowest : words.figures.duration}</span>
          </p>
        )}
      </div>
      <p className="conversation-card-line">
        <StatusBadge status={row.status} />
        <span className={isByTime ? 'conversations-sorted' : undefined}>{began}</span>
      </p>
      <p className="conversation-card-line conversation-card-details">
        <span>{words.messages(formats.count(row.total_messages), row.total_messages === 1)}</span>
        {row.duration_seconds !== null && !sort.endsWith('duration_seconds') && (
          <span>{formats.duration(row.duration_seconds)}</span>
        )}
        {row.slowest_response_ms !== null && sort !== '-slowest_response_ms' && (
          <span>{words.slowest(slowest)}</span>
        )}
        {row.bot_messages > 0 && <Answers conversation={row} />}
        {row.customer_satisfaction !== null && (
          <span>{words.ratingLabel(String(row.customer_satisfaction))}</span>
        )}
        <span>{formats.money(row.estimated_cost_usd)}</span>
      </p>
    </li>
  );
}
