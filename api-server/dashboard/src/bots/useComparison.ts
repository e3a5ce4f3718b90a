import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../api/ApiContext.tsx';
import { refreshing } from '../api/queryClient.ts';
import { useProblem } from '../api/useProblem.ts';
import { useBotNames, useBots } from '../filters/bots.ts';
import { isMoving, needsZone, utcDays } from '../filters/range.ts';
import { useFilters } from '../filters/useFilters.ts';
import { useZone } from '../filters/zone.ts';
import { type BotRow, botsToCompare, rowOf } from './comparison.ts';
import { inParallel } from './inParallel.ts';

const AT_A_TIME = 6;
const REFRESH_MILLIS = 60_000;

/** Every bot's figures over the days of UTC that the chosen time touches. */
export function useComparison(isWanted = true) {
  const api = useApi();
  const { filters } = useFilters();
  const zone = useZone(filters);
  const nameOf = useBotNames();
  const bots = useBots();
  const now = Date.now();
  const days = zone === null && needsZone(filters.range) ? null : utcDays(filters.range, zone ?? 'UTC', now);
  const refetchInterval = refreshing(isMoving(filters.range, now) ? REFRESH_MILLIS : false);

  const busiest = useQuery({
    queryKey: ['leaderboard', 'messages', days?.last],
    queryFn: ({ signal }) =>
      api.get('/api/analytics/leaderboard', { metric: 'messages', date: days?.last }, signal),
    select: (answer) => answer.data.map(({ bot_id }) => bot_id),
    enabled: isWanted && days !== null && filters.bots.length === 0,
    refetchInterval,
  });
  // Without the order of the busiest there is still an order.
  const isRanked = filters.bots.length > 0 || !busiest.isPending;
  const compared =
    bots.data === undefined || !isRanked
      ? null
      : botsToCompare(
          filters.bots,
          busiest.data ?? [],
          bots.data.data.map(({ bot_id }) => bot_id),
        );

  const summaries = useQuery({
    queryKey: ['bots compared', compared?.ids, days],
    queryFn: ({ signal }) =>
      inParallel(compared?.ids ?? [], AT_A_TIME, async (id) => {
        const parameters = { start_date: days?.first, end_date: days?.last };
        const path = '/api/analytics/bots/{bot_id}/performance';
        const { summary } = await api.get(path, parameters, signal, { bot_id: id });
        return { id, summary };
      }),
    enabled: isWanted && compared !== null && days !== null,
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const rows: BotRow[] | null = useMemo(
    () => summaries.data?.map(({ id, summary }) => rowOf(id, nameOf(id), summary)) ?? null,
    [summaries.data, nameOf],
  );
  const problem = useProblem(summaries);
  const botsProblem = useProblem(bots);
  return {
    rows,
    days,
    /** How many there are, of which the rows may be but the busiest. */
    all: compared?.all ?? 0,
    error: problem ?? (bots.data === undefined ? botsProblem : null),
    isOld: summaries.isPlaceholderData,
    retry: () => {
      void bots.refetch();
      void summaries.refetch();
    },
  };
}
