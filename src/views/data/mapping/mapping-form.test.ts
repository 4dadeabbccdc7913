import { expect, test } from 'vitest';

import type { FilePreview } from '../../../core/table/dataset.ts';
import {
  answersOf,
  choicesOf,
  chosenAnswer,
  isListOfProducts,
  mappingProblem,
  needOfRole,
  readingsOfDate,
  sampleValues,
  withAnswer,
  withColumn,
} from './mapping-form.ts';

const preview: FilePreview = {
  fileName: 'orders.csv',
  fileBytes: 120,
  format: { encoding: 'utf-8', delimiter: ',', decimalSeparator: '.', dateOrder: 'dmy' },
  headers: ['when', 'tag', 'what'],
  sampleRows: [
    ['03/04/2025', '9.99', 'soap'],
    ['', '9.99', 'a very long product name that would not fit'],
    ['04/04/2025', ' ', 'soap'],
  ],
  mapping: {},
  questions: [{ kind: 'dateOrder', message: '', example: '03/04/2025' }],
};
const nothing = { dateOrder: null, decimalSeparator: null, encoding: null };

test('needOfRole: date and price are required, sales or units one of the two', () => {
  expect(needOfRole('date')).toBe('required');
  expect(needOfRole('units')).toBe('sales or units');
  expect(needOfRole('cost')).toBe('optional');
});

test('withColumn: a column given to one role is taken from the other', () => {
  const mapping = { date: 0, price: 1, sales: 2 };
  expect(withColumn(mapping, 'units', 2)).toEqual({ date: 0, price: 1, units: 2 });
  expect(withColumn(mapping, 'price', null)).toEqual({ date: 0, sales: 2 });
});

test('mappingProblem: names everything that is missing, then the date order', () => {
  expect(mappingProblem(preview, { mapping: {}, ...nothing })).toBe(
    'Still missing: a column for the date, the price and the sales (or the units).',
  );
  expect(mappingProblem(preview, { mapping: { date: 0, units: 2 }, ...nothing })).toBe(
    'Still missing: a column for the price.',
  );
  const mapping = { date: 0, price: 1, units: 2 };
  expect(mappingProblem(preview, { mapping, ...nothing })).toBe(
    'Still missing: whether the dates begin with the day or the month.',
  );
  expect(mappingProblem(preview, { mapping, ...nothing, dateOrder: 'mdy' })).toBeNull();
});

test('choicesOf: what was left as found is left out', () => {
  expect(choicesOf({ mapping: { date: 0 }, ...nothing, decimalSeparator: ',' })).toEqual({
    mapping: { date: 0 },
    decimalSeparator: ',',
  });
});

test('sampleValues: different values that are not blank, shortened', () => {
  expect(sampleValues(preview, 0)).toEqual(['03/04/2025', '04/04/2025']);
  expect(sampleValues(preview, 1)).toEqual(['9.99']);
  expect(sampleValues(preview, 2)).toEqual(['soap', 'a very long product name th…']);
});

test('readingsOfDate: both readings of an ambiguous date', () => {
  expect(readingsOfDate('03/04/2025')).toEqual({ dmy: '3 April 2025', mdy: '4 March 2025' });
  expect(readingsOfDate('1.2.25')).toEqual({ dmy: '1 February 2025', mdy: '2 January 2025' });
  expect(readingsOfDate('2025-03-04 is ISO')).toBeNull();
  expect(readingsOfDate('13/25/2025')).toBeNull();
});

test('choicesOf: goes back and forth with answersOf, and leaves out columns that are as found', () => {
  const given = { mapping: { date: 0, price: 1 }, dateOrder: 'mdy', year: 2024, splits: ['Store'] } as const;
  expect(choicesOf(answersOf(given))).toEqual(given);
  expect(choicesOf(answersOf({}))).toEqual({});
});

test('chosenAnswer: the first until another is chosen, the other choices kept', () => {
  const question = {
    kind: 'choice',
    about: 'days as columns',
    message: '',
    choices: [
      { label: 'Units', choices: { wideFigures: 'units' } },
      { label: 'Sales', choices: { wideFigures: 'sales' } },
    ],
  } as const;
  const before = answersOf({ encoding: 'utf-8' });
  expect(chosenAnswer(question, before)).toBe(0);
  const after = withAnswer(before, question.choices[1].choices);
  expect(chosenAnswer(question, after)).toBe(1);
  expect(choicesOf(after)).toEqual({ encoding: 'utf-8', wideFigures: 'sales' });
});

test('mappingProblem: columns as found count, and a year that is asked for is needed', () => {
  const found = {
    ...preview,
    mapping: { date: 0, price: 1, units: 2 },
    questions: [{ kind: 'year', message: '' }],
  } as const;
  expect(mappingProblem(found, answersOf({}))).toBe('Still missing: the year of the dates.');
  expect(mappingProblem(found, answersOf({ year: 2024 }))).toBeNull();
});

test('isListOfProducts: named products with prices, and neither days nor sales', () => {
  expect(isListOfProducts({ mapping: { productName: 0, price: 1, cost: 2 } })).toBe(true);
  expect(isListOfProducts({ mapping: { price: 1 } })).toBe(false);
  expect(isListOfProducts({ mapping: { productName: 0, price: 1, units: 2 } })).toBe(false);
  expect(isListOfProducts({ mapping: { productName: 0, price: 1, date: 2 } })).toBe(false);
});
