// What of a second file matched the sales, in plain sentences.

import type { Finding } from '../../table/dataset.ts';
import { counted } from '../../table/findings.ts';
import type { Few, JoinReport } from './join-report.ts';
import type { SecondFileKind } from './second-file-kind.ts';

const listed = ({ count, examples }: Few) =>
  `${examples
    .slice(0, 3)
    .map((one) => `"${one}"`)
    .join(', ')}${count > 3 ? ` and ${count - 3} more` : ''}`;

/** Sentences about a report, each about one thing and none about what is as it should be. */
export function reportWords(
  report: Omit<JoinReport, 'sentences'>,
  { words, name }: SecondFileKind,
): string[] {
  const { productsWithout, unknownProducts, unreadable, overlaps } = report;
  const sentences = [
    `${counted(report.rowsMatched, 'row')} of ${counted(report.rows, 'row')} matched: ${words} for ${report.productsMatched} of ${counted(report.products, 'product')}${name === 'product-master' ? '' : `, on ${report.daysFilled} of ${counted(report.days, 'day')}`}.`,
  ];
  if (report.mismatch !== null) sentences.push(report.mismatch);
  if (productsWithout.count > 0)
    sentences.push(
      `${counted(productsWithout.count, 'product')} of the sales ${productsWithout.count === 1 ? 'has' : 'have'} no row: ${listed(productsWithout)}.`,
    );
  if (unknownProducts.count > 0)
    sentences.push(
      `${counted(unknownProducts.count, 'product')} of the file ${unknownProducts.count === 1 ? 'is' : 'are'} not in the sales and left out: ${listed(unknownProducts)}.`,
    );
  if (report.rowsOutside > 0)
    sentences.push(
      `${counted(report.rowsOutside, 'row')} ${report.rowsOutside === 1 ? 'is' : 'are'} for days that the sales do not have.`,
    );
  if (report.daysKept > 0)
    sentences.push(`On ${counted(report.daysKept, 'day')} the sales have their own value, which is kept.`);
  if (overlaps.count > 0)
    sentences.push(
      `${counted(overlaps.count, 'overlap')}: ${overlaps.examples[0]!}; the later start applies, and rows for the same days are averaged (for rivals, the lowest counts).`,
    );
  if (unreadable.count > 0)
    sentences.push(
      `${counted(unreadable.count, 'row')} could not be read and ${unreadable.count === 1 ? 'was' : 'were'} left out. ${unreadable.examples[0]!}.`,
    );
  return sentences;
}

/** A report as a line of "found and repaired". */
export function joinFinding(report: JoinReport): Finding {
  const [summary, ...rest] = report.sentences;
  return {
    kind: `joined-${report.kind}`,
    severity: rest.length > 0 ? 'attention' : 'info',
    found: `A second file was joined: "${report.fileName}"`,
    done: summary!.replace(/\.$/, ''),
    count: report.rowsMatched,
    rows: [],
    example: rest.length > 0 ? rest.join(' ') : 'Everything matched',
  };
}
