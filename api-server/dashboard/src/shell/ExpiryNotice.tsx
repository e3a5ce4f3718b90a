import { useEffect, useState } from 'react';
import { formats } from '../format/index.ts';
import { Notice } from '../parts/Notice.tsx';
import { useSession, useSessionState } from '../session/SessionContext.tsx';
import { texts } from '../texts/index.ts';
import { RenewDialog } from './RenewDialog.tsx';

/** Long enough to fetch a new token. */
const WARN_MILLIS = 5 * 60_000;
const LOOK_MILLIS = 15_000;

/** Warns before the access ends, and ends the session when it has. */
export function ExpiryNotice() {
  const session = useSession();
  const state = useSessionState();
  const [now, setNow] = useState(Date.now);
  const [isRenewing, setRenewing] = useState(false);
  const expiresAt = state.kind === 'signed in' ? state.claims.expiresAt : null;

  useEffect(() => {
    if (expiresAt === null) {
      return;
    }
    const look = () => {
      setNow(Date.now());
      if (Date.now() >= expiresAt) {
        session.signOut('expired');
      }
    };
    const looking = setInterval(look, LOOK_MILLIS);
    // Longer waits overflow the browser's timers; the look finds those.
    const ending = setTimeout(look, Math.min(Math.max(expiresAt - Date.now(), 0), LOOK_MILLIS));
    return () => {
      clearInterval(looking);
      clearTimeout(ending);
    };
  }, [expiresAt, session]);

  if (expiresAt === null || expiresAt - now > WARN_MILLIS) {
    return null;
  }
  return (
    <>
      <Notice
        kind="warning"
        title={texts.shell.expiresSoon(
          formats.time(expiresAt, Intl.DateTimeFormat().resolvedOptions().timeZone),
        )}
        action={
          <button type="button" className="button" onClick={() => setRenewing(true)}>
            {texts.shell.renew}
          </button>
        }
      />
      {isRenewing && <RenewDialog onClose={() => setRenewing(false)} />}
    </>
  );
}
