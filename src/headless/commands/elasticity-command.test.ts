import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

import golden from '../../core/demand/golden/known-elasticity.fit.json' with { type: 'json' };
import { elasticityCommand } from './elasticity-command.ts';

interface Entry {
  readonly product: string;
  readonly terms: readonly string[];
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly dispersion: number;
  readonly elasticity: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly verdict: string;
  readonly pooled: { readonly products: number; readonly standardError: number } | null;
  readonly quantityBreaks: unknown;
  readonly experiment: { readonly price: number; readonly days: number } | null;
  readonly ownElasticity?: { readonly interval: readonly [number, number] };
  readonly crossElasticity?: { readonly interval: readonly [number, number] };
  readonly withoutCompetitor?: { readonly value: number; readonly interval: readonly [number, number] };
  readonly marketElasticityError: number;
}

async function printed(file: URL, ...options: readonly string[]): Promise<readonly Entry[]> {
  const log = vi.spyOn(console, 'log').mockReturnValue(undefined);
  try {
    await elasticityCommand([fileURLToPath(file), ...options]);
    return (JSON.parse(String(log.mock.calls[0]![0])) as { products: Entry[] }).products;
  } finally {
    log.mockRestore();
  }
}

test('elasticity --model plain: agrees with the reference fits to 1e-4, with interval, verdict and experiment', async () => {
  const products = await printed(
    new URL('../../core/demand/golden/known-elasticity.csv', import.meta.url),
    '--model',
    'plain',
  );
  expect(products.map(({ product }) => product)).toEqual(golden.products.map(({ product }) => product));
  golden.products.forEach((expected, i) => {
    const found = products[i]!;
    expect(found.terms).toEqual(expected.terms);
    expected.coefficients.forEach((value, j) => expect(found.coefficients[j]).toBeCloseTo(value, 4));
    expected.standardErrors.forEach((value, j) => expect(found.standardErrors[j]).toBeCloseTo(value, 4));
    expect(found.dispersion).toBeCloseTo(expected.dispersion, 4);
    const [low, high] = found.interval;
    expect(high - low).toBeCloseTo(2 * 1.959964 * found.standardError, 4);
    expect(found.quantityBreaks).toBeNull();
    expect(found.pooled).toBeNull(); // the file has no categories
    if (found.verdict === 'answers') expect(found.experiment).toBeNull();
  });
  const verdicts = products.map(({ verdict }) => verdict);
  expect(
    ['answers', 'leans', 'cannot tell'].map((word) => verdicts.filter((v) => v === word).length),
  ).toEqual([5, 2, 5]);
});

test('elasticity: on the demo catalogue both own elasticities, the rival and the category stand beside each other', async () => {
  const products = await printed(new URL('../../../public/demo/catalogue.csv', import.meta.url));
  for (const { ownElasticity, withoutCompetitor, crossElasticity, pooled, ...rest } of products) {
    expect(pooled!.products).toBe(10);
    expect(pooled!.standardError).toBe(rest.marketElasticityError);
    for (const { interval } of [ownElasticity!, withoutCompetitor!, crossElasticity!])
      expect(interval[0]).toBeLessThan(interval[1]);
    expect(rest.quantityBreaks).toBeNull();
  }
  expect(products.filter(({ verdict }) => verdict === 'answers').length).toBe(51);
});

test('elasticity: one clear sentence for bad input', async () => {
  await expect(elasticityCommand([])).rejects.toThrow(
    'elasticity: expected one file with sales; usage: elasticity FILE.csv',
  );
  await expect(elasticityCommand(['a.csv', '--model', 'best'])).rejects.toThrow(/^elasticity: --model/);
  await expect(elasticityCommand(['nowhere.csv'])).rejects.toThrow('There is no file "nowhere.csv".');
});
