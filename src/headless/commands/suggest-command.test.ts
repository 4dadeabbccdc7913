// An exported model, a file and guardrails in, suggestions as JSON out: the very prices the lab's own functions give.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { pricesCsv } from '../../core/decisions/prices-csv.ts';
import { suggestPrices } from '../../core/decisions/suggest-price.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { writeModelBundle } from '../../core/export/model/model-bundle.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import { modelOf } from '../../core/market/market-models.ts';
import { observationSizeOf } from '../../core/market/observation-size.ts';
import { historyProduct } from '../../core/market/run-product.ts';
import { createModelCard } from '../../core/model/create-model-card.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import { initialActorWeights } from '../../core/policy/initial-weights.ts';
import type { ActorArchitecture } from '../../core/policy/policy.ts';
import { Random } from '../../core/random.ts';
import { marketSetupFor } from '../../core/run/market-setup.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import { readDataset } from '../read-dataset.ts';
import { suggestCommand } from './suggest-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'suggest-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const printed: string[] = [];
const said: string[] = [];
beforeEach(() => {
  printed.length = 0;
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Eighty days of two products that sell about `scale / price`. */
function salesCsv(shift: number): string {
  const lines = ['Date,Product ID,Category,Price,Units,Cost'];
  for (let t = 0; t < 80; t++)
    for (const [id, scale] of [
      ['tea', 400],
      ['mug', 900],
    ] as const) {
      const price = [10, 12, 14, 16][t % 4]! + shift;
      const day = new Date(Date.UTC(2025, 0, 1 + t)).toISOString().slice(0, 10);
      lines.push(`${day},${id},kitchen,${price},${Math.round(scale / price) + ((t * 5) % 7)},6`);
    }
  return lines.join('\n');
}

const sales = file('sales.csv', salesCsv(0));

/** A model of the file as a run leaves it, with weights nobody trained. */
async function model(market: 'history' | 'demand', readsNumbers?: number) {
  const { histories, fileName, fingerprint } = await readDataset(sales);
  const holdOuts = holdOutProducts(histories);
  const demand = summarizeDemand(histories);
  const products = histories.map((history, i) => ({
    history,
    demand: demand[i]!,
    holdOut: holdOuts[i]!,
  }));
  const settings = settingsFrom({ market, demandSource: 'file' });
  const setup = marketSetupFor(settings, products);
  const architecture: ActorArchitecture = {
    agent: 'sac',
    observationSize: readsNumbers ?? observationSizeOf(setup, modelOf(setup).observationSizes),
    actionSize: 1,
    hidden: [8, 8],
    layerNorm: true,
    inputNorm: true,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
  const weights = initialActorWeights(architecture, new Random(5));
  const trained = {
    snapshot: { architecture, weights },
    step: 1000,
    updates: 200,
    bestReturn: 1.5,
    evaluationEpisodes: 32,
  };
  const card = createModelCard(
    { createdBy: 'a test', settings, setup, data: { fileName, fingerprint }, backend: 'cpu' },
    trained,
  );
  const path = file(`${market}.zip`, writeModelBundle({ card, weights, suggestions: [] }));
  const pasts = market === 'demand' ? products.map(historyProduct) : [];
  const expected = suggestPrices(createPolicy(architecture, weights), setup, pasts, defaultGuardrails);
  return { path, expected };
}

const answer = () =>
  JSON.parse(printed.join('\n')) as { suggestions: Suggestion[]; unusable: unknown[]; holdOut?: unknown };

describe('suggest', () => {
  test.each([
    ['history', 98],
    ['demand', 8],
  ] as const)(
    'a model for several products of the %s market from before, which reads %i numbers, still prices its file',
    async (market, numbers) => {
      const { path, expected } = await model(market, numbers);
      await suggestCommand([sales, '--model', path]);
      expect(answer().suggestions).toEqual(expected);
      expect(expected.every(({ policyPrice }) => Number.isFinite(policyPrice))).toBe(true);
    },
  );

  test.each(['history', 'demand'] as const)('a model of the %s market prices its file', async (market) => {
    const { path, expected } = await model(market);
    await suggestCommand([sales, '--model', path]);
    expect(answer().suggestions).toEqual(expected);
    expect(answer().suggestions.map(({ productId }) => productId)).toEqual(['tea', 'mug']);
    const check = market === 'history' ? { products: 2, checked: 2, beating: 2, verdict: 'unclear' } : null;
    if (check) expect(answer().holdOut).toMatchObject(check);
    else expect(answer()).not.toHaveProperty('holdOut');
    expect(said).toEqual([]);
  });

  test('a readable table has the names', async () => {
    const { path, expected } = await model('demand');
    const csv = join(folder, 'prices.csv');
    await suggestCommand([sales, '--model', path, '--csv', csv, '--table']);
    expect(readFileSync(csv, 'utf8')).toBe(pricesCsv(expected, {}));
    const lines = printed.join('\n').split('\n');
    expect(lines[0]).toMatch(/^\| product +\| name +\| +now \| +suggested/);
    expect(
      lines.slice(2).map((line) =>
        line
          .split('|')
          .slice(1, 5)
          .map((cell) => cell.trim()),
      ),
    ).toEqual(
      expected.map(({ productId, productName, currentPrice, price }) => [
        productId,
        productName,
        currentPrice.toFixed(2),
        price!.toFixed(2),
      ]),
    );
  });

  test('guardrails of a file hold', async () => {
    const { path } = await model('demand');
    const rails = { all: { ending: { kind: 'ending', cents: 99 } }, products: { mug: { maxPrice: 9 } } };
    const [tea, mug] = await suggestCommand([
      sales,
      '--model',
      path,
      '--guardrails',
      file('g.json', JSON.stringify(rails)),
    ]).then(() => answer().suggestions);
    // Whatever may be charged instead of today's price ends as the rule says.
    const others = tea!.recommendation.candidates.filter(({ name }) => name !== 'keep');
    expect(others.length).toBeGreaterThan(0);
    for (const { price } of others) expect(Math.round(price * 100) % 100).toBe(99);
    // Today's 16.00 less 15 % is 13.60
    expect(mug!.infeasible!.rules).toEqual(['largestChange', 'priceRange']);
  });

  test('a demand model prices another file with markets calibrated anew, and says so', async () => {
    const { path } = await model('demand');
    await suggestCommand([file('newer.csv', salesCsv(1)), '--model', path]);
    expect(answer().suggestions.map(({ currentPrice }) => currentPrice)).toEqual([17, 17]);
    expect(said.join('')).toContain('trained on another file (sales.csv)');
  });

  test('a history model refuses a file with other ranges', async () => {
    const { path } = await model('history');
    await expect(suggestCommand([file('other.csv', salesCsv(1)), '--model', path])).rejects.toThrow(
      'The loaded file is read differently than when the model was trained',
    );
  });

  test('bad input is one sentence', async () => {
    const { path } = await model('demand');
    const usage =
      'usage: suggest FILE.csv --model MODEL.zip [--guardrails G.json] [--choices C.json] [--join FILE] ... [--margin PERCENT] [--costs COSTS.json] [--tests TESTS.json] [--csv OUT.csv] [--xlsx OUT.xlsx] [--table]';
    const refused = (...args: string[]) => expect(suggestCommand(args)).rejects;
    await refused().toThrow(`suggest: expected one file with sales; ${usage}`);
    await refused(sales).toThrow(`suggest: --model is missing; ${usage}`);
    await refused(sales, '--modle', 'x').toThrow(/^suggest: Unknown option '--modle'.*; usage: suggest /);
    await refused(sales, '--model', 'nowhere.zip').toThrow('suggest: cannot read the file nowhere.zip');
    await refused(sales, '--model', sales).toThrow(
      /^sales.csv: The model cannot be imported: it is not a zip file/,
    );
    await refused('nowhere.csv', '--model', path).toThrow('There is no file "nowhere.csv".');
    const rails = (text: string) => refused(sales, '--model', path, '--guardrails', file('bad.json', text));
    await rails('{').toThrow('bad.json: expected guardrails as a JSON object, but the text is not JSON');
    await rails('{"all": {"minMarginPercent": 120}}').toThrow(
      'bad.json: The guardrails cannot be used: all.minMarginPercent: expected at most 95',
    );
    await rails('{"all": {"margin": 1}}').toThrow('all: there is no such entry as "margin"');
    await rails('{"products": {"tea": {"minPrice": 9, "maxPrice": 8}}}').toThrow(
      'products.tea: the lowest price 9.00 is above the highest 8.00; swap them',
    );
    expect(printed).toEqual([]);
  });
});
