// `lab report FILE --out R.html`: the pricing report without the page, of the prices that `advise --agent none` gives.

import { evidenceOfSetup } from '../../core/decisions/suggest-price.ts';
import { reportHtml } from '../../core/export/report/report.ts';
import { reportAnswers } from '../../core/export/report/report-answers.ts';
import { replayedHistories } from '../../core/market/kinds.ts';
import { historyProduct } from '../../core/market/run-product.ts';
import { program } from '../../core/run/program-version.ts';
import { counted } from '../../core/table/findings.ts';
import { formatBytes } from '../../core/text/format.ts';
import { reportScript } from '../../report/bundle.ts';
import { readLine } from '../command.ts';
import { askedAdvice } from '../asked-advice.ts';
import { defaultRoad } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { impactOf } from '../impact-of-list.ts';
import { reportLine } from '../lines/price-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { writeOut } from '../write-file.ts';

/** @throws Error in one sentence for a bad option, a file that cannot be read or a report that cannot be written. */
export async function reportCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(reportLine, args);
  const guardrails = await guardrailsFrom(values.guardrails, 'report');
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  say(`Read ${dataset.fileName}: ${counted(dataset.histories.length, 'product')}.`);
  const asked = await askedAdvice('report', values, guardrails, dataset);
  const { costs, tested, mostChanges = null } = asked;
  const road = await defaultRoad(dataset, asked);
  const pasts = replayedHistories(road.setup) ? [] : road.products.map(historyProduct);
  const { fileName, fingerprint, table, histories } = dataset;
  const text = reportHtml(
    {
      createdAt: new Date().toISOString(),
      createdBy: program,
      data: {
        fileName,
        fingerprint,
        rows: table.rowCount,
        products: histories.length,
        firstDay: table.firstDay,
        lastDay: table.lastDay,
      },
      card: null,
      suggestions: road.suggestions,
      decisions: {},
      guardrails,
      demand: new Map(
        road.products.map(({ history, demand }) => [history.product.id, { history, summary: demand }]),
      ),
      impact: impactOf(road.products, road.suggestions),
      run: null,
      audit: null,
      answers: reportAnswers(
        road.suggestions,
        evidenceOfSetup(road.setup, pasts, { costs, tested }),
        guardrails,
        { mostChanges },
      ),
    },
    await reportScript(),
  );
  await writeOut('report', values.out, text);
  say(`Wrote ${values.out}, ${formatBytes(Buffer.byteLength(text))}.`);
}
