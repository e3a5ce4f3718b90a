import { describe, expect, it } from 'vitest';
import { fileNameOf, lastPart, safe } from './fileName.ts';

describe('the name of a file', () => {
  it.each([
    ['attachment; filename="botflow-acme-usage-2026-03-01.csv"', 'botflow-acme-usage-2026-03-01.csv'],
    ['attachment; filename=usage.csv', 'usage.csv'],
    ['attachment;filename="a \\"b\\".csv"', 'a -b-.csv'],
    ['attachment; filename="a.csv"; filename*=UTF-8\'\'n%C3%A4chte.csv', 'nächte.csv'],
    ["attachment; filename*=utf-8'de'b.csv", 'b.csv'],
    // The extended name cannot be read.
    ['attachment; filename="a.csv"; filename*=UTF-8\'\'%E0%A4.csv', 'a.csv'],
    ['attachment; filename="../../etc/passwd"', '-..-etc-passwd'],
    ['attachment; filename=""', 'usage.csv'],
    ['attachment; filename="."', 'usage.csv'],
    ['attachment', 'usage.csv'],
    [null, 'usage.csv'],
  ])('of %j is %j', (header, name) => {
    expect(fileNameOf(header, 'usage.csv')).toBe(name);
  });

  it('falls back to the end of the path', () => {
    expect(lastPart('/api/export/usage.csv')).toBe('usage.csv');
    expect(lastPart('usage.csv')).toBe('usage.csv');
  });

  it('holds nothing that a system forbids', () => {
    expect(safe('a/b\\c:d*e?f"g<h>i|j\u0000k\n')).toBe('a-b-c-d-e-f-g-h-i-j-k-');
  });
});
