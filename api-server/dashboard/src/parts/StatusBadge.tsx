import type { Status } from '../conversations/listFilters.ts';
import { texts } from '../texts/index.ts';
import './parts.css';

/** How a conversation stands. */
export function StatusBadge({ status }: { status: Status }) {
  return <span className={`badge badge-${status}`}>{texts.conversations.statuses[status]}</span>;
}
