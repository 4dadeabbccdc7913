import { expect, test } from 'vitest';

import { endingAt } from './product-name.tsx';

function lines(name: string): readonly [string, string] {
  const at = endingAt(name);
  return [name.slice(0, at), name.slice(at)];
}

test('endingAt: a long name keeps the words at its end together, for a second line', () => {
  expect(lines('Organic Cotton Blanket, Sage Green, Small (70 x 70 cm)')).toEqual([
    'Organic Cotton Blanket, Sage Green, ',
    'Small (70 x 70 cm)',
  ]);
  expect(lines('Marble Run 60 Pieces')).toEqual(['Marble Run ', '60 Pieces']);
  expect(lines('Cast Iron Skillet 26 cm')).toEqual(['Cast Iron ', 'Skillet 26 cm']);
});

test('endingAt: what splits a product stays whole', () => {
  expect(lines('Linen Apron · Store North')).toEqual(['Linen Apron', ' · Store North']);
});

test('endingAt: a short name and a last word too long for a line are one piece', () => {
  expect(endingAt('Dish Brush')).toBe(0);
  expect(endingAt('Donaudampfschifffahrtsgesellschaft')).toBe(0);
});

test('endingAt: a mark that joins two words stays at the end of the first line', () => {
  expect(lines('MiamiFtLauderdale-conventional')).toEqual(['MiamiFtLauderdale-', 'conventional']);
  expect(lines('coffee_beans_dark_roast_1kg')).toEqual(['coffee_beans_', 'dark_roast_1kg']);
  expect(lines('4006381333931-4006381333948-A')).toEqual(['4006381333931-', '4006381333948-A']);
});
