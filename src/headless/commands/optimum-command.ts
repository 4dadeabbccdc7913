// `lab optimum MARKET`: the best that can be earned in a market, and two simple policies beside it.

import { basename } from 'node:path';

import { createMarket } from '../../core/market/create-market.ts';
import { kindOf, titleOf } from '../../core/market/kinds.ts';
import type { MarketOptimum } from '../../core/market/market-model.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { modelOf } from '../../core/market/market-models.ts';
import { discountIn, marketOfFile, namedMarket } from '../../core/market/typed-in.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import { readLine } from '../command.ts';
import { bytesOf } from '../file-source.ts';
import { optimumLine } from '../lines/training-lines.ts';
import { refuseUnknownName } from '../training/asked-run.ts';

/**
 * Prints expected returns as one JSON object, and the same in profit where the market pays nothing else.
 *
 * @throws Error in one sentence where the file cannot be read or describes no market with an optimum.
 */
export async function optimumCommand(args: readonly string[]): Promise<void> {
  const { argument } = readLine(optimumLine, args);
  const { setup, gamma } = await subjectOf(argument);
  const { optimalReturn, keepPrice, bestFixedPrice, profit } = foundIn(setup, gamma);
  const figures = { optimalReturn, keepPrice, bestFixedPrice, ...(profit ? { profit } : {}) };
  console.log(JSON.stringify(figures, null, 1));
}

async function subjectOf(argument: string): Promise<{ readonly setup: MarketSetup; readonly gamma: number }> {
  const named = namedMarket(argument, defaultSettings);
  if (named) return { setup: named, gamma: 1 };
  await refuseUnknownName('optimum', argument);
  const text = new TextDecoder().decode(await bytesOf(argument, 'optimum'));
  const setup = marketOfFile(text, basename(argument), defaultSettings);
  // Made once, because a market says what is wrong with its parameters.
  createMarket(setup, 1, defaultSettings.seed, 'evaluation');
  return { setup, gamma: discountIn(text) };
}

function foundIn(setup: MarketSetup, gamma: number): MarketOptimum {
  const { optimum } = modelOf(setup);
  if (!optimum) throw new Error(`The ${titleOf(kindOf(setup))} has no known optimum.`);
  const problem = optimum.problem(setup, 0);
  if (problem !== null) throw new Error(problem);
  const steps = optimum.steps(setup, 0, gamma);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
