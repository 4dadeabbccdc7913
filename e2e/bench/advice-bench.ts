// What the lab advises on four files that it was not made for: how many prices change, whether every change is as likely as
// was asked, and what it is expected to bring.
//
// usage: tsx e2e/bench/advice-bench.ts [sac|none], which prints a table; none trains no agent

import { fileURLToPath, pathToFileURL } from 'node:url';

import { defaultGuardrails } from '../../src/core/decisions/guardrails/guardrail-list.ts';
import { adviceSummary, summaryTable, type AdviceSummary } from '../../src/headless/advice-summary.ts';
import { defaultRoad } from '../../src/headless/default-road.ts';
import { readDataset } from '../../src/headless/read-dataset.ts';

const files = [
  '../../public/demo/catalogue.csv',
  '../../public/demo/grocery-weekly.csv',
  'data/liquor-monthly.csv',
  'data/avocado-weekly.csv',
];

/** One summary a file, as the page's default road recommends. */
export async function benchmarkAdvice(agent: 'sac' | null = 'sac'): Promise<readonly AdviceSummary[]> {
  const summaries: AdviceSummary[] = [];
  for (const file of files) {
    const dataset = await readDataset(fileURLToPath(new URL(file, import.meta.url)));
    const { suggestions, products } = await defaultRoad(dataset, {
      guardrails: defaultGuardrails,
      agent,
      steps: null,
      seed: 1,
      say: (sentence) => console.error(`  ${dataset.fileName}: ${sentence}`),
    });
    summaries.push(adviceSummary(dataset.fileName, suggestions, products));
  }
  return summaries;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(summaryTable(await benchmarkAdvice(process.argv[2] === 'none' ? null : 'sac')));
