// Rows as a table that is readable as plain text and is one in Markdown too: columns of figures to the right.

/** Rows are as long as the head. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, c) => Math.max(3, title.length, ...rows.map((row) => row[c]!.length)));
  const isFigures = head.map(
    (_, c) => rows.length > 0 && rows.every((row) => /^([-+]?\d|$|-$)/.test(row[c]!)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, c) => (isFigures[c] ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!))).join(' | ')} |`;
  const rule = widths.map((width, c) => (isFigures[c] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
