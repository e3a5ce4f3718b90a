import { afterEach, describe, expect, it, vi } from 'vitest';
import { Session } from '../session/session.ts';
import { ApiClient, address } from './client.ts';
import { ApiProblem, isTemporary, Unreachable } from './problem.ts';

const claims = { sub: 'u', organization_id: 'o', exp: 2_000_000_000 };
const TOKEN = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

function signedIn(): Session {
  const session = new Session(
    { setItem: () => undefined, removeItem: () => undefined } as unknown as Storage,
    { postMessage: () => undefined } as unknown as BroadcastChannel,
  );
  session.signIn(TOKEN);
  return session;
}

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const answer = vi.fn(async () => new Response(JSON.stringify(body), { status, headers }));
  vi.stubGlobal('fetch', answer);
  return answer;
}

afterEach(() => vi.unstubAllGlobals());

describe('an address', () => {
  it('repeats lists and leaves out what is empty', () => {
    expect(address('/a', { bot_id: ['1', '2'], q: '', tz: null, limit: 50, x: undefined })).toBe(
      '/a?bot_id=1&bot_id=2&limit=50',
    );
    expect(address('/a', {})).toBe('/a');
  });

  it('encodes what it is given', async () => {
    const fetching = answering(200, {});
    const part = { conversation_id: '../x?y' };
    await new ApiClient(signedIn()).get(
      '/api/conversations/{conversation_id}',
      { q: 'a&b=c' },
      undefined,
      part,
    );
    expect(fetching).toHaveBeenCalledWith('/api/conversations/..%2Fx%3Fy?q=a%26b%3Dc', {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
  });
});

describe('an answer', () => {
  it('is a problem with all that the server says', async () => {
    answering(
      429,
      { title: 'Too many requests', detail: 'more', parameter: 'q', request_id: 'r' },
      { 'Retry-After': '7' },
    );
    const problem = await new ApiClient(signedIn()).request('/a').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({
      status: 429,
      title: 'Too many requests',
      detail: 'more',
      parameter: 'q',
      requestId: 'r',
      retryAfterSeconds: 7,
    });
    expect(isTemporary(problem)).toBe(true);
  });

  it('may come from something else than the server', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
    const problem = await new ApiClient(signedIn()).request('/a').catch((error: unknown) => error);
    expect(problem).toMatchObject({ status: 502, title: '502', requestId: null });
  });

  it('that does not come is told apart from one that was called off', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(new ApiClient(signedIn()).request('/a')).rejects.toBeInstanceOf(Unreachable);
    vi.stubGlobal('fetch', async () => {
      throw new DOMException('called off', 'AbortError');
    });
    await expect(new ApiClient(signedIn()).request('/a')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each([
    [401, undefined, { kind: 'signed out', reason: 'refused' }],
    [403, undefined, { kind: 'signed out', reason: 'not a member' }],
    [403, 'customer', { kind: 'signed in' }],
    [404, undefined, { kind: 'signed in' }],
  ])('of %i for parameter %s leaves the session %o', async (status, parameter, state) => {
    answering(status, { title: 't', parameter });
    const session = signedIn();
    await new ApiClient(session).request('/a').catch(() => undefined);
    expect(session.state).toMatchObject(state);
  });

  it('to an older token does not end the session of a newer one', async () => {
    const session = signedIn();
    vi.stubGlobal('fetch', async () => {
      session.signIn(`${TOKEN}2`);
      return new Response('{}', { status: 401 });
    });
    await new ApiClient(session).request('/a').catch(() => undefined);
    expect(session.state.kind).toBe('signed in');
  });
});
