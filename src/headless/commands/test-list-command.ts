// `lab test list TESTS.json`: where the tests of a list stand.

import { stageWords, testStage, type PriceTest } from '../../core/experiments/price-test.ts';
import { dayOfMoment, isoDate } from '../../core/table/day-numbers.ts';
import { readLine } from '../command.ts';
import { flatRows } from '../flat-rows.ts';
import { testListLine } from '../lines/watching-lines.ts';
import { readTestsFile, testIn, writeTestsFile } from '../tests-file.ts';
import { textTable } from '../text-table.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a list that cannot be read, a test that is not on it or a day that is none. */
export async function testListCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(testListLine, args);
  const all = await readTestsFile(argument, 'test list');
  const today = values.day === undefined ? dayOfMoment(Date.now()) : dayOf(values.day);
  const gone = values.forget === undefined ? null : testIn(all, values.forget, 'test list');
  const tests = all.filter((test) => test !== gone);
  if (gone) await writeTestsFile(argument, tests, 'test list');
  const entries = tests.map((test) => ({
    test: test.id,
    product: test.design.productId,
    name: test.design.productName,
    prices: pricesOf(test),
    firstDay: isoDate(test.design.firstDay),
    stage: testStage(test, today),
    sentence: stageWords(test, today),
    outcome: test.outcome,
  }));
  if (values.csv !== undefined) await writeCsv('test list', values.csv, flatRows(entries));
  if (values.table) return console.log(tableOf(tests, today));
  for (const entry of entries) console.log(JSON.stringify(entry));
}

function pricesOf({ design: { priceA, priceB, priceC } }: PriceTest): readonly number[] {
  return [priceA, priceB, ...(priceC === undefined ? [] : [priceC])];
}

function tableOf(tests: readonly PriceTest[], today: number): string {
  return textTable(
    ['product', 'prices', 'stands', 'result so far', 'used'],
    tests.map((test) => [
      test.design.productName,
      pricesOf(test)
        .map((price) => price.toFixed(2))
        .join(' / '),
      stageWords(test, today),
      test.outcome?.sentence ?? '',
      test.outcome?.isUsed ? 'yes' : 'no',
    ]),
  );
}

/** @throws Error in one sentence where the text is no day. */
function dayOf(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) throw new Error(`test list: --day is a day such as 2026-11-23, got "${text}"`);
  return dayOfMoment(time);
}
