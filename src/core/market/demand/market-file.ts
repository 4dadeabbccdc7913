// A demand market as a JSON file: the short names of golden/optimum.json on one side, our parameters on the other.

import { z } from 'zod';

import { issueWords } from '../../incoming/issue-words.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import { flatMonthFactors, flatWeekdayFactors } from './reference-market.ts';

const positive = z.number().positive();
const notNegative = z.number().min(0);

const marketObject = z.object({
  p0: positive,
  cost: notNegative,
  elasticity: z.number(),
  elasticityError: notNegative.default(0),
  q0: positive,
  noise: notNegative,
  /** null: no stock. */
  I0: positive.nullable(),
  days: z.number().int().positive(),
  maxChange: positive.lt(1),
  minMarkup: notNegative,
  maxPrice: positive.optional(),
  gamma: z.number().gt(0).max(1).default(1),
  weekdayFactors: z
    .array(notNegative)
    .length(7)
    .default([...flatWeekdayFactors]),
  monthFactors: z
    .array(notNegative)
    .length(12)
    .default([...flatMonthFactors]),
  startDay: z.number().int().default(0),
  rival: z.enum(['none', 'fixed', 'randomWalk', 'follower', 'undercutter']).default('none'),
  rivalPrice: positive.optional(),
  crossElasticity: z.number().default(0),
  wRevenue: z.number().default(0),
  wProfit: z.number(),
  wUnits: z.number(),
  wInventory: z.number(),
  wCompetitor: z.number().default(0),
  observation: z.enum(['scaled', 'plain']).optional(),
});

export interface MarketFile {
  readonly name: string;
  readonly parameters: DemandMarketParameters;
  /** Discount a day; 1 where the file says nothing. */
  readonly gamma: number;
}

/**
 * The market a JSON text describes: the market object itself, or an entry `{name, market, ...}` around it.
 *
 * @throws Error that names the file, the field, and what was expected.
 */
export function parseMarketFile(text: string, fileName: string): MarketFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${fileName}: expected a market as JSON, but the text is not JSON`);
  }
  const wrapped = z.object({ name: z.string().optional(), market: z.unknown() }).safeParse(value);
  const isEntry = wrapped.success && wrapped.data.market !== undefined;
  const parsed = marketObject.safeParse(isEntry ? wrapped.data.market : value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const where = issue.path.length > 0 ? `field "${issue.path.join('.')}"` : 'the market';
    throw new Error(`${fileName}, ${where}: ${issueWords(issue)}`);
  }
  const market = parsed.data;
  return {
    name: (isEntry ? wrapped.data.name : undefined) ?? fileName.replace(/\.[^.]*$/, ''),
    gamma: market.gamma,
    parameters: {
      referencePrice: market.p0,
      unitCost: market.cost,
      elasticity: market.elasticity,
      elasticityError: market.elasticityError,
      baseDemand: market.q0,
      demandNoise: market.noise,
      initialInventory: market.I0,
      days: market.days,
      maxDailyChange: market.maxChange,
      minMarkup: market.minMarkup,
      ...(market.maxPrice === undefined ? {} : { maxPrice: market.maxPrice }),
      weekdayFactors: market.weekdayFactors,
      monthFactors: market.monthFactors,
      startDay: market.startDay,
      rival: market.rival,
      rivalPrice: market.rivalPrice ?? market.p0,
      crossElasticity: market.crossElasticity,
      revenueWeight: market.wRevenue,
      profitWeight: market.wProfit,
      unitsWeight: market.wUnits,
      inventoryWeight: market.wInventory,
      competitorWeight: market.wCompetitor,
      ...(market.observation === undefined ? {} : { observation: market.observation }),
    },
  };
}
