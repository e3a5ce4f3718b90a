import { texts } from '../texts/index.ts';
import type { Status } from './listFilters.ts';

export function StatusBadge({ status }: { status: Status }) {
  return <span className={`badge badge-${status}`}>{texts.conversations.statuses[status]}</span>;
}
