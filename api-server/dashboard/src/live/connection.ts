import { type ClientFrame, type NewsFrame, parseFrame, type ServerFrame } from './frames.ts';
import type { Timing } from './timing.ts';

export type ConnectionStatus =
  /** For the first time, or for other bots. */
  | { readonly kind: 'connecting' }
  /** What the server sends comes, unless it knows not all of the bots. */
  | { readonly kind: 'open'; readonly areBotsRefused: boolean }
  | {
      readonly kind: 'reconnecting';
      /** When something came last, or when it began if nothing ever came. */
      readonly since: number;
      readonly nextTryAt: number;
      /** The server asked to be left alone for longer. */
      readonly isRefused: boolean;
    }
  | { readonly kind: 'stopped' };

/** Why the server does not take the token. */
export type Denial = 'expired' | 'refused' | 'not a member';

export interface ConnectionListener {
  /** The connection or its absence. */
  status(status: ConnectionStatus): void;
  /** A frame about the bots that are wanted now. */
  frame(frame: NewsFrame): void;
  /** Other bots are wanted from now on. */
  turning(): void;
  /** The server takes the token no more; nothing is tried again. */
  denied(denial: Denial): void;
  /** It is open again after it was lost: what was missed by other ways should be fetched. */
  returned(): void;
}

/** What is used of a `WebSocket`. */
export interface Wire {
  send(text: string): void;
  /** Nothing comes from it after that. */
  close(): void;
}

export interface WireListener {
  opened(): void;
  received(data: unknown): void;
  closed(code: number, reason: string): void;
}

/** Begins to open a wire; throws if the protocols cannot be ones. */
export type OpenWire = (protocols: string[], listener: WireListener) => Wire;

const SUBPROTOCOL = 'botflow.v1';
const BEARER = 'bearer.';
const BEGINNING = '0';

const FIRST_WAIT_MILLIS = 250;
/** With the patience below a server that returns is found within 5 seconds. */
const LONGEST_WAIT_MILLIS = 4_000;
const FIRST_REFUSED_WAIT_MILLIS = 1_000;
const LONGEST_REFUSED_WAIT_MILLIS = 30_000;
/** After so long without a refusal the server is believed to have room again. */
const ACCEPTED_MILLIS = 60_000;
const CONNECT_PATIENCE_MILLIS = 4_000;
/** The server answers the upgrade before it knows who comes, which may take it 20 s if thousands come at once. */
const ADMISSION_PATIENCE_MILLIS = 25_000;
const SILENCE_MILLIS = 15_000;
const PONG_PATIENCE_MILLIS = 5_000;
const RESUME_AGAIN_MILLIS = 500;
const RECOVER_AGAIN_MILLIS = 10_000;

/**
 * Keeps one WebSocket open and turned to the bots that are wanted, for one user; finds a lost one, and tries again until
 * it is stopped or the server denies the token.
 */
export class LiveConnection {
  readonly #open: OpenWire;
  readonly #timing: Timing;
  readonly #listener: ConnectionListener;
  #token: string;
  #bots: readonly string[];

  #wire: Wire | null = null;
  /** The token that the wire's server has. */
  #shownToken = '';
  /** The upgrade was answered, so that it can be sent to. */
  #isUpgraded = false;
  /** The server has sent something on this wire. */
  #isHeard = false;
  /** The bots that the server was asked for, until it says that it has turned to them. */
  #turningTo: readonly string[] | null = null;
  /** The server sends about the bots that are wanted. */
  #isTurned = false;
  #isPinged = false;
  /** Not all of them are there, so that the server sends nothing about them. */
  #areBotsRefused = false;

  #lastId = BEGINNING;
  #resumedFrom = BEGINNING;
  #recoveredAt = Number.NEGATIVE_INFINITY;
  #heardAt: number;
  #triedAt = 0;
  #openedAt = 0;
  #failures = 0;
  #refusals = 0;
  #isLost = false;
  #status: ConnectionStatus = { kind: 'stopped' };
  #cancelWait = () => {};
  #cancelWatch = () => {};
  #cancelResume = () => {};

  constructor(
    open: OpenWire,
    timing: Timing,
    listener: ConnectionListener,
    token: string,
    bots: readonly string[],
  ) {
    this.#open = open;
    this.#timing = timing;
    this.#listener = listener;
    this.#token = token;
    this.#bots = bots;
    this.#heardAt = timing.now();
  }

  start(): void {
    this.#heardAt = this.#timing.now();
    this.#become({ kind: 'connecting' });
    this.#connect();
  }

  stop(): void {
    this.#drop();
    this.#cancelWait();
    this.#become({ kind: 'stopped' });
  }

  /** Turns to other bots, whose newest messages come from the beginning; none for the whole organization. */
  show(bots: readonly string[]): void {
    if (bots.join() === this.#bots.join()) {
      return;
    }
    this.#bots = bots;
    this.#listener.turning();
    this.#lastId = BEGINNING;
    this.#isTurned = false;
    this.#cancelResume();
    if (this.#isUpgraded && this.#turningTo === null) {
      this.#turn();
    }
  }

  /** Takes a new token of the same user. */
  renew(token: string): void {
    if (token === this.#token) {
      return;
    }
    this.#token = token;
    if (this.#isUpgraded) {
      this.#authenticate();
    }
  }

  /** The network is back or somebody looks again: what waits is tried now, and what may be dead is asked. */
  wake(): void {
    if (this.#status.kind === 'reconnecting' && !this.#status.isRefused && this.#wire === null) {
      this.#cancelWait();
      this.#connect();
    } else if (this.#isTurned && this.#timing.now() - this.#heardAt > PONG_PATIENCE_MILLIS) {
      this.#ping();
    }
  }

  #connect(): void {
    this.#triedAt = this.#timing.now();
    this.#shownToken = this.#token;
    this.#watch(CONNECT_PATIENCE_MILLIS, () => this.#lose(false));
    try {
      this.#wire = this.#open([SUBPROTOCOL, BEARER + this.#token], {
        opened: () => this.#upgraded(),
        received: (data) => this.#hear(parseFrame(data)),
        closed: (code, reason) => this.#closed(code, reason),
      });
    } catch {
      // A token with characters that no subprotocol may have.
      this.#deny('refused');
    }
  }

  #upgraded(): void {
    this.#isUpgraded = true;
    if (this.#token !== this.#shownToken) {
      this.#authenticate();
    }
    this.#turn();
    this.#watch(ADMISSION_PATIENCE_MILLIS, () => this.#lose(false));
  }

  #authenticate(): void {
    this.#shownToken = this.#token;
    this.#send({ type: 'authenticate', token: this.#token });
  }

  /** The server does one thing after the other: what comes after the pong is about the new bots alone. */
  #turn(): void {
    this.#turningTo = this.#bots;
    this.#areBotsRefused = false;
    if (this.#bots.length === 0) {
      this.#send({ type: 'subscribe' });
    } else {
      // From the whole organization, or from none, to these alone; were they not there, nothing should be shown.
      this.#send({ type: 'unsubscribe' });
      this.#send({ type: 'subscribe', bot_ids: this.#bots });
    }
    this.#ping();
  }

  #turned(): void {
    const isLatest = this.#turningTo === this.#bots;
    this.#turningTo = null;
    if (!isLatest) {
      this.#turn();
      return;
    }
    this.#isTurned = true;
    if (!this.#areBotsRefused) {
      this.#resume(this.#lastId);
    }
    this.#become({ kind: 'open', areBotsRefused: this.#areBotsRefused });
    if (this.#isLost) {
      this.#isLost = false;
      this.#listener.returned();
    }
  }

  #resume(from: string): void {
    this.#cancelResume();
    this.#resumedFrom = from;
    this.#send({ type: 'resume', last_id: from });
  }

  #hear(frame: ServerFrame | null): void {
    const now = this.#timing.now();
    this.#heardAt = now;
    if (!this.#isHeard) {
      this.#isHeard = true;
      this.#openedAt = now;
      this.#failures = 0;
    }
    if (frame === null) {
      return;
    }
    if (frame.type === 'pong') {
      this.#isPinged = false;
      this.#watch(SILENCE_MILLIS, this.#onSilence);
      if (this.#turningTo !== null) {
        this.#turned();
      }
    } else if (frame.type === 'error') {
      this.#hearError(frame.parameter);
    } else if (this.#isTurned && !this.#areBotsRefused) {
      this.#listener.frame(frame);
      if (frame.type === 'gap') {
        this.#recover(frame.reason === 'last_id is not held' ? BEGINNING : this.#lastId);
      } else if (frame.type !== 'metrics_update') {
        this.#lastId = frame.id;
      }
    }
  }

  #hearError(parameter: string | null): void {
    if (parameter === 'last_id') {
      // The replay that was asked for before is still under way.
      this.#cancelResume();
      this.#cancelResume = this.#timing.after(RESUME_AGAIN_MILLIS, () => this.#resume(this.#resumedFrom));
    } else if (this.#turningTo === null) {
      // Perhaps the new token could not be looked at: if the old one ends, that says nothing of the new one.
      this.#shownToken = '';
    } else if (parameter === 'bot_ids') {
      this.#areBotsRefused = true;
    } else {
      this.#lose(true);
    }
  }

  /** Fetches what was lost, as far as it is held; a client that is too slow must not fall behind for that. */
  #recover(from: string): void {
    const now = this.#timing.now();
    if (now - this.#recoveredAt >= RECOVER_AGAIN_MILLIS) {
      this.#recoveredAt = now;
      this.#resume(from);
    }
  }

  readonly #onSilence = (): void => {
    const silence = this.#timing.now() - this.#heardAt;
    if (silence >= SILENCE_MILLIS) {
      this.#ping();
    } else {
      this.#watch(SILENCE_MILLIS - silence, this.#onSilence);
    }
  };

  #ping(): void {
    if (this.#isPinged) {
      return;
    }
    this.#isPinged = true;
    this.#send({ type: 'ping' });
    const pingedAt = this.#timing.now();
    this.#watch(PONG_PATIENCE_MILLIS, () => {
      // A server that sends is alive, even if it has not answered yet; unless it was to turn to other bots.
      if (this.#heardAt >= pingedAt && this.#turningTo === null) {
        this.#isPinged = false;
        this.#watch(SILENCE_MILLIS, this.#onSilence);
      } else {
        this.#lose(false);
      }
    });
  }

  #closed(code: number, reason: string): void {
    if (code === 1008 && this.#token === this.#shownToken) {
      const denial = denialOf(reason);
      if (denial !== null) {
        this.#deny(denial);
        return;
      }
    }
    this.#lose(code === 1013 || reason.startsWith('Too many'));
  }

  #deny(denial: Denial): void {
    this.stop();
    this.#listener.denied(denial);
  }

  /** Gives the wire up and tries again after a while. */
  #lose(isRefused: boolean): void {
    const now = this.#timing.now();
    // A try that has used up its wait while it was under way needs no other.
    const from = this.#isHeard ? now : this.#triedAt;
    if (this.#isHeard && now - this.#openedAt >= ACCEPTED_MILLIS) {
      this.#refusals = 0;
    }
    this.#drop();
    this.#isLost = true;
    const wait = isRefused
      ? Math.min(FIRST_REFUSED_WAIT_MILLIS * 2 ** this.#refusals, LONGEST_REFUSED_WAIT_MILLIS)
      : Math.min(FIRST_WAIT_MILLIS * 2 ** this.#failures, LONGEST_WAIT_MILLIS);
    if (isRefused) {
      this.#refusals += 1;
    } else {
      this.#failures += 1;
    }
    // Half of it by chance, so that not all pages come at once.
    const nextTryAt = Math.max(now, from + wait * (0.5 + this.#timing.random() / 2));
    this.#become({ kind: 'reconnecting', since: this.#heardAt, nextTryAt, isRefused });
    this.#cancelWait();
    this.#cancelWait = this.#timing.after(nextTryAt - now, () => this.#connect());
  }

  #drop(): void {
    const wire = this.#wire;
    this.#wire = null;
    this.#isUpgraded = false;
    this.#isHeard = false;
    this.#isTurned = false;
    this.#isPinged = false;
    this.#turningTo = null;
    this.#cancelWatch();
    this.#cancelResume();
    wire?.close();
  }

  #watch(millis: number, run: () => void): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#timing.after(millis, run);
  }

  #send(frame: ClientFrame): void {
    this.#wire?.send(JSON.stringify(frame));
  }

  #become(status: ConnectionStatus): void {
    this.#status = status;
    this.#listener.status(status);
  }
}

function denialOf(reason: string): Denial | null {
  switch (reason) {
    case 'Token expired':
      return 'expired';
    case 'Authentication required':
      return 'refused';
    case 'Not a member':
      return 'not a member';
    default:
      return null;
  }
}
