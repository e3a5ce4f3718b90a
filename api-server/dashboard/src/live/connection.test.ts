import { beforeEach, describe, expect, it } from 'vitest';
import { type ConnectionStatus, type Denial, LiveConnection, type WireListener } from './connection.ts';
import { FakeTiming } from './fakeTiming.ts';
import type { NewsFrame } from './frames.ts';

const BOT = 'b7d1f0a4-2c3e-4f58-8a6b-91d0c7e4a502';
const OTHER = '3f2b8c1e-5d4a-4e7b-9c61-0a8d7e5f4b21';

/** The server's end of a connection. */
class FakeWire {
  readonly protocols: string[];
  readonly sent: Record<string, unknown>[] = [];
  isClosed = false;
  readonly #page: WireListener;

  constructor(protocols: string[], page: WireListener) {
    this.protocols = protocols;
    this.#page = page;
  }

  upgrade(): void {
    this.#page.opened();
  }

  give(type: string, data: object = {}, id: string | null = null): void {
    if (!this.isClosed) {
      this.#page.received(JSON.stringify({ type, id, data }));
    }
  }

  /** Lets the client in and turns to its bots. */
  admit(): void {
    this.upgrade();
    this.give('pong');
  }

  refuse(code: number, reason = ''): void {
    this.#page.closed(code, reason);
  }

  sentOf(type: string): Record<string, unknown>[] {
    return this.sent.filter((frame) => frame['type'] === type);
  }
}

let timing: FakeTiming;
let wires: FakeWire[];
let frames: NewsFrame[];
let denials: Denial[];
let status: ConnectionStatus;
let turnings: number;
let returns: number;
let isTokenBroken: boolean;

beforeEach(() => {
  timing = new FakeTiming();
  wires = [];
  frames = [];
  denials = [];
  status = { kind: 'stopped' };
  turnings = 0;
  returns = 0;
  isTokenBroken = false;
});

function connected(bots: readonly string[] = []): LiveConnection {
  const connection = new LiveConnection(
    (protocols, page) => {
      if (isTokenBroken) {
        throw new SyntaxError('not a protocol');
      }
      const wire = new FakeWire(protocols, page);
      wires.push(wire);
      return {
        send: (text) => wire.sent.push(JSON.parse(text)),
        close: () => {
          wire.isClosed = true;
        },
      };
    },
    timing,
    {
      status: (changed) => {
        status = changed;
      },
      frame: (frame) => frames.push(frame),
      turning: () => {
        turnings += 1;
      },
      denied: (denial) => denials.push(denial),
      returned: () => {
        returns += 1;
      },
    },
    'token one',
    bots,
  );
  connection.start();
  return connection;
}

function newest(): FakeWire {
  const wire = wires.at(-1);
  if (wire === undefined) {
    throw new Error('nothing was connected to');
  }
  return wire;
}

/** How long until the next try, which is then made. */
function nextTry(): number {
  if (status.kind !== 'reconnecting') {
    throw new Error(`it is ${status.kind}`);
  }
  const wait = status.nextTryAt - timing.now();
  const before = wires.length;
  timing.pass(Math.max(wait - 1, 0));
  expect(wires.length).toBe(wait > 0 ? before : before + 1);
  timing.pass(1);
  expect(wires.length).toBe(before + 1);
  return wait;
}

const statusFrame = { conversation_id: 'c', bot_id: BOT, status: 'resolved', timestamp: '' };
const figuresFrame = {
  activeConversations: 1,
  avgResponseTime: null,
  successRate: null,
  messagesPerHour: 0,
  p50: null,
  p95: null,
  p99: null,
  trend: {
    activeConversations: null,
    avgResponseTime: null,
    successRate: null,
    messagesPerHour: null,
    p50: null,
    p95: null,
    p99: null,
  },
  today: { conversations: 0, messages: 0, active_bots: 0 },
  as_of: null,
};

describe('connecting', () => {
  it('shows the token as a subprotocol, then asks for the whole organization and all that is held', () => {
    connected();
    expect(newest().protocols).toEqual(['botflow.v1', 'bearer.token one']);
    expect(status.kind).toBe('connecting');
    newest().upgrade();
    expect(newest().sent).toEqual([{ type: 'subscribe' }, { type: 'ping' }]);
    expect(status.kind).toBe('connecting');
    newest().give('pong');
    expect(newest().sent.at(-1)).toEqual({ type: 'resume', last_id: '0' });
    expect(status).toEqual({ kind: 'open', areBotsRefused: false });
    expect(returns).toBe(0);
  });

  it('asks for some bots alone', () => {
    connected([BOT]);
    newest().admit();
    expect(newest().sent).toEqual([
      { type: 'unsubscribe' },
      { type: 'subscribe', bot_ids: [BOT] },
      { type: 'ping' },
      { type: 'resume', last_id: '0' },
    ]);
  });

  it('takes nothing in before the server has turned to the bots', () => {
    connected([BOT]);
    newest().upgrade();
    newest().give('metrics_update', figuresFrame);
    expect(frames).toEqual([]);
    newest().give('pong');
    newest().give('metrics_update', figuresFrame);
    expect(frames.map((frame) => frame.type)).toEqual(['metrics_update']);
  });

  it('ends if the token cannot be sent', () => {
    isTokenBroken = true;
    connected();
    expect(denials).toEqual(['refused']);
    expect(status.kind).toBe('stopped');
  });

  it('gives up a try that hangs, and tries again at once if that took longer than the wait', () => {
    connected();
    for (let tries = 1; tries <= 20; tries += 1) {
      expect(wires.length).toBe(tries);
      const wire = newest();
      timing.pass(4_000);
      expect(wire.isClosed).toBe(true);
    }
  });

  it('waits long for a server that is busy finding out who comes', () => {
    connected();
    const wire = newest();
    wire.upgrade();
    timing.pass(24_999);
    expect(wire.isClosed).toBe(false);
    timing.pass(1);
    expect(wire.isClosed).toBe(true);
  });
});

describe('after a loss', () => {
  it('resumes from the last frame that came, and tells that it is back', () => {
    connected();
    newest().admit();
    newest().give('conversation_status', statusFrame, '7-0');
    newest().give('conversation_status', statusFrame, '8-1');
    newest().refuse(1001, 'Server stops');
    expect(status).toMatchObject({ kind: 'reconnecting', isRefused: false, since: timing.now() });
    nextTry();
    newest().admit();
    expect(newest().sentOf('resume')).toEqual([{ type: 'resume', last_id: '8-1' }]);
    expect(status.kind).toBe('open');
    expect(returns).toBe(1);
  });

  it('is back within 5 seconds, whenever the server returns', () => {
    const seed = Date.now() % 2 ** 31;
    let state = seed;
    timing = new FakeTiming(() => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    });
    connected();
    newest().admit();
    newest().refuse(1006);
    let smallest = 250;
    for (let tries = 0; tries < 1_000; tries += 1) {
      const wait = nextTry();
      expect(wait, `seed ${seed}, try ${tries}`).toBeGreaterThanOrEqual(smallest / 2);
      expect(wait, `seed ${seed}, try ${tries}`).toBeLessThanOrEqual(Math.min(smallest, 4_000));
      smallest = Math.min(smallest * 2, 4_000);
      newest().refuse(1006);
    }
  });

  it('begins with short waits again', () => {
    connected();
    for (let tries = 0; tries < 5; tries += 1) {
      newest().refuse(1006);
      nextTry();
    }
    newest().admit();
    newest().refuse(1006);
    expect(nextTry()).toBeLessThanOrEqual(250);
  });

  it('tries at once when it is woken', () => {
    const connection = connected();
    for (let tries = 0; tries < 5; tries += 1) {
      newest().refuse(1006);
      nextTry();
    }
    newest().refuse(1006);
    const before = wires.length;
    connection.wake();
    expect(wires.length).toBe(before + 1);
    timing.pass(4_000);
    expect(wires.length, 'the wait that was cut short').toBeLessThanOrEqual(before + 2);
  });

  it('leaves a full server alone for up to 30 seconds, even when it is woken', () => {
    const connection = connected();
    const waits: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      newest().upgrade();
      if (tries % 2 === 0) {
        newest().refuse(1013, 'Try again later');
      } else {
        newest().refuse(1008, 'Too many connections');
      }
      expect(status).toMatchObject({ kind: 'reconnecting', isRefused: true });
      const before = wires.length;
      connection.wake();
      expect(wires.length).toBe(before);
      waits.push(nextTry());
    }
    expect(waits[0]).toBeLessThanOrEqual(1_000);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(15_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  });

  it('is slower and slower if it is thrown out again and again', () => {
    connected();
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      newest().admit();
      newest().refuse(1008, 'Too many messages');
      waits.push(nextTry());
    }
    expect(waits.at(-1)).toBeGreaterThan(10 * (waits[0] ?? 0));
  });

  it('hears nothing more from what it gave up', () => {
    const connection = connected();
    newest().admit();
    connection.stop();
    expect(newest().isClosed).toBe(true);
    expect(status.kind).toBe('stopped');
    timing.pass(120_000);
    expect(wires.length).toBe(1);
  });
});

describe('a connection that is dead without a word', () => {
  it('is asked after 15 seconds of silence and given up 5 seconds later', () => {
    connected();
    newest().admit();
    const heardAt = timing.now();
    const wire = newest();
    timing.pass(14_999);
    expect(wire.sentOf('ping')).toHaveLength(1);
    timing.pass(1);
    expect(wire.sentOf('ping')).toHaveLength(2);
    timing.pass(4_999);
    expect(wire.isClosed).toBe(false);
    timing.pass(1);
    expect(wire.isClosed).toBe(true);
    expect(status).toMatchObject({ kind: 'reconnecting', since: heardAt });
  });

  it('is none while anything comes', () => {
    connected();
    newest().admit();
    for (let seconds = 0; seconds < 120; seconds += 10) {
      timing.pass(10_000);
      newest().give('metrics_update', figuresFrame);
    }
    expect(newest().sentOf('ping')).toHaveLength(1);
    timing.pass(15_000);
    newest().give('metrics_update', figuresFrame);
    timing.pass(15_000);
    expect(newest().isClosed).toBe(false);
    expect(wires).toHaveLength(1);
  });

  it('is none if it answers', () => {
    connected();
    newest().admit();
    for (let asked = 2; asked < 10; asked += 1) {
      timing.pass(15_000);
      expect(newest().sentOf('ping')).toHaveLength(asked);
      newest().give('pong');
    }
    expect(wires).toHaveLength(1);
    expect(status.kind).toBe('open');
  });

  it('is found as soon as somebody looks again', () => {
    const connection = connected();
    newest().admit();
    timing.pass(10_000);
    connection.wake();
    connection.wake();
    expect(newest().sentOf('ping')).toHaveLength(2);
    timing.pass(5_000);
    expect(newest().isClosed).toBe(true);
  });
});

describe('the token', () => {
  it.each([
    ['Token expired', 'expired'],
    ['Authentication required', 'refused'],
    ['Not a member', 'not a member'],
  ] as const)('that ends with “%s” is tried no more', (reason, denial) => {
    connected();
    newest().admit();
    newest().refuse(1008, reason);
    expect(denials).toEqual([denial]);
    expect(status.kind).toBe('stopped');
    timing.pass(120_000);
    expect(wires).toHaveLength(1);
  });

  it('is renewed on the open connection', () => {
    const connection = connected();
    newest().admit();
    connection.renew('token one');
    expect(newest().sentOf('authenticate')).toEqual([]);
    connection.renew('token two');
    expect(newest().sentOf('authenticate')).toEqual([{ type: 'authenticate', token: 'token two' }]);
    newest().refuse(1006);
    nextTry();
    expect(newest().protocols).toEqual(['botflow.v1', 'bearer.token two']);
  });

  it('is renewed as soon as the connection is open', () => {
    const connection = connected();
    connection.renew('token two');
    newest().upgrade();
    expect(newest().sent[0]).toEqual({ type: 'authenticate', token: 'token two' });
  });

  it('that the server could not look at is shown again when the old one ends', () => {
    const connection = connected();
    newest().admit();
    connection.renew('token two');
    newest().give('error', { type: 'about:blank', title: 'Unavailable', status: 503, detail: 'not now' });
    newest().refuse(1008, 'Token expired');
    expect(denials).toEqual([]);
    nextTry();
    expect(newest().protocols).toContain('bearer.token two');
  });
});

describe('other bots', () => {
  it('are turned to, with their newest messages from the beginning', () => {
    const connection = connected();
    newest().admit();
    newest().give('conversation_status', statusFrame, '7-0');
    newest().sent.length = 0;
    connection.show([BOT]);
    expect(turnings).toBe(1);
    expect(newest().sent).toEqual([
      { type: 'unsubscribe' },
      { type: 'subscribe', bot_ids: [BOT] },
      { type: 'ping' },
    ]);
    newest().give('conversation_status', statusFrame, '8-0');
    expect(frames).toHaveLength(1);
    newest().give('pong');
    expect(newest().sent.at(-1)).toEqual({ type: 'resume', last_id: '0' });
    newest().give('conversation_status', statusFrame, '3-0');
    expect(frames).toHaveLength(2);
  });

  it('are the same if they are the same', () => {
    const connection = connected([BOT]);
    newest().admit();
    const sent = newest().sent.length;
    connection.show([BOT]);
    expect(turnings).toBe(0);
    expect(newest().sent.length).toBe(sent);
  });

  it('are turned to one after the other, the last of many', () => {
    const connection = connected();
    newest().admit();
    newest().sent.length = 0;
    connection.show([BOT]);
    connection.show([BOT, OTHER]);
    connection.show([OTHER]);
    expect(newest().sentOf('subscribe')).toEqual([{ type: 'subscribe', bot_ids: [BOT] }]);
    newest().give('pong');
    expect(newest().sentOf('subscribe').at(-1)).toEqual({ type: 'subscribe', bot_ids: [OTHER] });
    expect(newest().sentOf('resume')).toEqual([]);
    newest().give('metrics_update', figuresFrame);
    expect(frames).toEqual([]);
    newest().give('pong');
    expect(newest().sentOf('resume')).toHaveLength(1);
    newest().give('metrics_update', figuresFrame);
    expect(frames).toHaveLength(1);
  });

  it('that are unknown show nothing, and no figures of none', () => {
    const connection = connected([BOT]);
    newest().upgrade();
    newest().give('error', { title: 'Not found', status: 404, detail: '', parameter: 'bot_ids' });
    newest().give('pong');
    expect(status).toEqual({ kind: 'open', areBotsRefused: true });
    newest().give('metrics_update', figuresFrame);
    expect(frames).toEqual([]);
    connection.show([]);
    newest().give('pong');
    expect(status).toEqual({ kind: 'open', areBotsRefused: false });
    newest().give('metrics_update', figuresFrame);
    expect(frames).toHaveLength(1);
  });

  it('that the server could not look for are asked for again on another connection', () => {
    connected([BOT]);
    newest().upgrade();
    newest().give('error', { title: 'Unavailable', status: 503, detail: 'not now' });
    expect(status).toMatchObject({ kind: 'reconnecting', isRefused: true });
    nextTry();
    newest().admit();
    expect(status).toEqual({ kind: 'open', areBotsRefused: false });
  });

  it('wait for the replay that is still under way', () => {
    connected();
    newest().admit();
    newest().give('error', { title: 'Wrong', status: 400, detail: '', parameter: 'last_id' });
    expect(newest().sentOf('resume')).toHaveLength(1);
    timing.pass(500);
    expect(newest().sentOf('resume')).toEqual([
      { type: 'resume', last_id: '0' },
      { type: 'resume', last_id: '0' },
    ]);
  });
});

describe('lost frames', () => {
  it('are fetched as far as they are held, but not again and again', () => {
    connected();
    newest().admit();
    newest().give('conversation_status', statusFrame, '7-0');
    newest().give('gap', { reason: 'slow client' });
    expect(frames.map((frame) => frame.type)).toEqual(['conversation_status', 'gap']);
    expect(newest().sentOf('resume').at(-1)).toEqual({ type: 'resume', last_id: '7-0' });
    newest().give('gap', { reason: 'slow client' });
    expect(newest().sentOf('resume')).toHaveLength(2);
    timing.pass(10_000);
    newest().give('gap', { reason: 'slow client' });
    expect(newest().sentOf('resume')).toHaveLength(3);
  });

  it('that are not held any more are left, and the rest is fetched', () => {
    connected();
    newest().admit();
    newest().give('conversation_status', statusFrame, '7-0');
    newest().give('gap', { reason: 'last_id is not held' });
    expect(newest().sentOf('resume').at(-1)).toEqual({ type: 'resume', last_id: '0' });
  });
});
