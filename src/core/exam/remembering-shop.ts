// A shop whose markets remember one number from day to day, priced by held prices, day by day, or as well as can be.

import { bestPrice } from './best-price.ts';
import { bestSchedule, profitOfPrices, type RememberingMarket } from './best-schedule.ts';
import { allowedPrices, horizonDays, type ExamProduct, type ExamShop, type TrueAnswer } from './shop.ts';

export interface RememberingProduct {
  readonly product: ExamProduct;
  readonly market: RememberingMarket;
  readonly answer: TrueAnswer;
  /** Whether the memory is a rival's price, which whoever prices can see. */
  readonly memoryIsRival: boolean;
}

export function rememberingShop(
  fileName: string,
  csv: string,
  products: readonly RememberingProduct[],
): ExamShop {
  const held = ({ market }: RememberingProduct, price: number) =>
    profitOfPrices(market, new Float64Array(horizonDays).fill(price));
  const bestHeld = Float64Array.from(products, (one) => {
    const { currentPrice, unitCost } = one.product;
    const { low, high } = allowedPrices(currentPrice, unitCost);
    return Math.max(held(one, currentPrice), bestPrice((price) => held(one, price), low, high).profit);
  });
  return {
    fileName,
    csv,
    products: products.map(({ product }) => product),
    answers: products.map(({ answer }) => answer),
    profitOf: (index, prices) => held(products[index]!, prices[index]!),
    affectedBy: (index) => [index],
    played: (index, pricer) => playedProfit(products[index]!, pricer),
    best: Float64Array.from(products, ({ market }, i) =>
      Math.max(bestHeld[i]!, profitOfPrices(market, bestSchedule(market))),
    ),
    bestHeld,
  };
}

function playedProfit(
  { market, memoryIsRival }: RememberingProduct,
  pricer: Parameters<ExamShop['played']>[1],
): number {
  let { currentPrice: price, memory } = market;
  let sum = 0;
  for (let day = 0; day < horizonDays; day++) {
    price = pricer({ day, price, inventory: NaN, rivalPrice: memoryIsRival ? memory : NaN });
    sum += market.profit(day, memory, price);
    memory = market.next(memory, price);
  }
  return sum;
}
