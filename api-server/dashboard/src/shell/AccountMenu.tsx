import { useState } from 'react';
import { formats } from '../format/index.ts';
import { Popover } from '../parts/Popover.tsx';
import { useSession, useSessionState } from '../session/SessionContext.tsx';
import { texts } from '../texts/index.ts';
import { RenewDialog } from './RenewDialog.tsx';
import { useTheme } from './theme.ts';

/** Settings of this browser, and the way out. */
export function AccountMenu() {
  const session = useSession();
  const state = useSessionState();
  const [theme, nextTheme] = useTheme();
  const [isRenewing, setRenewing] = useState(false);
  return (
    <>
      <Popover align="end" name={texts.shell.account} label={<span aria-hidden="true">⋯</span>}>
        {(close) => (
          <div className="menu">
            {state.kind === 'signed in' && (
              <p className="note">
                {texts.shell.accessEnds(
                  formats.dateTime(state.claims.expiresAt, Intl.DateTimeFormat().resolvedOptions().timeZone),
                )}
              </p>
            )}
            <button type="button" className="choice" onClick={nextTheme}>
              {texts.shell.theme[theme]}
            </button>
            <button
              type="button"
              className="choice"
              onClick={() => {
                close();
                setRenewing(true);
              }}
            >
              {texts.shell.renew}
            </button>
            <a className="choice" href="/docs">
              {texts.shell.docs}
            </a>
            <button type="button" className="choice" onClick={() => session.signOut('signed out')}>
              {texts.shell.signOut}
            </button>
          </div>
        )}
      </Popover>
      {isRenewing && <RenewDialog onClose={() => setRenewing(false)} />}
    </>
  );
}
