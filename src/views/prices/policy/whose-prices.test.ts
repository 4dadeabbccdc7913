import { expect, test } from 'vitest';

import { whosePrices } from './whose-prices.ts';

const tea = { fileName: 'tea.csv', fingerprint: 'a'.repeat(64) };
const soap = { fileName: 'soap.csv', fingerprint: 'b'.repeat(64) };

test('whosePrices: nothing where the model was trained on the loaded file', () => {
  expect(whosePrices({ origin: 'run', trainedOn: tea, loaded: { ...tea, fileName: 'copy.csv' } })).toBeNull();
  expect(whosePrices({ origin: 'run', trainedOn: null, loaded: null })).toBeNull();
});

test('whosePrices: names both files, whether the model was trained here or imported', () => {
  expect(whosePrices({ origin: 'run', trainedOn: tea, loaded: soap })).toEqual({
    title: 'These prices are for tea.csv, not for the loaded soap.csv',
    sentence: 'The model was trained on tea.csv. Load that file again, or train on soap.csv for its prices.',
  });
  expect(whosePrices({ origin: 'import', trainedOn: tea, loaded: soap })?.sentence).toContain(
    'those it was exported with',
  );
});

test('whosePrices: an import without its file, a file of the same name, a market without a file', () => {
  expect(whosePrices({ origin: 'import', trainedOn: tea, loaded: null })).toMatchObject({
    title: 'These prices are for tea.csv, which is not loaded',
    sentence: expect.stringContaining('Load tea.csv in Data') as string,
  });
  const changed = { ...tea, fingerprint: 'c'.repeat(64) };
  expect(whosePrices({ origin: 'run', trainedOn: tea, loaded: changed })?.title).toBe(
    'These prices are for another version of tea.csv',
  );
  expect(whosePrices({ origin: 'run', trainedOn: null, loaded: soap })).toMatchObject({
    title: 'These prices are for a market without a file',
    sentence: expect.stringContaining('not on soap.csv') as string,
  });
});
