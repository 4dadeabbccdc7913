import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { parseMarketFile } from '../../market/demand/market-file.ts';
import { highestShare, seasonOptimum } from './stocked-season-scenario.ts';

interface Golden {
  readonly name: string;
  readonly optimalReturn: number;
}

const text = readFileSync(new URL('../../market/demand/golden/optimum.json', import.meta.url), 'utf8');
const { markets: goldens } = JSON.parse(text) as { readonly markets: readonly Golden[] };

// The preset's own reward pays for prices far above the exam's highest, so it is not among them.
test.each(['profit-only', 'elastic-slow-mover'])(
  'seasonOptimum: %s agrees with its reference result within a thousandth, on the coarser grid',
  (name) => {
    const golden = goldens.find((one) => one.name === name)!;
    const { parameters } = parseMarketFile(JSON.stringify(golden), name);
    const { referencePrice, baseDemand } = parameters;
    const optimum = seasonOptimum({ ...parameters, maxPrice: highestShare * referencePrice });
    expect(Math.abs(optimum / (referencePrice * baseDemand) / golden.optimalReturn - 1)).toBeLessThan(0.001);
  },
);
