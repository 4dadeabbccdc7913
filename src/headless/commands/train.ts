// `lab train`: one run without a browser. A run is one process with a settings file and a seed, so any job
// scheduler fans out a sweep.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import { setupCheck } from '../../core/market/market-check.ts';
import { parseMarketFile } from '../../core/market/market-file.ts';
import type { DemandMarketParameters, MarketSetup } from '../../core/market/market.ts';
import { referenceMarket } from '../../core/market/reference-market.ts';
import type { PortfolioScore, PortfolioYardsticks, ProfitYardsticks } from '../../core/run/events.ts';
import { marketSetupFor, runProducts } from '../../core/run/market-setup.ts';
import { objectiveFor, payingFor } from '../../core/run/objective.ts';
import { portfolioSettings } from '../../core/run/presets.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import { startNodeBackend } from '../backend.ts';
import { nodeEngines } from '../engines.ts';
import { marketCheckFields } from '../market-check-fields.ts';
import { readDataset } from '../read-dataset.ts';

const usage =
  'train --market reference|MARKET.json|FILE.csv --agent sac|ddpg|td3 --steps N --seed K [--settings S.json] [--backend wasm|cpu] [--engine fused|portable] [--threads auto|1]';

/** Products named in the summary. */
const worstProducts = 10;

/**
 * Prints one JSON line per evaluation (`step, return, gapClosed, profit` an episode, `seconds`) and a summary line at the end. For several
 * products of a demand market `gapClosed` is the median product's, each line has the quartiles besides, and the
 * summary says how the kept policy did on each of them. For a
 * history market the summary says how well it predicts sales it has not seen (`holdOut`).
 *
 * @throws Error in one sentence for a bad option, file or setting.
 */
export async function trainCommand(args: readonly string[]): Promise<void> {
  const options = optionsFrom(args);
  const changes = await changesOf(options);
  const setup = await setupOf(options.market, settingsFrom(changes));
  const isPortfolio = setup.kind === 'demand' && setup.products.length > 1;
  const settings = settingsFrom(isPortfolio ? { ...portfolioSettings, ...changes } : changes);
  const backend = await startNodeBackend(options.backend);
  process.stderr.write(`Training ${settings.agent.toUpperCase()} on ${backend.name}: ${backend.reason}\n`);
  if (isPortfolio)
    process.stderr.write(
      `One policy for ${setup.products.length} products: what the settings leave open is as in the starting point Portfolio.\n`,
    );

  const { startTraining } = await import('../../learning/trainer.ts');
  const run = startTraining(settings, setup, nodeEngines(backend, options.engine, options.threads));
  const startedAt = performance.now();
  const seconds = () => round((performance.now() - startedAt) / 1000, 3);
  let updates = 0;
  let best: { meanReturn: number; gapClosed: number | null; profit: number | null } | null = null;
  let profitBeside: ProfitYardsticks | null = null;
  let yardsticks: PortfolioYardsticks | null = null;
  let score: PortfolioScore | null = null;
  try {
    for await (const event of run.events) {
      if (event.type === 'update') updates = event.updates;
      if (event.type === 'baselines') {
        yardsticks = event.baselines.portfolio ?? null;
        profitBeside = event.baselines.profit ?? null;
      }
      if (event.type === 'portfolioCheck') score = event.score;
      if (event.type !== 'evaluation') continue;
      const { step, meanReturn, gapClosed, isBest, portfolio, profit } = event.evaluation;
      if (isBest) {
        best = { meanReturn, gapClosed, profit: profit?.mean ?? null };
        score = portfolio ?? null;
      }
      print({
        step,
        return: round(meanReturn),
        gapClosed: round(gapClosed),
        profit: round(profit?.mean ?? null),
        ...(portfolio ? quartileFields(portfolio) : {}),
        seconds: seconds(),
      });
    }
  } finally {
    run.dispose();
  }
  print({
    bestReturn: best ? round(best.meanReturn) : null,
    gapClosed: best ? round(best.gapClosed) : null,
    profit: {
      policy: best && round(best.profit),
      keepPrice: round(profitBeside?.keepPrice ?? null),
      bestFixedPrice: round(profitBeside?.bestFixedPrice ?? null),
    },
    updates,
    secondsTraining: seconds(),
    agent: settings.agent,
    seed: settings.seed,
    backend: backend.name,
    ...marketCheckFields(setupCheck(setup)),
    ...(yardsticks && score ? portfolioFields(yardsticks, score, setup) : {}),
  });
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
  { products, ofProducts }: PortfolioYardsticks,
  score: PortfolioScore,
  setup: MarketSetup,
): Record<string, unknown> {
  const names = setup.kind === 'demand' ? setup.products.map(({ name }) => name) : [];
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

interface TrainOptions {
  readonly market: string;
  readonly agent: string | undefined;
  readonly steps: string | undefined;
  readonly seed: string | undefined;
  readonly settings: string | undefined;
  readonly backend: 'wasm' | 'cpu';
  readonly engine: 'fused' | 'portable';
  /** `1` where several runs share a machine. */
  readonly threads: 'auto' | 1;
}

function optionsFrom(args: readonly string[]): TrainOptions {
  const option = { type: 'string' } as const;
  let values: Record<string, string | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        market: option,
        agent: option,
        steps: option,
        seed: option,
        settings: option,
        backend: option,
        engine: option,
        threads: option,
      },
    }));
  } catch (error) {
    throw new Error(`train: ${(error as Error).message.split('\n')[0]}; usage: ${usage}`, { cause: error });
  }
  const { market, backend = 'wasm', engine = backend === 'wasm' ? 'fused' : 'portable', ...rest } = values;
  if (market === undefined) throw new Error(`train: --market is missing; usage: ${usage}`);
  if (backend !== 'wasm' && backend !== 'cpu')
    throw new Error(`train: --backend is wasm or cpu here, got "${backend}"`);
  if (engine !== 'fused' && engine !== 'portable')
    throw new Error(`train: --engine is fused or portable, got "${engine}"`);
  if (engine === 'fused' && backend === 'cpu')
    throw new Error('train: the fused engine runs on --backend wasm; on cpu there is --engine portable');
  const { agent, steps, seed, settings, threads = 'auto' } = rest;
  if (threads !== 'auto' && threads !== '1')
    throw new Error(`train: --threads is auto or 1, got "${threads}"`);
  return {
    market,
    backend,
    engine,
    agent,
    steps,
    seed,
    settings,
    threads: threads === '1' ? 1 : 'auto',
  };
}

/** What is asked for: the settings file, then the options of the command line. */
async function changesOf(options: TrainOptions): Promise<Record<string, unknown>> {
  const fromFile = options.settings === undefined ? {} : await jsonObject(options.settings);
  const changes: Record<string, unknown> = { ...fromFile };
  if (options.agent !== undefined) changes['agent'] = options.agent;
  if (options.steps !== undefined) changes['trainingSteps'] = numberOrText(options.steps);
  if (options.seed !== undefined) changes['seed'] = numberOrText(options.seed);
  return changes;
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

async function setupOf(market: string, settings: RunSettings): Promise<MarketSetup> {
  if (market === 'reference')
    return {
      kind: 'demand',
      products: [{ name: 'reference', parameters: asSet(settings, referenceMarket) }],
    };
  if (market.toLowerCase().endsWith('.json')) {
    const { name, parameters } = parseMarketFile(await textOf(market), basename(market));
    return { kind: 'demand', products: [{ name, parameters: asSet(settings, parameters) }] };
  }
  const { histories } = await readDataset(market);
  const demand = summarizeDemand(histories);
  const holdOuts = settings.market === 'history' ? holdOutProducts(histories) : [];
  const products = runProducts(histories, demand, holdOuts);
  process.stderr.write(`${objectiveFor(settings, products).sentence}\n`);
  return marketSetupFor(settings, products);
}

/** A market of its own, paying for what the settings ask, seen as they or its file say. */
function asSet(settings: RunSettings, parameters: DemandMarketParameters): DemandMarketParameters {
  const { observation } = settings;
  const paying = payingFor(settings.objective === 'auto' ? 'weights' : settings.objective, parameters);
  return observation === 'plain' ? { ...paying, observation } : paying;
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
