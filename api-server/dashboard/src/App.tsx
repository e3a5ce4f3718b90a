import { Link, Route, Switch, useLocation } from 'wouter';
import { BotsView } from './bots/BotsView.tsx';
import { ConversationsView } from './conversations/ConversationsView.tsx';
import { TranscriptView } from './conversations/TranscriptView.tsx';
import { LiveProvider } from './live/LiveProvider.tsx';
import { Overview } from './Overview.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { Notice } from './parts/Notice.tsx';
import { useSessionState } from './session/SessionContext.tsx';
import { SignIn } from './session/SignIn.tsx';
import { Shell } from './shell/Shell.tsx';
import { VIEWS } from './shell/views.ts';
import { texts } from './texts/index.ts';

/** The table of contents of the page: what is shown at which address, and to whom. */
export function App() {
  const session = useSessionState();
  const [path] = useLocation();
  if (session.kind === 'signed out') {
    return (
      <main className="sign-in-page">
        <SignIn reason={texts.shell.signIn.reasons[session.reason]} />
      </main>
    );
  }
  return (
    <LiveProvider>
      <Shell>
        <ErrorBoundary key={path}>
          <Switch>
            <Route path={VIEWS.overview} component={Overview} />
            <Route path={VIEWS.bots} component={BotsView} />
            <Route path={VIEWS.conversations} component={ConversationsView} />
            <Route path={`${VIEWS.conversations}/:conversationId`}>
              {({ conversationId }) => (
                <TranscriptView key={conversationId} conversationId={conversationId} />
              )}
            </Route>
            <Route>
              <Notice
                kind="empty"
                title={texts.shell.notFound.title}
                detail={texts.shell.notFound.detail}
                action={
                  <Link className="button" href={VIEWS.overview}>
                    {texts.shell.notFound.action}
                  </Link>
                }
              />
            </Route>
          </Switch>
        </ErrorBoundary>
      </Shell>
    </LiveProvider>
  );
}
