// `lab exam`: the lab's advice in shops whose truth it does not see. Each shop is a job, so that they run on all cores, or on
// workers anywhere, and are judged alike.

import { scenarioResult, type ScenarioResult, type ShopResult } from '../../core/exam/exam-result.ts';
import { scenarios } from '../../core/exam/scenarios.ts';
import type { Scenario } from '../../core/exam/shop.ts';
import { readLine } from '../command.ts';
import { examLine } from '../lines/checking-lines.ts';
import { examTable } from '../exam-table.ts';
import { flatRows } from '../flat-rows.ts';
import { examJob, type ExamPiece } from '../jobs/kinds/exam-job.ts';
import { batchName } from '../jobs/piece-name.ts';
import { toldProgress, withPool } from '../jobs/with-pool.ts';
import { say } from '../say.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option or a scenario that there is not; JobAborted after Ctrl-C. */
export async function examCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(examLine, args);
  const chosen = scenariosNamed(values.scenario);
  const pieces = chosen.flatMap(({ name, isDynamic }) =>
    Array.from({ length: values.shops }, (_, k): ExamPiece => {
      const isTrained = isDynamic || values.everywhere;
      const agent = values.agent === 'none' || !isTrained ? null : values.agent;
      return {
        scenario: name,
        seed: values.seed + k,
        agent,
        steps: values.steps ?? null,
        level: values.level,
      };
    }),
  );
  await withPool(values, async (pool, signal) => {
    const results: ScenarioResult[] = [];
    let shops: ShopResult[] = [];
    const { watcher, done } = toldProgress(say);
    const batch = batchName('exam', pieces);
    for await (const shop of pool.results(examJob, pieces, { batch, signal, ...watcher })) {
      done();
      shops.push(shop);
      if (!values.table) console.log(JSON.stringify({ kind: 'shop', ...shop }));
      if (shops.length < values.shops) continue;
      results.push(scenarioResult(shops));
      shops = [];
      if (!values.table) console.log(JSON.stringify({ kind: 'scenario', ...results.at(-1)! }));
    }
    if (values.csv !== undefined) await writeCsv('exam', values.csv, flatRows(results));
    if (values.table) console.log(examTable(results));
  });
}

/** Those whose name begins with one of the words, in the exam's order; all without any. */
function scenariosNamed(text: string | undefined): readonly Scenario[] {
  if (text === undefined) return scenarios;
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  for (const word of words)
    if (word === '' || !scenarios.some(({ name }) => name.startsWith(word)))
      throw new Error(
        `exam: there is no scenario "${word}"; there are ${scenarios.map(({ name }) => name).join(', ')}`,
      );
  return scenarios.filter(({ name }) => words.some((word) => name.startsWith(word)));
}
