// First, so that the styles of parts come after it and win.
import './styles/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ApiProvider } from './api/ApiContext.tsx';
import { ApiClient } from './api/client.ts';
import { createQueryClient } from './api/queryClient.ts';
import { SessionProvider } from './session/SessionContext.tsx';
import { Session } from './session/session.ts';
import { applyStoredTheme } from './shell/theme.ts';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with the id root');
}
applyStoredTheme();
const session = new Session(sessionStorage);
session.start(location, history);
const queries = createQueryClient();
let seenBy: string | null = null;
session.subscribe(() => {
  const { state } = session;
  if (state.kind === 'signed in') {
    const who = `${state.claims.organizationId}/${state.claims.userId}`;
    if (seenBy !== null && seenBy !== who) {
      // What one user has seen is not the next one's to see.
      queries.clear();
    }
    seenBy = who;
  }
});
createRoot(root).render(
  <StrictMode>
    <SessionProvider session={session}>
      <ApiProvider api={new ApiClient(session)}>
        <QueryClientProvider client={queries}>
          <App />
        </QueryClientProvider>
      </ApiProvider>
    </SessionProvider>
  </StrictMode>,
);
