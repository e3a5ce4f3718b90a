import { QueryClient } from '@tanstack/react-query';
import { ApiProblem, isTemporary } from './problem.ts';

/** The page is whole again within 5 s of the server's return. */
const AGAIN_MILLIS = 4_000;
const RETRIES = 3;
const FIRST_RETRY_MILLIS = 500;
const LONGEST_RETRY_MILLIS = 4_000;

type Query = { state: { status: string; error: Error | null } };

/** Every so often, or never; sooner while it fails for reasons that pass, as the page promises. */
export function refreshing(millis: number | false): (query: Query) => number | false {
  return ({ state }) => (state.status === 'error' && isTemporary(state.error) ? AGAIN_MILLIS : millis);
}

/** What is asked for is kept while it is on screen and for a few minutes after, and asked for again if that may help. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server is often on this machine: whether the browser believes to be online tells nothing.
        networkMode: 'always',
        staleTime: 15_000,
        refetchInterval: refreshing(false),
        gcTime: 5 * 60_000,
        retry: (failures, error) => isTemporary(error) && failures < RETRIES,
        retryDelay: (failures, error) =>
          error instanceof ApiProblem && error.retryAfterSeconds !== null
            ? Math.min(error.retryAfterSeconds * 1_000, LONGEST_RETRY_MILLIS)
            : Math.min(FIRST_RETRY_MILLIS * 2 ** failures, LONGEST_RETRY_MILLIS),
      },
    },
  });
}
