import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { optimum } from '../../core/market/demand/demand-dynamic-program.ts';
import { referenceMarket } from '../../core/market/demand/reference-market.ts';
import { optimumCommand } from './optimum-command.ts';

let folder: string;
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'optimum-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const short = { ...referenceMarket, days: 4, demandNoise: 0, initialInventory: null };
const asFile = {
  p0: 20,
  cost: 10,
  elasticity: -1.5,
  q0: 100,
  noise: 0,
  I0: null,
  days: 4,
  maxChange: 0.5,
  minMarkup: 1.1,
  wProfit: 0.4,
  wUnits: 0.3,
  wInventory: 0.3,
};

async function figuresOf(market: unknown): Promise<unknown> {
  const path = join(folder, 'market.json');
  await writeFile(path, JSON.stringify(market));
  await optimumCommand([path]);
  return JSON.parse(printed.pop()!);
}

test('optimum: what the dynamic programme of the market finds, discounted as its file says', async () => {
  const { optimalReturn, keepPrice, bestFixedPrice } = optimum(short);
  expect(await figuresOf(asFile)).toEqual({ optimalReturn, keepPrice, bestFixedPrice });
  const discounted = optimum(short, { gamma: 0.9 });
  expect(discounted.optimalReturn).toBeLessThan(optimalReturn);
  expect(await figuresOf({ ...asFile, gamma: 0.9 })).toMatchObject({
    optimalReturn: discounted.optimalReturn,
  });
  expect(await figuresOf({ name: 'Short', market: { ...asFile, gamma: 0.9 } })).toMatchObject({
    optimalReturn: discounted.optimalReturn,
  });
});

test('optimum: a market without one says why', async () => {
  const rival = { ...asFile, rival: 'follower', rivalPrice: 20 };
  await expect(figuresOf(rival)).rejects.toThrow(
    'The optimum is not computed where the rival reacts to our price.',
  );
  await expect(figuresOf({ ...asFile, maxChange: 1 })).rejects.toThrow('market.json, field "maxChange"');
  await expect(figuresOf({ ...asFile, kind: 'bazaar' })).rejects.toThrow('There is no market "bazaar"');
});
