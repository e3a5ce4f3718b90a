import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/ApiContext.tsx';
import type { Filters } from './filters.ts';

/** The organization's own time zone, or null until it is known. It comes with every answer by range. */
export function useOrganizationZone(): string | null {
  const api = useApi();
  const query = useQuery({
    queryKey: ['organization zone'],
    queryFn: ({ signal }) => api.get('/api/analytics/message-volume', { interval: 'day' }, signal),
    select: (answer) => answer.meta.tz,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return query.data ?? null;
}

/** The time zone in which days are cut and times are shown, or null until it is known. */
export function useZone(filters: Filters): string | null {
  const organizations = useOrganizationZone();
  return filters.zone ?? organizations;
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
