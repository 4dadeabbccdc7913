// `lab compare MODEL|RUN --with MODEL|RUN`: two models or two runs side by side, and which one earns more.
//
// Models play the same episodes once more, so the difference has an interval. Of runs there is what they recorded: their
// returns can be paired where both were judged on the same episodes, which those of keeping the price tell.

import { basename } from 'node:path';

import type { RunRecord } from '../../core/export/run/run-record.ts';
import { cardObjective } from '../../core/model/card-objective.ts';
import { comparedFacts, returnsCompare, type ComparedFact } from '../../core/model/compare-cards.ts';
import { comparedSentence } from '../../core/policy/compared-words.ts';
import { comparePoliciesSteps } from '../../core/policy/compare-policies.ts';
import { betterBy, type ComparedPolicies } from '../../core/policy/compared-policies.ts';
import { bestEvaluation, keptEvaluation } from '../../core/run/kept-gap.ts';
import { settingDefinitions } from '../../core/run/settings.ts';
import { finiteOrNull } from '../../core/statistics/or-null.ts';
import { pairedBootstrap, type Interval } from '../../core/statistics/paired-bootstrap.ts';
import { mean } from '../../core/statistics/summary.ts';
import { formatAmount, formatPercent, formatReturn, formatSigned } from '../../core/text/format.ts';
import { readLine, type OptionValues } from '../command.ts';
import { runToEnd } from '../../core/run-to-end.ts';
import { compareLine } from '../lines/training-lines.ts';
import { isModelPath } from '../model-file.ts';
import { runAt } from '../run-file.ts';
import { textTable } from '../text-table.ts';
import { askedModel } from '../training/asked-policy.ts';
import { writeCsv } from '../write-csv.ts';

type Names = readonly [first: string, second: string];

interface Comparison {
  readonly kind: 'models' | 'runs';
  readonly first: string;
  readonly second: string;
  /** Whether their returns stand on one scale. */
  readonly sameMarket: boolean;
  readonly better: ComparedPolicies['better'] | null;
  readonly sentence: string;
  readonly facts: readonly ComparedFact[];
}

/**
 * Prints one JSON object: the facts of both, what each earns, the difference with its interval, and a sentence.
 *
 * @throws Error in one sentence for a bad option or file.
 */
export async function compareCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(compareLine, args);
  const names: Names = [basename(argument), basename(values.with)];
  if (isModelPath(argument) !== isModelPath(values.with))
    throw new Error(`compare: expected two models or two runs, got ${names[0]} and ${names[1]}`);
  if (!isModelPath(argument) && (values.sales ?? values.choices ?? values.join[0]) !== undefined)
    throw new Error('compare: --sales, --choices and --join go with models, and these are runs');
  const compared = isModelPath(argument)
    ? await comparedModels([argument, values.with], names, values)
    : comparedRuns(await runAt(argument, 'compare'), await runAt(values.with, 'compare'), names);
  const header = ['fact', ...names];
  const rows = compared.facts.map(({ label, values: of }) => [label, ...of]);
  if (values.csv !== undefined) await writeCsv('compare', values.csv, [header, ...rows]);
  if (!values.table) return console.log(JSON.stringify(compared));
  console.log(textTable(header, rows));
  console.log(`\n${compared.sentence}`);
}

async function comparedModels(
  paths: Names,
  names: Names,
  values: OptionValues<typeof compareLine.options>,
): Promise<Comparison & Partial<Omit<ComparedPolicies, 'better'>>> {
  const [first, second] = [
    await askedModel('compare', paths[0], values),
    await askedModel('compare', paths[1], values),
  ];
  const cards = [first.card, second.card];
  const about = { kind: 'models', first: names[0], second: names[1], facts: comparedFacts(cards) } as const;
  if (!returnsCompare(cards))
    return {
      ...about,
      sameMarket: false,
      better: null,
      sentence:
        'They were trained in different markets or on different data: compare the gap closed, not the returns.',
    };
  const { episodes, seed } = values;
  const byRevenue = cards.some((card) => cardObjective(card) === 'revenue');
  const found = runToEnd(comparePoliciesSteps([first, second], { episodes, seed, byRevenue }));
  return { ...about, sameMarket: true, ...found, sentence: comparedSentence(names, found) };
}

function comparedRuns(first: RunRecord, second: RunRecord, names: Names) {
  const runs = [first, second] as const;
  const kept = runs.map(keptEvaluation);
  const [a, b] = runs.map(({ evaluations }) => bestEvaluation(evaluations)?.returns ?? []);
  const sameEpisodes = isSame(first.baselines?.keepReturns ?? [], second.baselines?.keepReturns ?? []);
  const difference = sameEpisodes && a!.length === b!.length ? pairedBootstrap(a!, b!) : null;
  const better = difference && betterBy(difference);
  const means = kept.map((evaluation) => evaluation?.meanReturn ?? NaN) as [number, number];
  return {
    kind: 'runs',
    first: names[0],
    second: names[1],
    sameMarket: sameEpisodes,
    better,
    runs: runs.map(figuresOf),
    reward: { means: means.map(finiteOrNull), difference },
    sentence: better
      ? runsSentence(names, better, [mean(a!), mean(b!)], difference, a!.length)
      : 'They were evaluated on different episodes: save their models with "train --out" and compare those to see how certain the difference is.',
    facts: runFacts(runs),
  } as const satisfies Comparison & Readonly<Record<string, unknown>>;
}

function figuresOf(run: RunRecord) {
  const kept = keptEvaluation(run);
  const { settings, steps, updates, elapsedSeconds, backend, data, baselines } = run;
  return {
    agent: settings.agent,
    seed: settings.seed,
    file: data?.fileName ?? null,
    profit: kept?.profit ?? null,
    keepPriceProfit: baselines?.profit?.keepPrice ?? null,
    return: kept?.meanReturn ?? null,
    againstKeep: kept?.againstKeep ?? null,
    gapClosed: kept?.gapClosed ?? null,
    gapInterval: kept?.gapInterval ?? null,
    reachedAfter: kept?.step ?? null,
    steps,
    updates,
    seconds: elapsedSeconds,
    backend,
  };
}

/** Results always, settings where they differ. */
function runFacts(runs: readonly [RunRecord, RunRecord]): readonly ComparedFact[] {
  const fact = (label: string, of: (run: RunRecord) => string): ComparedFact => {
    const values = runs.map(of);
    return { label, values, differs: new Set(values).size > 1 };
  };
  const of = (run: RunRecord) => keptEvaluation(run);
  const results = [
    fact('Profit an episode', (run) => amountOr(of(run)?.profit?.mean)),
    fact('Highest evaluation', (run) => (of(run) ? formatReturn(of(run)!.meanReturn) : '–')),
    fact('Gap closed', (run) => percentOr(of(run)?.gapClosed)),
    fact('Steps', ({ steps }) => String(steps)),
    fact('Updates', ({ updates }) => String(updates)),
    fact('Computed by', ({ backend }) => backend ?? '–'),
    fact('File', ({ data }) => data?.fileName ?? 'none'),
    fact('Data', ({ data }) => data?.fingerprint.slice(0, 12) ?? 'none'),
  ];
  const settings = settingDefinitions.map(({ name, label }) =>
    fact(label, ({ settings: set }) => String(set[name] ?? '–')),
  );
  return [...results, ...settings.filter(({ differs }) => differs)];
}

function runsSentence(
  [first, second]: Names,
  better: ComparedPolicies['better'],
  [a, b]: readonly [number, number],
  difference: Interval,
  episodes: number,
): string {
  const verdict =
    better === 'unclear'
      ? 'It is unclear which is better.'
      : `${better === 'first' ? first : second} is rewarded more.`;
  const figures = `${first} ${formatReturn(a)}, ${second} ${formatReturn(b)} reward an episode`;
  const interval = `the difference lies between ${formatSigned(difference.low)} and ${formatSigned(difference.high)}`;
  return `${verdict} ${figures}; ${interval} (95 %, ${episodes} episodes that both played).`;
}

function amountOr(value: number | undefined): string {
  return value === undefined ? '–' : formatAmount(value);
}

function percentOr(share: number | null | undefined): string {
  return share == null ? '–' : formatPercent(share, 0);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((value, i) => value === b[i]);
}
