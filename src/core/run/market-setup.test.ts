import { expect, test } from 'vitest';

import { presetParameters } from '../market/demand/demand-setup.ts';
import { runProducts } from '../market/run-product.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import { marketSetupFor } from './market-setup.ts';
import { settingsFrom } from './run-settings.ts';
import { defaultSettings } from './settings.ts';

test('presetParameters: the default settings are the preset reference, to the letter', () => {
  expect(presetParameters(defaultSettings)).toEqual(referenceMarket);
});

test('marketSetupFor: the history market without a file says what to do', () => {
  expect(() => marketSetupFor(defaultSettings, [])).toThrow(
    'The history market replays past days, so it needs a sales file: load one in Data, or choose the demand market.',
  );
});

test('marketSetupFor: the preset needs no file', () => {
  const settings = settingsFrom({ market: 'demand', demandSource: 'preset' });
  const setup = marketSetupFor(settings, []);
  expect(setup.kind).toBe('demand');
  expect(setup.products).toHaveLength(1);
});

test('runProducts: as many as are fitted, with a hold-out where there is one', () => {
  const [tea, kettle] = [{ product: { id: 'tea' } }, { product: { id: 'kettle' } }] as never[];
  const fit = {} as never;
  const problem = { problem: 'It was not checked.' };
  expect(runProducts([tea!, kettle!], [fit], [])).toEqual([{ history: tea, demand: fit }]);
  expect(runProducts([tea!, kettle!], [fit, fit], [problem])).toEqual([
    { history: tea, demand: fit, holdOut: problem },
    { history: kettle, demand: fit },
  ]);
});
