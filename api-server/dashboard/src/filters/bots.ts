import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../api/ApiContext.tsx';
import type { components } from '../api/contract.d.ts';
import { refreshing } from '../api/queryClient.ts';
import { texts } from '../texts/index.ts';

export type Bot = components['schemas']['Bots']['data'][number];

const REFRESH_MILLIS = 60_000;

/** The organization's bots with their figures of the last 60 minutes. */
export function useBots() {
  const api = useApi();
  return useQuery({
    queryKey: ['bots'],
    queryFn: ({ signal }) => api.get('/api/analytics/bots', {}, signal),
    refetchInterval: refreshing(REFRESH_MILLIS),
  });
}

/** What a bot is called: its name, else the begin of its id. */
export function useBotNames(): (id: string) => string {
  const bots = useBots().data;
  return useMemo(() => {
    const names = new Map(bots?.data.map((bot) => [bot.bot_id, bot.name]));
    return (id: string) => names.get(id) ?? texts.filters.unknownBot(id);
  }, [bots]);
}
