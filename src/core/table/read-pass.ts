// One pass over a file, from its first to its last byte, under fixed assumptions.

import type { ReadPlan } from '../files/read-plan.ts';
import { type ByteSource, pieces, portableDigest } from './byte-source.ts';
import { RowStream } from './csv-rows.ts';
import type { Encoding } from './code-pages.ts';
import { TextStream } from './encoding.ts';
import type { Head } from './file-head.ts';
import { FindingCollector } from './findings.ts';
import type { DecimalSeparator, SeparatorEvidence } from './numbers.ts';
import { ReadCancelled } from './read-error.ts';
import type { ReadHooks } from './read-hooks.ts';
import { type RawTable, TableBuilder } from './table-builder.ts';

export interface ReadPass {
  readonly table: RawTable;
  readonly fingerprint: string;
  /** Per column of `mappedNumericRoles`. */
  readonly evidence: readonly SeparatorEvidence[];
  readonly separators: readonly DecimalSeparator[];
  readonly findings: FindingCollector;
}

/** Reads the file from its first to its last byte under fixed assumptions. */
export async function readPass(
  source: ByteSource,
  head: Head,
  plan: ReadPlan,
  encoding: Encoding,
  separators: readonly DecimalSeparator[],
  hooks: ReadHooks,
): Promise<ReadPass> {
  const findings = new FindingCollector();
  const expectedRows = (head.rows.length / Math.max(1, head.bytes)) * source.size * 1.05;
  const builder = new TableBuilder(
    head.headers,
    head.mapping,
    separators,
    source.name,
    expectedRows,
    findings,
    hooks.memory,
    plan,
  );
  const { shape } = head.layout;
  head.layout.restart?.();
  const digest = (hooks.createDigest ?? portableDigest)();
  const text = new TextStream(encoding);
  const stream = new RowStream(head.delimiter);
  const take = (rows: string[][]) => {
    const firstRow = stream.rowsDone - rows.length + 1;
    const skipped = Math.max(0, head.headerRow + 1 - firstRow);
    if (shape === null) builder.addRows(skipped > 0 ? rows.slice(skipped) : rows, firstRow + skipped);
    else for (let i = skipped; i < rows.length; i++) builder.addRows(shape(rows[i]!), firstRow + i, true);
  };
  const reportEvery = Math.max(1 << 20, source.size / 50);
  let bytesRead = 0;
  let reported = 0;
  const report = () => {
    reported = bytesRead;
    hooks.onProgress?.({ rows: builder.rowCount, bytesRead, bytesTotal: source.size });
  };
  for await (const piece of pieces(source)) {
    if (hooks.isCancelled?.()) throw new ReadCancelled();
    digest.update(piece);
    bytesRead += piece.length;
    take(stream.push(text.push(piece)));
    if (bytesRead - reported >= reportEvery) report();
  }
  if (hooks.isCancelled?.()) throw new ReadCancelled();
  take(stream.end(text.end()));
  if (head.layout.rest) builder.addRows(head.layout.rest(), stream.rowsDone, true);
  report();
  noteMalformedQuotes(stream, findings);
  const evidence = builder.numberColumns.map((column) => column.reader.evidence);
  return { table: builder.finish(), fingerprint: digest.hex(), evidence, separators, findings };
}

function noteMalformedQuotes(stream: RowStream, findings: FindingCollector): void {
  stream.malformedQuotes.forEach((row, i) => {
    const count = i === 0 ? stream.malformedQuoteCount - stream.malformedQuotes.length + 1 : 1;
    findings.add(
      {
        kind: 'malformed-quote',
        severity: 'attention',
        found: 'Text right after a closing quotation mark',
        done: 'Read on to the next quotation mark; check these rows',
      },
      row,
      () =>
        `Row ${row}: expected a delimiter after a closing quotation mark; write "" for a quotation mark in a cell`,
      count,
    );
  });
}
