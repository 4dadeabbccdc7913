// Rows as a table of plain text: columns of figures to the right, words to the left.

/** The table with a line under its head. Rows are as long as the head. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c]!.length)));
  const isFigures = head.map(
    (_, c) => rows.length > 0 && rows.every((row) => /^([-+]?\d|$|-$)/.test(row[c]!)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => (isFigures[c] ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
