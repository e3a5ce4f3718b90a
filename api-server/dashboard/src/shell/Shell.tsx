import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { BotPicker } from '../filters/BotPicker.tsx';
import { RangePicker } from '../filters/RangePicker.tsx';
import { useFilters } from '../filters/useFilters.ts';
import { ConnectionState } from '../live/ConnectionState.tsx';
import { texts } from '../texts/index.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { ExpiryNotice } from './ExpiryNotice.tsx';
import { VIEWS } from './views.ts';
import './shell.css';

/** What stands around every view: where one is, what is looked at, and whether it is live. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#content">
        {texts.shell.skipToContent}
      </a>
      <header className="bar">
        <div className="bar-inner">
          <span className="brand">
            <img src="/icon.svg" alt="" width="24" height="24" />
            <span className="brand-name">{texts.shell.product}</span>
          </span>
          <nav className="views" aria-label={texts.shell.navigation}>
            <ViewLink path={VIEWS.overview} text={texts.shell.overview} />
            <ViewLink path={VIEWS.bots} text={texts.shell.bots} />
            <ViewLink path={VIEWS.conversations} text={texts.shell.conversations} />
          </nav>
          <search className="filters" aria-label={texts.filters.label}>
            <RangePicker />
            <BotPicker />
          </search>
          <ConnectionState />
          <div className="account">
            <AccountMenu />
          </div>
        </div>
      </header>
      <main id="content" className="content" tabIndex={-1}>
        <ExpiryNotice />
        {children}
      </main>
    </>
  );
}

function ViewLink({ path, text }: { path: string; text: string }) {
  const { addressOf } = useFilters();
  const [isHere] = useRoute(path === VIEWS.overview ? path : `${path}/*?`);
  return (
    <Link href={addressOf(path)} aria-current={isHere ? 'page' : undefined}>
      {text}
    </Link>
  );
}
