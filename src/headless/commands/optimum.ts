// `lab optimum MARKET.json`: the best that can be earned in a demand market, and two simple policies beside it.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { demandMarketProblem } from '../../core/market/demand/demand-market.ts';
import { parseMarketFile } from '../../core/market/demand/market-file.ts';
import { optimum } from '../../core/market/demand/optimum.ts';
import { readLine } from '../command.ts';
import { optimumLine } from '../commands.ts';

/** @throws Error in one sentence where the file cannot be read or describes no market with an optimum. */
export async function optimumCommand(args: readonly string[]): Promise<void> {
  const { argument: path } = readLine(optimumLine, args);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`optimum: cannot read the file ${path}`);
  });
  const { parameters, gamma } = parseMarketFile(text, basename(path));
  const problem = demandMarketProblem(parameters);
  if (problem !== null) throw new Error(`${basename(path)}: ${problem}`);
  const { optimalReturn, keepPrice, bestFixedPrice } = optimum(parameters, { gamma });
  console.log(JSON.stringify({ optimalReturn, keepPrice, bestFixedPrice }, null, 1));
}
