// What an audit of the reward found, in words, and its figures as a table.

import type { RewardAudit } from '../../../core/market/audited-reward.ts';
import {
  formatCount,
  formatCountOf,
  formatMoney,
  formatPercent,
  formatRough,
  upperFirst,
} from '../../../core/text/format.ts';
import type { ChartData } from '../../../core/export/charts/chart-data.ts';

/** The whole finding in one sentence. */
export function auditSentence(audit: RewardAudit): string {
  const { by, bestUnderReward, mostProfitable, auditedProducts } = audit;
  const rewarded = formatRough(bestUnderReward.profit);
  const most = formatRough(mostProfitable.profit);
  const several = auditedProducts.length > 1 || audit.ofProducts > 1;
  const end = `${shareWords(audit)}.`;
  if (by === 'dynamic programming')
    return several
      ? `${auditedWords(audit)}: the best policies under this reward earn ${rewarded} profit an episode, the most profitable ones ${most}: ${end}`
      : `The best policy under this reward earns ${rewarded} profit an episode, the most profitable one ${most}: ${end}`;
  const low = firstPrice(bestUnderReward);
  const high = firstPrice(mostProfitable);
  return several
    ? `${auditedWords(audit)}: the constant prices that this reward pays most (${low} for ${auditedProducts[0]}) earn ${rewarded} profit an episode, the most profitable ones (${high}) ${most}: ${end}`
    : `The constant price that this reward pays most, ${low}, earns ${rewarded} profit an episode; the most profitable one, ${high}, earns ${most}: ${end}`;
}

/** The finding in a few words, for a line. */
export function auditInShort(audit: RewardAudit): string {
  const words = shareWords(audit);
  return `${upperFirst(words)}.`;
}

/** What the picture shows. */
export function auditCaption({ by, auditedProducts, bestUnderReward, mostProfitable }: RewardAudit): string {
  const of = auditedProducts.length > 1 ? ` of ${auditedProducts[0]}` : '';
  if (by === 'constant prices')
    return auditedProducts.length > 1
      ? 'Profit an episode of all audited products, each at its constant price: in currency, on average over fixed start states.'
      : 'Profit an episode at either constant price: in currency, on average over fixed start states.';
  const stock = (policy: RewardAudit['bestUnderReward']) =>
    policy.stock.length === 0
      ? ''
      : ` and has ${formatCountOf(Math.round(policy.stock[0]!), 'unit')} left after it`;
  return (
    `${mostProfitable.stock.length === 0 ? 'Price' : 'Price and stock'}${of} day by day, on average over fixed start states. On its first day the best policy under this ` +
    `reward charges ${firstPrice(bestUnderReward)}${stock(bestUnderReward)}; the most profitable one charges ` +
    `${firstPrice(mostProfitable)}${stock(mostProfitable)}.`
  );
}

/** A row a day, or a row a constant price. */
export function auditTable({ by, bestUnderReward, mostProfitable }: RewardAudit): ChartData {
  if (by === 'constant prices')
    return {
      columns: ['policy', 'price of the first product (currency)', 'profit an episode (currency)'],
      rows: [
        ['paid most by this reward', bestUnderReward.prices[0] ?? null, bestUnderReward.profit],
        ['most profitable', mostProfitable.prices[0] ?? null, mostProfitable.profit],
      ],
    };
  return {
    columns: [
      'day of the episode',
      'price, best under this reward (currency)',
      'price, most profitable (currency)',
      'stock left, best under this reward (units)',
      'stock left, most profitable (units)',
    ],
    rows: auditDays({ bestUnderReward, mostProfitable }).map((row) => [
      row.day,
      row.rewardedPrice,
      row.profitablePrice,
      row.rewardedStock,
      row.profitableStock,
    ]),
  };
}

export interface AuditDay {
  /** From 1. */
  readonly day: number;
  /** Currency; null once every episode has ended. */
  readonly rewardedPrice: number | null;
  readonly profitablePrice: number | null;
  /** Units left after the day. */
  readonly rewardedStock: number | null;
  readonly profitableStock: number | null;
}

/** Both policies day by day; one whose stock is sold out ends earlier. */
export function auditDays({
  bestUnderReward,
  mostProfitable,
}: Pick<RewardAudit, 'bestUnderReward' | 'mostProfitable'>): readonly AuditDay[] {
  const days = Math.max(bestUnderReward.prices.length, mostProfitable.prices.length);
  return Array.from({ length: days }, (_, i) => ({
    day: i + 1,
    rewardedPrice: bestUnderReward.prices[i] ?? null,
    profitablePrice: mostProfitable.prices[i] ?? null,
    rewardedStock: bestUnderReward.stock[i] ?? null,
    profitableStock: mostProfitable.stock[i] ?? null,
  }));
}

/** Half a percent is what the grid of the audit can tell. */
const leastTold = 0.005;

/** Whether there is a profit to be had that the reward does not ask for. */
export function givesUpProfit({ profitGivenUp }: RewardAudit): boolean {
  return profitGivenUp !== null && profitGivenUp >= leastTold;
}

function shareWords({ profitGivenUp }: RewardAudit): string {
  if (profitGivenUp === null) return 'no policy earns a profit here, so there is none to give up';
  if (profitGivenUp > 1) return 'this reward gives up the whole profit and loses money';
  return profitGivenUp < leastTold
    ? 'this reward gives up none of the profit'
    : `this reward gives up ${formatPercent(profitGivenUp, 0)} of the profit`;
}

function auditedWords({ auditedProducts, ofProducts }: RewardAudit): string {
  return `Audited ${formatCount(auditedProducts.length)} of ${formatCountOf(ofProducts, 'product')}`;
}

function firstPrice({ prices }: RewardAudit['bestUnderReward']): string {
  return formatMoney(prices[0] ?? Number.NaN);
}
