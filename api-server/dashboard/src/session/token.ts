/** What a token says of itself; the server alone decides whether that is true. */
export interface Claims {
  readonly userId: string;
  readonly organizationId: string;
  /** Milliseconds since 1970, UTC. */
  readonly expiresAt: number;
}

/** Null if the text is no token of this API. */
export function claimsOf(token: string): Claims | null {
  const payload = token.trim().split('.')[1];
  if (payload === undefined) {
    return null;
  }
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    const claims: Record<string, unknown> = JSON.parse(new TextDecoder().decode(bytes));
    const { sub, organization_id: organizationId, exp } = claims;
    if (typeof sub !== 'string' || typeof organizationId !== 'string' || typeof exp !== 'number') {
      return null;
    }
    return { userId: sub, organizationId, expiresAt: exp * 1000 };
  } catch {
    return null;
  }
}

/** The token that an address brings in its fragment, which never reaches a server or its log. */
export function tokenInFragment(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token');
}
