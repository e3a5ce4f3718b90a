import { texts } from '../texts/index.ts';
import type { ConnectionStatus } from './connection.ts';
import { useConnectionStatus } from './LiveProvider.tsx';
import { useFineNow } from './ticks.ts';
import './live.css';

/** Says whether the page is live. */
export function ConnectionState() {
  const status = useConnectionStatus();
  const { connection } = texts.live;
  return (
    <div className={`connection connection-${status.kind}`}>
      <svg className="connection-sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <Sign kind={status.kind} />
      </svg>
      <span role="status">
        {connection[status.kind]}
        {status.kind === 'reconnecting' && (
          <span className="visually-hidden">
            . {status.isRefused && `${connection.busy} `}
            {connection.tryingAgain}
          </span>
        )}
      </span>
      {status.kind === 'reconnecting' && (
        <NextTry at={status.nextTryAt} title={status.isRefused ? connection.busy : undefined} />
      )}
    </div>
  );
}

/** Told apart by its shape, whatever its colour. */
function Sign({ kind }: { kind: ConnectionStatus['kind'] }) {
  switch (kind) {
    case 'open':
      return <circle cx="6" cy="6" r="5" fill="currentColor" />;
    case 'connecting':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" />;
    default:
      return <path d="M6 1 11.5 11H.5Z" fill="currentColor" />;
  }
}

/** Counts down for the eye alone: read out every second it would be noise. */
function NextTry({ at, title }: { at: number; title: string | undefined }) {
  const seconds = Math.ceil((at - useFineNow()) / 1_000);
  return (
    <span className="connection-next" title={title} aria-hidden="true">
      {seconds > 0 ? texts.live.connection.nextTry(seconds) : texts.live.connection.tryingNow}
    </span>
  );
}
