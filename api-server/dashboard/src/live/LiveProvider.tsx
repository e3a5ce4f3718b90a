import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useFilters } from '../filters/useFilters.ts';
import { useSession, useSessionState } from '../session/SessionContext.tsx';
import { type ConnectionStatus, LiveConnection } from './connection.ts';
import { type LiveFeed, type LiveFigures, LiveStore } from './store.ts';
import { browserTiming } from './timing.ts';
import { streamAddress, webSockets } from './webSocket.ts';

const LiveContext = createContext<LiveStore | null>(null);

/** Keeps what is around live, for who is signed in and for the bots of the address. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const session = useSessionState();
  if (session.kind === 'signed out') {
    return null;
  }
  const { userId, organizationId } = session.claims;
  return (
    // What one user has seen is not the next one's to see.
    <Stream key={`${organizationId}/${userId}`} token={session.token}>
      {children}
    </Stream>
  );
}

function Stream({ token, children }: { token: string; children: ReactNode }) {
  const session = useSession();
  const queries = useQueryClient();
  const bots = useBotsOfAddress();
  const [{ store, connection }] = useState(() => {
    const store = new LiveStore(browserTiming);
    const connection = new LiveConnection(
      webSockets(streamAddress(location)),
      browserTiming,
      {
        status: (status) => store.setStatus(status),
        frame: (frame) => store.apply(frame),
        turning: () => store.clear(),
        denied: (denial) => session.signOut(denial),
        returned: () => void queries.invalidateQueries(),
      },
      token,
      bots,
    );
    return { store, connection };
  });

  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);
  useEffect(() => connection.show(bots), [connection, bots]);
  useEffect(() => connection.renew(token), [connection, token]);
  useEffect(() => {
    const wake = () => connection.wake();
    const see = () => {
      store.setHidden(document.hidden);
      if (!document.hidden) {
        wake();
      }
    };
    see();
    document.addEventListener('visibilitychange', see);
    window.addEventListener('online', wake);
    window.addEventListener('pageshow', wake);
    return () => {
      document.removeEventListener('visibilitychange', see);
      window.removeEventListener('online', wake);
      window.removeEventListener('pageshow', wake);
    };
  }, [store, connection]);

  return <LiveContext value={store}>{children}</LiveContext>;
}

/** The same list as long as the same bots are in the address. */
export function useBotsOfAddress(): readonly string[] {
  const { bots } = useFilters().filters;
  const key = bots.join();
  return useMemo(() => (key === '' ? [] : key.split(',')), [key]);
}

export function useLiveStore(): LiveStore {
  const store = useContext(LiveContext);
  if (store === null) {
    throw new Error('there is no LiveProvider around this component');
  }
  return store;
}

/** The newest figures of the stream, or null if none came yet. */
export function useStreamFigures(): LiveFigures | null {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, store.figures);
}

export function useStreamFeed(): LiveFeed {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, store.feed);
}

export function useConnectionStatus(): ConnectionStatus {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, store.status);
}
