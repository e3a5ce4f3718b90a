import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/ApiContext.tsx';
import type { Answers, Parameters } from '../api/client.ts';
import { refreshing } from '../api/queryClient.ts';
import { useProblem } from '../api/useProblem.ts';
import type { Filters } from '../filters/filters.ts';
import { isMoving, needsZone, rangeParameters } from '../filters/range.ts';
import { useFilters } from '../filters/useFilters.ts';
import { useZone } from '../filters/zone.ts';

const REFRESH_MILLIS = 30_000;

type RangePath = Extract<
  keyof Answers,
  `/api/analytics/${'response-times' | 'message-volume' | 'success-rate' | 'conversation-duration' | 'usage'}`
>;

/** Of which bots may be chosen. */
export type BotRangePath = Exclude<RangePath, '/api/analytics/usage'>;

/** The chosen time as the API takes it, or null while the zone is not known in which its days are cut. */
export function useRangeParameters(filters: Filters): Parameters | null {
  const zone = useZone(filters);
  if (zone === null && needsZone(filters.range)) {
    return null;
  }
  return { ...rangeParameters(filters.range, zone ?? 'UTC', Date.now()), tz: filters.zone };
}

/** What the API answers for the chosen time, asked for once it is wanted and again while more comes. */
export function useRangeAnswer<Path extends RangePath>(path: Path, others: Parameters, isWanted: boolean) {
  const api = useApi();
  const { filters } = useFilters();
  const range = useRangeParameters(filters);
  const parameters = range === null ? null : { ...range, ...others };
  const query = useQuery({
    queryKey: ['range', path, parameters],
    queryFn: ({ signal }) => api.get(path, parameters ?? {}, signal),
    enabled: isWanted && parameters !== null,
    placeholderData: keepPreviousData,
    refetchInterval: refreshing(isMoving(filters.range, Date.now()) ? REFRESH_MILLIS : false),
  });
  const problem = useProblem(query);
  return { query, problem, parameters };
}

/** The same of the chosen bots, in buckets of a length. */
export function useBotRangeAnswer<Path extends BotRangePath>(
  path: Path,
  interval: string,
  isWanted: boolean,
) {
  const { filters } = useFilters();
  return useRangeAnswer(path, { bot_id: filters.bots, interval }, isWanted);
}
