export type Cell = string | number | null;

/** A table that the page itself has. */
export interface Rows {
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Few enough that no single string gets large, many enough that the parts are few. */
const ROWS_OF_A_PART = 10_000;
const END = '\r\n';
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** The table as RFC 4180 has it, with the rules of the server's own exports, in parts that make up the file. */
export function csvParts({ columns, rows }: Rows): string[] {
  const parts = [line(columns)];
  for (let start = 0; start < rows.length; start += ROWS_OF_A_PART) {
    parts.push(
      rows
        .slice(start, start + ROWS_OF_A_PART)
        .map(line)
        .join(''),
    );
  }
  return parts;
}

function line(cells: readonly Cell[]): string {
  return cells.map(cellText).join(',') + END;
}

function cellText(cell: Cell): string {
  if (cell === null) {
    return '';
  }
  if (cell === '') {
    // A missing value has no quotes.
    return '""';
  }
  const text = isFormula(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether a spreadsheet might compute it: it begins as a formula does, and is neither a number nor a phone. */
function isFormula(cell: string | number): boolean {
  return typeof cell === 'string' && /^[=+\-@\t\r\n]/.test(cell) && !NUMBER.test(cell);
}
