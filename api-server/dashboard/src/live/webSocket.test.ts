import { describe, expect, it } from 'vitest';
import { streamAddress } from './webSocket.ts';

describe('the address of the stream', () => {
  it('is of the page’s own server, and as safe as the page', () => {
    expect(streamAddress(new URL('http://127.0.0.1:8080/bots?x=1#y'))).toBe(
      'ws://127.0.0.1:8080/api/analytics/stream',
    );
    expect(streamAddress(new URL('https://analytics.example'))).toBe(
      'wss://analytics.example/api/analytics/stream',
    );
  });
});
