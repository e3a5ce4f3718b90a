import { describe, expect, it } from 'vitest';
import { claimsOf, tokenInFragment } from './token.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (claims: unknown) => `${encode({ alg: 'HS256' })}.${encode(claims)}.c2ln`;

describe('claims', () => {
  it('are read from the middle of a token', () => {
    const claims = { sub: 'ü>?', organization_id: 'o', exp: 1_795_630_856, aud: 'x' };
    expect(claimsOf(` ${tokenOf(claims)}\n`)).toEqual({
      userId: 'ü>?',
      organizationId: 'o',
      expiresAt: 1_795_630_856_000,
    });
  });

  it.each(['', 'a', 'a.b.c', '..', tokenOf([]), tokenOf(null), tokenOf({ sub: 'u', exp: 1 }), 'a.e30.c'])(
    'are null for what is no token: %s',
    (text) => {
      expect(claimsOf(text)).toBeNull();
    },
  );
});

describe('the fragment of an address', () => {
  it('may hold a token', () => {
    expect(tokenInFragment('#token=a.b-_.c')).toBe('a.b-_.c');
    expect(tokenInFragment('#content')).toBeNull();
    expect(tokenInFragment('')).toBeNull();
  });
});
