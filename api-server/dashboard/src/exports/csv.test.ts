import { describe, expect, it } from 'vitest';
import { type Cell, csvParts } from './csv.ts';

const csv = (columns: string[], rows: Cell[][]) => csvParts({ name: 'any', columns, rows }).join('');
const cell = (value: Cell) => csv(['a'], [[value]]).slice('a\r\n'.length, -'\r\n'.length);

describe('a file of rows', () => {
  it('has a header and ends every line with CR LF', () => {
    expect(
      csv(
        ['time', 'p95'],
        [
          ['2026-03-02T10:00:00.000Z', 980],
          ['2026-03-02T11:00:00.000Z', null],
        ],
      ),
    ).toBe('time,p95\r\n2026-03-02T10:00:00.000Z,980\r\n2026-03-02T11:00:00.000Z,\r\n');
  });

  it('is a header alone without rows', () => {
    expect(csv(['a', 'b'], [])).toBe('a,b\r\n');
  });

  it('has every row once and in order, in however many parts', () => {
    const rows = Array.from({ length: 25_001 }, (_, index) => [index]);
    const parts = csvParts({ name: 'many', columns: ['n'], rows });
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join('').trimEnd().split('\r\n').slice(1).map(Number)).toEqual(rows.flat());
  });
});

describe('a cell', () => {
  it.each([
    [null, ''],
    ['', '""'],
    [0, '0'],
    [-1.5, '-1.5'],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['he said "no"', '"he said ""no"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['one\nline', '"one\nline"'],
    ['éà 漢', 'éà 漢'],
  ])('%j is written %j', (value, text) => {
    expect(cell(value)).toBe(text);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-cmd', "'-cmd"],
    ['+cmd', "'+cmd"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['\nx', '"\'\nx"'],
    ['-', "'-"],
    ['+1+1', "'+1+1"],
    ['-1.', "'-1."],
    ['=A1,B1', '"\'=A1,B1"'],
  ])('that may be a formula, %j, is defused: %j', (value, text) => {
    expect(cell(value)).toBe(text);
  });

  it.each(['+4915123456789', '-12', '-12.5', '+0.25', 'a=b', '2026-03-02'])(
    '%j is left as it is',
    (value) => {
      expect(cell(value)).toBe(value);
    },
  );

  it('of a header follows the same rules', () => {
    expect(csv(['a,b', '=c'], [])).toBe('"a,b",\'=c\r\n');
  });
});
