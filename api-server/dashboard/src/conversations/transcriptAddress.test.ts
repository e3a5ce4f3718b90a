import { describe, expect, it } from 'vitest';
import { listAddress, transcriptAddress, wantsSlowest } from './transcriptAddress.ts';

describe('the address of a transcript', () => {
  it('leads back to the list it came from', () => {
    const search = 'range=since-yesterday&bot=1&status=active&sort=-slowest_response_ms';
    const [path, query = ''] = transcriptAddress('8c7f', search).split('?');
    expect(path).toBe('/conversations/8c7f');
    expect(listAddress(query)).toBe(`/conversations?${search}`);
  });

  it('goes to the slowest answer if the list was in that order', () => {
    expect(wantsSlowest(transcriptAddress('1', 'sort=-slowest_response_ms').split('?')[1] ?? '')).toBe(true);
    expect(transcriptAddress('1', '')).toBe('/conversations/1');
    expect(wantsSlowest('sort=-duration_seconds')).toBe(false);
  });
});
