// `lab train`: one run without a browser. A run is one process with a settings file and a seed, so any job
// scheduler fans out a sweep.

import { agentNames, agents } from '../../core/agents/agents.ts';
import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { suggestPrices } from '../../core/decisions/suggest-price.ts';
import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { modelFileBytes } from '../../core/export/model/model-files.ts';
import { defaultMarket } from '../../core/market/default-market.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import { kindOf } from '../../core/market/kinds.ts';
import { setupCheck } from '../../core/market/market-check.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { type HistoryProduct, historyProduct, runProducts } from '../../core/market/run-product.ts';
import { marketOfFile, namedMarket } from '../../core/market/typed-in.ts';
import { createModelCard } from '../../core/model/create-model-card.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import type { BackendReport } from '../../core/run/backend.ts';
import { besideFixedPrice } from '../../core/run/beside-fixed-price.ts';
import type {
  Baselines,
  EvaluationRecord,
  PortfolioBaselines,
  PortfolioScore,
  TrainedModel,
} from '../../core/run/events.ts';
import { keptEvaluation, withSecondLook } from '../../core/run/kept-gap.ts';
import { marketSetupFor } from '../../core/run/market-setup.ts';
import { objectiveFor } from '../../core/run/objective.ts';
import { portfolioSettings, presetValues, runPresets } from '../../core/run/presets.ts';
import { program } from '../../core/run/program.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import { defaultSettings, type RunSettings } from '../../core/run/settings.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { startNodeBackend } from '../backend.ts';
import { type OptionValues, readLine } from '../command.ts';
import { trainLine } from '../commands.ts';
import { nodeEngines } from '../engines.ts';
import { marketCheckFields } from '../market-check-fields.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** Products named in the summary. */
const worstProducts = 10;

/**
 * Prints one JSON line per evaluation (`step, return, gapClosed, profit` an episode, `seconds`) and a summary line at the end;
 * of its seconds those of learning come after what the market could earn is computed. The summary is of the policy kept after
 * the second look (`secondLook`), and says how it stands beside the best fixed price. For several
 * products of a demand market `gapClosed` is the median product's, each line has the quartiles besides, and the
 * summary says how the kept policy did on each of them. For a
 * history market the summary says how well it predicts sales it has not seen (`holdOut`).
 *
 * @throws Error in one sentence for a bad option, file or setting.
 */
export async function trainCommand(args: readonly string[]): Promise<void> {
  const { values: options } = readLine(trainLine, args);
  const engine = engineOf(options);
  const asked = await changesOf(options);
  const ground = await groundOf(options.market, asked, options.choices, options.join);
  const { setup } = ground;
  const changes = { ...asked, market: setup.kind };
  const isPortfolio = !kindOf(setup).replay && setup.products.length > 1;
  const agent = settingsFrom(changes).agent;
  const settings = settingsFrom(isPortfolio ? { ...portfolioSettings(agent), ...changes } : changes);
  const backend = await startNodeBackend(options.backend);
  process.stderr.write(`Training ${agents[settings.agent].title} on ${backend.name}: ${backend.reason}\n`);
  if (isPortfolio)
    process.stderr.write(
      `One policy for ${setup.products.length} products: what the settings leave open is as in the starting point Portfolio.\n`,
    );

  const { startTraining } = await import('../../learning/trainer.ts');
  const run = startTraining(
    settings,
    setup,
    nodeEngines(backend, engine, options.threads === '1' ? 1 : 'auto'),
  );
  const startedAt = performance.now();
  const seconds = () => round((performance.now() - startedAt) / 1000, 3);
  let updates = 0;
  let learningSince = 0;
  let ran = backend;
  let evaluations: readonly EvaluationRecord[] = [];
  let baselines: Baselines | null = null;
  let score: PortfolioScore | null = null;
  let trained: TrainedModel | null;
  try {
    for await (const event of run.events) {
      if (event.type === 'update') updates = event.updates;
      if (event.type === 'engine') {
        learningSince = seconds();
        ran = event.backend;
        if (ran.name !== backend.name) process.stderr.write(`${ran.reason}\n`);
      }
      if (event.type === 'baselines') {
        baselines = event.baselines;
      }
      if (event.type === 'portfolioCheck') score = event.score;
      if (event.type === 'secondLook') evaluations = withSecondLook(evaluations, event);
      if (event.type !== 'evaluation') continue;
      evaluations = [...evaluations, event.evaluation];
      const { step, meanReturn, gapClosed, isBest, portfolio, profit } = event.evaluation;
      if (isBest) score = portfolio ?? null;
      print({
        step,
        return: round(meanReturn),
        gapClosed: round(gapClosed),
        profit: round(profit?.mean ?? null),
        ...(portfolio ? quartileFields(portfolio) : {}),
        seconds: seconds(),
      });
    }
    trained = await run.model();
  } finally {
    run.dispose();
  }
  print({
    ...keptFields(evaluations, baselines),
    updates,
    secondsTraining: seconds(),
    secondsLearning: round(seconds() - learningSince, 3),
    agent: settings.agent,
    seed: settings.seed,
    backend: ran.name,
    ...marketCheckFields(setupCheck(setup)),
    ...(baselines?.portfolio && score ? portfolioFields(baselines.portfolio, score, setup) : {}),
  });
  if (options.out !== undefined)
    await writeModel(options.out, trained, { ...ground, settings, backend: ran });
}

/**
 * The kept policy beside the simple ones. Where several were tried once more at the end, its figures are those of that look;
 * a portfolio's gap stays that of the evaluation that chose it, its check stands besides.
 */
function keptFields(evaluations: readonly EvaluationRecord[], baselines: Baselines | null) {
  const kept = keptEvaluation({ evaluations, portfolioCheck: null });
  const beside = kept && besideFixedPrice(kept, baselines);
  const look = kept?.secondLook;
  return {
    bestReturn: round(kept?.meanReturn ?? null),
    gapClosed: round(kept?.gapClosed ?? null),
    profit: {
      policy: round(kept?.profit?.mean ?? null),
      keepPrice: round(baselines?.profit?.keepPrice ?? null),
      bestFixedPrice: round(beside?.profit?.fixedPrice ?? baselines?.profit?.bestFixedPrice ?? null),
    },
    ...(beside
      ? {
          bestFixedPrice: {
            price: beside.price,
            return: round(beside.fixedPrice),
            policyIs: beside.standing,
            difference: beside.difference?.map((end) => round(end)) ?? null,
          },
        }
      : {}),
    ...(kept && look
      ? { secondLook: { step: kept.step, finalists: look.finalists, episodes: look.episodes } }
      : {}),
  };
}

/** The bundle that the page's "Export model" writes, with prices under the default guardrails in it. */
async function writeModel(
  path: string,
  trained: TrainedModel | null,
  { settings, setup, data, pasts, backend }: Ground & { settings: RunSettings; backend: BackendReport },
): Promise<void> {
  if (!trained)
    throw new Error('train: the run was too short to learn anything, so there is no model to write');
  const { architecture, weights } = trained.snapshot;
  const card = createModelCard({ createdBy: program, settings, setup, data, backend: backend.name }, trained);
  const suggestions = suggestPrices(createPolicy(architecture, weights), setup, pasts, defaultGuardrails);
  const bytes = modelFileBytes('zip', { card, weights, suggestions });
  await writeFile(path, bytes).catch((error: unknown) => {
    throw new Error(`train: cannot write ${path}: ${sentenceOf(error)}`, { cause: error });
  });
  process.stderr.write(`Wrote ${path}: ${agents[card.agent].title} for ${setup.products.length} products.\n`);
}

function quartileFields({ quartiles }: PortfolioScore) {
  return {
    medianGapClosed: round(quartiles?.median ?? null),
    lowerQuartile: round(quartiles?.lower ?? null),
    upperQuartile: round(quartiles?.upper ?? null),
  };
}

/** How the kept policy did on the check at the end, product by product from the worst on. */
function portfolioFields(
  { products, ofProducts }: PortfolioBaselines,
  score: PortfolioScore,
  setup: MarketSetup,
): Record<string, unknown> {
  const names = kindOf(setup).productNames(setup);
  const rows = products
    .map(({ product, keepPrice, bestFixedPrice, optimum }, k) => ({
      product: names[product],
      gapClosed: round(score.gaps[k]!),
      keepPrice: round(keepPrice),
      return: round(score.returns[k]!),
      bestFixedPrice: { price: bestFixedPrice.price, return: round(bestFixedPrice.ret) },
      optimum: round(optimum),
    }))
    .sort((a, b) => (a.gapClosed ?? Infinity) - (b.gapClosed ?? Infinity));
  const counted = rows.filter(({ gapClosed }) => gapClosed !== null);
  return {
    ...quartileFields(score),
    products: ofProducts,
    evaluatedProducts: products.length,
    countedProducts: counted.length,
    episodesPerProduct: score.episodesPerProduct,
    worst: counted.slice(0, worstProducts),
    nothingToGain: rows.filter(({ gapClosed }) => gapClosed === null).map(({ product }) => product),
  };
}

type TrainOptions = OptionValues<typeof trainLine.options>;

/** The engine that was asked for, or the one that goes with the backend. */
function engineOf({ backend, engine }: TrainOptions): 'fused' | 'portable' {
  if (engine === 'fused' && backend === 'cpu')
    throw new Error('train: the fused engine runs on --backend wasm; on cpu there is --engine portable');
  return engine ?? (backend === 'cpu' ? 'portable' : 'fused');
}

/** What is asked for: the starting point, the settings file, then the options of the command line. */
async function changesOf(options: TrainOptions): Promise<Record<string, unknown>> {
  const fromFile = options.settings === undefined ? {} : await jsonObject(options.settings);
  const changes: Record<string, unknown> = { ...fromFile };
  if (options.agent !== undefined) changes['agent'] = options.agent;
  if (options.steps !== undefined) changes['trainingSteps'] = numberOrText(options.steps);
  if (options.seed !== undefined) changes['seed'] = numberOrText(options.seed);
  const preset = runPresets.find(({ name }) => name === options.preset);
  if (!preset) return changes;
  const agent = agentNames.find((name) => name === changes['agent']) ?? defaultSettings.agent;
  return { ...presetValues(preset, agent), ...changes };
}

/** What is no number stays as it was written, so that the complaint can show it. */
function numberOrText(text: string): number | string {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

async function jsonObject(path: string): Promise<Record<string, unknown>> {
  const value: unknown = await textOf(path).then((text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new Error(`${basename(path)}: expected settings as a JSON object, but the text is not JSON`);
    }
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${basename(path)}: expected settings as a JSON object such as {"hiddenUnits": 128}`);
  return value as Record<string, unknown>;
}

/** Where a run happens and where that comes from. */
interface Ground {
  readonly setup: MarketSetup;
  readonly data: { readonly fileName: string; readonly fingerprint: string } | null;
  /** What a demand market's products sold; empty for a market without a past, or one that holds it itself. */
  readonly pasts: readonly HistoryProduct[];
}

async function groundOf(
  market: string,
  asked: Readonly<Record<string, unknown>>,
  choices: string | undefined,
  join: readonly string[],
): Promise<Ground> {
  const wished = settingsFrom(asked);
  const typedIn = market.toLowerCase().endsWith('.json')
    ? marketOfFile(await textOf(market), basename(market), wished)
    : namedMarket(market, wished);
  if (typedIn) return { setup: typedIn, data: null, pasts: [] };
  const { histories, fileName, fingerprint } = await readDataset(
    market,
    await readChoicesFile(choices),
    join,
  );
  const demand = summarizeDemand(histories);
  const isChosen = Object.hasOwn(asked, 'market');
  const holdOuts = isChosen && !kindOf(wished).replay ? [] : holdOutProducts(histories);
  const products = runProducts(histories, demand, holdOuts);
  const usual = isChosen ? null : defaultMarket(products);
  const settings = usual ? { ...wished, market: usual.market } : wished;
  if (usual) process.stderr.write(`${usual.sentence}\n`);
  process.stderr.write(`${objectiveFor(settings, products).sentence}\n`);
  const setup = marketSetupFor(settings, products);
  const kind = kindOf(settings);
  const isOfFile = kind.isOfFile(settings);
  return {
    setup,
    data: isOfFile ? { fileName, fingerprint } : null,
    pasts: isOfFile && !kind.replay ? products.map(historyProduct) : [],
  };
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new Error(`train: cannot read the file ${path}`);
  });
}

function print(line: Record<string, unknown>): void {
  console.log(JSON.stringify(line));
}

function round(value: number, digits?: number): number;
function round(value: number | null, digits?: number): number | null;
function round(value: number | null, digits = 4): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
