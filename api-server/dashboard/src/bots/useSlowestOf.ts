import { useFilters } from '../filters/useFilters.ts';
import { VIEWS } from '../shell/views.ts';

/** Where a bot's slowest conversations of the chosen time are. */
export function useSlowestOf(): (botId: string) => string {
  const { addressOf } = useFilters();
  return (botId) => addressOf(VIEWS.conversations, { bots: [botId] }, { sort: '-slowest_response_ms' });
}
