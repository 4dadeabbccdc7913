// How a hold-out and what it says of a market are read back from a file.

import { z } from 'zod';

import { figure as boundedFigure, text } from '../incoming/bounds.ts';
import type { MarketError, ProductHoldOut } from './hold-out-figures.ts';
import type { MarketCheck } from './market-check.ts';

const number = boundedFigure;
const positive = z.int().min(1);
const interval = z.tuple([number, number]).readonly();
/** JSON has no NaN. */
const figure = number.nullable().transform((value) => value ?? Number.NaN);

const marketError = z.object({
  meanAbsolute: number,
  gain: number.nullable(),
  gainInterval: interval.nullable(),
}) satisfies z.ZodType<MarketError>;

const holdOut = z.object({
  trainingRows: positive,
  rows: positive,
  daysPerRow: number,
  salesMeaning: z.enum(['money', 'units']),
  priceMoved: z.boolean(),
  sevenDayMean: number,
  noChange: number,
  carried: marketError,
  asTheyAre: marketError,
  others: z.record(text(), marketError).exactOptional(),
});

export const productHoldOutSchema = z.union([
  z.object({ problem: text() }),
  holdOut,
]) satisfies z.ZodType<ProductHoldOut>;

export const marketCheckSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none'), problem: text() }),
  z.object({ kind: z.literal('product'), holdOut, error: marketError }),
  z.object({
    kind: z.literal('products'),
    products: positive,
    checked: positive,
    beating: z.int().min(0),
    shareInterval: interval,
    ofSevenDayMean: figure,
    ofNoChange: figure,
    daysPerRow: number,
  }),
]) satisfies z.ZodType<MarketCheck>;
