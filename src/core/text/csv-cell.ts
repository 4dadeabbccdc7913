// One cell of a CSV file that a spreadsheet may open: text that it would run as a formula is defused, numbers stay
// numbers.
//
// We write commas, but a spreadsheet splits at whatever its country separates lists with. Where that is a semicolon or
// a tab, our quotation marks in the middle of a line mean nothing to it, and a cell of its begins after each of those and
// after each line break inside our cell. So every place where a cell may begin is looked at, past what cannot be seen there.
//
// Source of the rule: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection.

export type Cell = string | number | null;

/** Signs that begin a formula, with their full-width, small and raised forms, which spreadsheets take for the same. */
const formulaSigns =
  '=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u207C\u207A\u207B\u208C\u208A\u208B\u2212';
const anySign = new RegExp(`[${formulaSigns.replace('-', '\\-')}]`);
const cellEnds = ';|\t\r\n';
/** White space, control characters, marks without width, and quotation marks that a spreadsheet may strip. */
const unseen = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}"\u201C\u201D\u201E]/u;

/**
 * One cell. Text that a spreadsheet would take for a formula, at its beginning or where a cell may begin inside it, gets an
 * apostrophe there, which says "this is text"; so does text that begins with a tab or a line break. A number that is not
 * finite, and null, is an empty cell.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (isPlain(value)) return value;
  const safe = defused(value);
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as lines, CRLF at the end of each (RFC 4180), each cell as `csvCell` makes it. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Letters, digits, points, spaces and, past a letter or digit, hyphens and underlines: nothing to defuse or to quote. */
function isPlain(text: string): boolean {
  return /^(?:[0-9A-Za-z][0-9A-Za-z .\-_]*)?$/.test(text);
}

/** One pass, whatever the text: it comes from a file. */
function defused(text: string): string {
  const lead = /^[\t\r\n]/.test(text) ? "'" : '';
  if (!anySign.test(text)) return lead + text;
  let out = lead;
  let copied = 0;
  /** Where a cell may have begun, with nothing to be seen since; null inside a cell. */
  let begun: number | null = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (cellEnds.includes(char)) begun = i + 1;
    else if (begun !== null && formulaSigns.includes(char)) {
      out += `${text.slice(copied, begun)}'`;
      copied = begun;
      begun = null;
    } else if (begun !== null && !unseen.test(char)) begun = null;
  }
  return out + text.slice(copied);
}
