// `lab audit --market ...`: what a reward asks for, in profit, before anything is trained.

import { rewardAuditSteps } from '../../core/market/reward-audit.ts';
import { readLine } from '../command.ts';
import { auditLine } from '../lines/training-lines.ts';
import { runToEnd } from '../../core/run-to-end.ts';
import { say } from '../say.ts';
import { askedMarket, askedSettings, localMarket } from '../training/asked-run.ts';
import { groundOf } from '../training/training-ground.ts';
import { writeCsv } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, file or setting, and for a market whose reward cannot be audited. */
export async function auditCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(auditLine, args);
  const settings = await askedSettings('audit', { ...values, steps: undefined });
  const asked = await askedMarket('audit', values.market, values.choices, values.join);
  const { setup } = await groundOf(localMarket(asked), settings, say);
  const audit = runToEnd(rewardAuditSteps(setup));
  console.log(JSON.stringify(audit, null, 1));
  if (values.csv === undefined) return;
  const { bestUnderReward, mostProfitable } = audit;
  await writeCsv('audit', values.csv, [
    [
      'day',
      'price_best_under_reward',
      'price_most_profitable',
      'stock_best_under_reward',
      'stock_most_profitable',
    ],
    ...bestUnderReward.prices.map((price, i) => [
      i + 1,
      price,
      mostProfitable.prices[i] ?? null,
      bestUnderReward.stock[i] ?? null,
      mostProfitable.stock[i] ?? null,
    ]),
  ]);
}
