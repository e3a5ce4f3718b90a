import { beforeEach, describe, expect, it } from 'vitest';
import { Session } from './session.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (user: string) =>
  `e30.${encode({ sub: user, organization_id: 'o', exp: 2_000_000_000 })}.c2ln`;

class MemoryStorage implements Storage {
  [name: string]: unknown;
  readonly items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  clear() {
    this.items.clear();
  }
  getItem(key: string) {
    return this.items.get(key) ?? null;
  }
  key() {
    return null;
  }
  removeItem(key: string) {
    this.items.delete(key);
  }
  setItem(key: string, value: string) {
    this.items.set(key, value);
  }
}

/** Tabs of one browser: what one posts, all others hear. */
class Tabs {
  readonly channels: BroadcastChannel[] = [];

  open(storage = new MemoryStorage()): Session {
    const channels = this.channels;
    const channel = {
      onmessage: null as ((message: { data: unknown }) => void) | null,
      postMessage(data: unknown) {
        for (const other of channels) {
          if (other !== channel) {
            other.onmessage?.({ data } as MessageEvent);
          }
        }
      },
    } as unknown as BroadcastChannel;
    channels.push(channel);
    return new Session(storage, channel);
  }
}

describe('a session', () => {
  let tabs: Tabs;
  let replaced: string[];
  const history = { state: null, replaceState: (_: unknown, __: string, url: string) => replaced.push(url) };
  const start = (session: Session, hash = '') =>
    session.start(
      { hash, pathname: '/bots', search: '?range=7d' } as Location,
      history as unknown as History,
    );

  beforeEach(() => {
    tabs = new Tabs();
    replaced = [];
  });

  it('takes the token out of the address and keeps the rest of it', () => {
    const session = tabs.open();
    start(session, `#token=${tokenOf('u')}`);
    expect(session.state).toMatchObject({ kind: 'signed in', claims: { userId: 'u' } });
    expect(replaced).toEqual(['/bots?range=7d']);
  });

  it('outlives a reload of its tab', () => {
    const storage = new MemoryStorage();
    start(tabs.open(storage), `#token=${tokenOf('u')}`);
    const again = tabs.open(storage);
    start(again);
    expect(again.state.kind).toBe('signed in');
  });

  it('is lent to a new tab', () => {
    start(tabs.open(), `#token=${tokenOf('u')}`);
    const other = tabs.open();
    start(other);
    expect(other.state).toMatchObject({ kind: 'signed in', claims: { userId: 'u' } });
  });

  it('is not forced on a tab whose token was refused', () => {
    const refused = tabs.open();
    start(refused, `#token=${tokenOf('u')}`);
    refused.signOut('refused');
    const lender = tabs.open();
    start(lender, `#token=${tokenOf('v')}`);
    start(tabs.open());
    expect(refused.state).toEqual({ kind: 'signed out', reason: 'refused' });
  });

  it('ends in all tabs when somebody signs out, and leaves no token', () => {
    const storage = new MemoryStorage();
    const first = tabs.open(storage);
    start(first, `#token=${tokenOf('u')}`);
    const second = tabs.open();
    start(second);
    second.signOut('signed out');
    expect(first.state).toEqual({ kind: 'signed out', reason: 'signed out' });
    expect(storage.length).toBe(0);
  });

  it('has a reason when there is none', () => {
    const session = tabs.open();
    start(session, '#token=nonsense');
    expect(session.state).toEqual({ kind: 'signed out', reason: 'no token' });
  });
});
