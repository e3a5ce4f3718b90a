import { type Claims, claimsOf, tokenInFragment } from './token.ts';

/** Why somebody has to sign in. */
export type SignInReason = 'no token' | 'expired' | 'refused' | 'not a member' | 'signed out';

export type SessionState =
  | { readonly kind: 'signed in'; readonly token: string; readonly claims: Claims }
  | { readonly kind: 'signed out'; readonly reason: SignInReason };

const STORED = 'botflow.token';
const CHANNEL = 'botflow.session';

/**
 * Who is signed in, in this tab. The token lives in the tab's own storage, ends with it, and is lent to other tabs of
 * the same page while one is open, so that a link may be opened in a new tab.
 */
export class Session {
  #state: SessionState = { kind: 'signed out', reason: 'no token' };
  readonly #listeners = new Set<() => void>();
  readonly #storage: Storage;
  readonly #channel: BroadcastChannel;

  constructor(storage: Storage, channel = new BroadcastChannel(CHANNEL)) {
    this.#storage = storage;
    this.#channel = channel;
    channel.onmessage = (message: MessageEvent<unknown>) => this.#hear(message.data);
  }

  /** Takes the token out of the address, else what this tab had before, else asks the other tabs. */
  start(location: Location, history: History): void {
    const brought = tokenInFragment(location.hash);
    if (brought !== null) {
      // Neither the history nor a shared address shall hold it.
      history.replaceState(history.state, '', location.pathname + location.search);
    }
    const token = brought ?? this.#storage.getItem(STORED);
    if (token === null || !this.signIn(token)) {
      this.#channel.postMessage({ type: 'who is signed in' });
    }
  }

  /** False if the text is no token. */
  signIn(token: string): boolean {
    const claims = claimsOf(token);
    if (claims === null) {
      return false;
    }
    this.#storage.setItem(STORED, token.trim());
    this.#become({ kind: 'signed in', token: token.trim(), claims });
    return true;
  }

  signOut(reason: SignInReason): void {
    this.#storage.removeItem(STORED);
    if (reason === 'signed out') {
      this.#channel.postMessage({ type: 'signed out' });
    }
    this.#become({ kind: 'signed out', reason });
  }

  get state(): SessionState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): SessionState => this.#state;

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  #hear(message: unknown): void {
    if (typeof message !== 'object' || message === null || !('type' in message)) {
      return;
    }
    if (message.type === 'who is signed in' && this.#state.kind === 'signed in') {
      this.#channel.postMessage({ type: 'signed in', token: this.#state.token });
    } else if (message.type === 'signed out' && this.#state.kind === 'signed in') {
      this.#storage.removeItem(STORED);
      this.#become({ kind: 'signed out', reason: 'signed out' });
    } else if (
      message.type === 'signed in' &&
      'token' in message &&
      typeof message.token === 'string' &&
      this.#state.kind === 'signed out' &&
      this.#state.reason === 'no token'
    ) {
      this.signIn(message.token);
    }
  }
}
