import type { ConnectionStatus } from './connection.ts';
import type { Figures } from './frames.ts';

/** How far the figures that are shown can be relied on to be of now. */
export type Freshness =
  | { readonly kind: 'live'; readonly asOf: number }
  /** They come over HTTP because the stream does not. */
  | { readonly kind: 'polled'; readonly asOf: number }
  /** Nothing comes; they are what came last. */
  | { readonly kind: 'lost'; readonly since: number }
  /** They come, but are of a while ago. */
  | { readonly kind: 'behind'; readonly asOf: number; readonly millis: number }
  /** The organization has no events yet. */
  | { readonly kind: 'empty' };

/** The stream is 1 minute behind by design, and up to half a minute more while nobody writes. */
const BEHIND_MILLIS = 2 * 60_000;

interface Known {
  readonly figures: Figures;
  readonly isPolled: boolean;
  readonly status: ConnectionStatus;
  /** Since when the newest answer over HTTP is missing too. */
  readonly isPollFailing: boolean;
  /** By the server's clock; null while that is unknown. */
  readonly serverNow: number | null;
}

export function freshnessOf({ figures, isPolled, status, isPollFailing, serverNow }: Known): Freshness {
  const isWithoutStream = status.kind === 'reconnecting' || (status.kind === 'open' && status.areBotsRefused);
  if (status.kind === 'reconnecting' && (!isPolled || isPollFailing)) {
    return { kind: 'lost', since: status.since };
  }
  if (figures.as_of === null) {
    return { kind: 'empty' };
  }
  const asOf = Date.parse(figures.as_of);
  const millis = serverNow === null ? 0 : serverNow - asOf;
  if (millis > BEHIND_MILLIS) {
    return { kind: 'behind', asOf, millis };
  }
  return { kind: isPolled && isWithoutStream ? 'polled' : 'live', asOf };
}
