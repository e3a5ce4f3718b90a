import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useApi } from '../api/ApiContext.tsx';
import type { Parameters } from '../api/client.ts';
import type { components } from '../api/contract.d.ts';
import { useProblem } from '../api/useProblem.ts';
import type { Filters } from '../filters/filters.ts';
import { needsZone, rangeParameters } from '../filters/range.ts';
import { type ListFilters, listParameters } from './listFilters.ts';

export type Conversation = components['schemas']['Conversation'];

interface ListPage {
  readonly data: readonly Conversation[];
  /** What the next page is asked for with; null at the end. */
  readonly next: PageQuestion | null;
  /** The range that this list was asked for, so that all its pages and its files are of the same one. */
  readonly range: Parameters;
  readonly loadedAt: number;
}
interface PageQuestion {
  readonly cursor: string;
  readonly range: Parameters;
}

const PAGE_ROWS = 50;
/** Who reads a transcript for long finds the list as it was. */
const KEEP_MILLIS = 60 * 60_000;

/**
 * The conversations of a filter, page by page. They stay as they were loaded until somebody asks for newer ones: a list
 * that changes by itself moves away under who reads it.
 */
export function useConversations(filters: Filters, list: ListFilters, zone: string | null) {
  const api = useApi();
  const client = useQueryClient();
  const { range, bots } = filters;
  // Where no day is cut, the zone changes nothing.
  const cutIn = needsZone(range) ? zone : null;
  const key = useMemo(() => ['conversations', range, cutIn, bots, list], [range, cutIn, bots, list]);

  const query = useInfiniteQuery({
    queryKey: key,
    enabled: !needsZone(range) || zone !== null,
    initialPageParam: null,
    queryFn: async ({ pageParam, signal }: { pageParam: PageQuestion | null; signal: AbortSignal }) => {
      const now = Date.now();
      const asked: Parameters = pageParam?.range ?? rangeParameters(range, cutIn ?? 'UTC', now);
      const page = await api.get(
        '/api/conversations',
        {
          ...asked,
          bot_id: bots,
          ...listParameters(list),
          limit: PAGE_ROWS,
          cursor: pageParam?.cursor,
        },
        signal,
      );
      const next = page.next_cursor === null ? null : { cursor: page.next_cursor, range: asked };
      return { data: page.data, next, range: asked, loadedAt: now };
    },
    getNextPageParam: (last: ListPage) => last.next,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEEP_MILLIS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

  const { refetch } = query;
  /** Begins anew with the first page. */
  const refresh = useCallback(() => {
    client.setQueryData<InfiniteData<ListPage, PageQuestion | null>>(key, (data) =>
      data === undefined
        ? undefined
        : { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    void refetch();
  }, [client, key, refetch]);

  const problem = useProblem(query);
  return { ...query, error: problem, isError: problem !== null, refresh };
}
