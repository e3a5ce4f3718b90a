import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/ApiContext.tsx';
import type { ApiClient } from '../api/client.ts';
import type { components } from '../api/contract.d.ts';
import { refreshing } from '../api/queryClient.ts';

type MessagePage = components['schemas']['Messages'];
type Pages = InfiniteData<MessagePage, string | null>;

const PAGE_MESSAGES = 200;
const LIVE_MILLIS = 10_000;

/** One conversation; while it goes on it is asked for again and again. */
export function useConversation(conversationId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['conversation', conversationId],
    queryFn: ({ signal }) =>
      api.get('/api/conversations/{conversation_id}', {}, signal, { conversation_id: conversationId }),
    refetchInterval: (query) =>
      refreshing(query.state.data?.status === 'active' ? LIVE_MILLIS : false)(query),
  });
}

/** What was said in a conversation, the oldest first, page by page. */
export function useMessages(conversationId: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: keyOf(conversationId),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => fetchPage(api, conversationId, pageParam, signal),
    getNextPageParam: (last) => last.next_cursor,
    // What was said stays as it is; only the end of a conversation that goes on changes.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/**
 * Keeps the end of a conversation up to date: asks for its last page alone, however many there are before.
 *
 * @param state what has changed if there may be more: asks at once then, and again and again while it goes on
 */
export function useNewMessages(
  conversationId: string,
  { isEnabled, isActive, state }: { isEnabled: boolean; isActive: boolean; state: string },
): void {
  const api = useApi();
  const client = useQueryClient();
  useQuery({
    queryKey: ['new messages', conversationId, state],
    enabled: isEnabled,
    staleTime: 0,
    refetchInterval: refreshing(isActive ? LIVE_MILLIS : false),
    queryFn: async ({ signal }) => {
      const key = keyOf(conversationId);
      const shown = client.getQueryData<Pages>(key);
      const cursor = shown?.pageParams.at(-1);
      if (cursor === undefined) {
        return null;
      }
      const page = await fetchPage(api, conversationId, cursor, signal);
      client.setQueryData<Pages>(key, (pages) =>
        // Another page may have come meanwhile; then this is no longer the last one.
        pages === undefined || pages.pageParams.at(-1) !== cursor
          ? pages
          : { ...pages, pages: [...pages.pages.slice(0, -1), page] },
      );
      return null;
    },
  });
}

function keyOf(conversationId: string) {
  return ['messages', conversationId];
}

function fetchPage(
  api: ApiClient,
  conversationId: string,
  cursor: string | null,
  signal: AbortSignal,
): Promise<MessagePage> {
  return api.get('/api/conversations/{conversation_id}/messages', { limit: PAGE_MESSAGES, cursor }, signal, {
    conversation_id: conversationId,
  });
}
