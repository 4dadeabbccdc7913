// Rows as the text of a CSV file. Names of the exam hold nothing that would need quotes.

export type CsvCell = string | number;

export function salesCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [header.join(',')];
  for (const row of rows) lines.push(row.join(','));
  return `${lines.join('\n')}\n`;
}
