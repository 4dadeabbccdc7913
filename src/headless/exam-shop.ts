// One shop of the exam, down the whole road: written as a CSV, read, fitted, advised as `advise` does, judged in its truth.
//
// Beside the lab's recommendations the same truth judges a spreadsheet and the lab's own demand optimum taken without
// asking how sure it is.

import { modelOf } from '../core/market/market-models.ts';
import type { ShopResult } from '../core/exam/exam-result.ts';
import { judge, outcomeOf, type Advice, type Way } from '../core/exam/judge.ts';
import type { ExamProduct, ExamShop, Scenario } from '../core/exam/shop.ts';
import { spreadsheetPrice, spreadsheetSlope } from '../core/exam/spreadsheet.ts';
import { Random } from '../core/random.ts';
import { buildDataset } from '../core/table/build-dataset.ts';
import { memorySource } from '../core/table/byte-source.ts';
import type { Dataset, ProductHistory, ProductInfo } from '../core/table/dataset.ts';
import { readTable } from '../core/table/read-table.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { defaultRoad, type RoadChoices } from './default-road.ts';
import { demandAmongKin, kinOf, toldDemand, type ToldTruth } from './told-truth.ts';
import { adviceOf, keptAdvice, type AdvisedProduct } from './exam-advice.ts';

export async function examinedShop(
  scenario: Scenario,
  seed: number,
  choices: RoadChoices,
  told: ToldTruth | null = null,
): Promise<ShopResult> {
  const shop = scenario.make(new Random(seed).fork('exam').fork(scenario.name));
  const startedAt = performance.now();
  const { products, histories, problem } = await advised(
    shop,
    told ? withTruth(shop, choices, told) : choices,
  );
  const matched = shop.products.map((product) => ({
    product,
    advised: matchOf(product, products, ({ info }) => info),
    history: matchOf(product, histories, (history) => history.product),
  }));
  return {
    scenario: scenario.name,
    seed,
    judgement: judge(
      shop,
      matched.map(({ product, advised: one }): Advice =>
        one ? adviceOf(product, one) : keptAdvice(product),
      ),
    ),
    spreadsheet: outcomeOf(
      shop,
      matched.map(({ product, history }) => spreadsheetWay(product, history)),
    ),
    demandOptimum: outcomeOf(
      shop,
      matched.map(({ product, advised: one }) => demandOptimumWay(product, one)),
    ),
    problem,
    seconds: Number(((performance.now() - startedAt) / 1000).toFixed(1)),
  };
}

/** The road of somebody who is told parts of the truth. */
function withTruth(shop: ExamShop, choices: RoadChoices, told: ToldTruth): RoadChoices {
  const known: RoadChoices['known'] = (histories, demand) =>
    (told.kin ? demandAmongKin(histories, kinOf(shop)) : demand).map((summary, i) => {
      const place = shop.products.findIndex(
        (product) => matchOf(product, [histories[i]!], (history) => history.product) !== null,
      );
      if (place < 0) return summary;
      return toldDemand(summary, shop.products[place]!, shop.answers?.[place] ?? null, told);
    });
  return { ...choices, known };
}

/** What the road says of the shop's file. What goes wrong on it is a result of the exam, not an end of it. */
async function advised(
  shop: ExamShop,
  choices: RoadChoices,
): Promise<{
  readonly products: readonly AdvisedProduct[];
  readonly histories: readonly ProductHistory[];
  readonly problem: string | null;
}> {
  let dataset: Dataset | null = null;
  try {
    const source = memorySource(shop.fileName, new TextEncoder().encode(shop.csv));
    dataset = buildDataset(await readTable(source, {}), {});
    const road = await defaultRoad(dataset, choices);
    const products = road.suggestions.map((suggestion, i) => ({
      info: road.products[i]!.history.product,
      suggestion,
      demand: road.products[i]!.demand,
      market: modelOf(road.setup).priced(road.setup, i).world,
      policy: road.policy,
    }));
    return { products, histories: dataset.histories, problem: null };
  } catch (error) {
    return { products: [], histories: dataset?.histories ?? [], problem: sentenceOf(error) };
  }
}

/** The one for this product in this store; else the one for the product in all of them; else null. */
function matchOf<T>(
  { id, store }: ExamProduct,
  all: readonly T[],
  infoOf: (one: T) => ProductInfo,
): T | null {
  const ofProduct = all.filter((one) => (infoOf(one).key ?? infoOf(one).id) === id);
  const ofStore = ofProduct.find((one) => Object.values(infoOf(one).series ?? {}).includes(store ?? ''));
  return ofStore ?? ofProduct.find((one) => !infoOf(one).series) ?? null;
}

function spreadsheetWay(product: ExamProduct, history: ProductHistory | null): Way {
  const { currentPrice, unitCost } = product;
  if (!history) return { price: currentPrice, schedule: null };
  const slope = spreadsheetSlope(history.price, history.units);
  return { price: spreadsheetPrice(slope, currentPrice, unitCost), schedule: null };
}

function demandOptimumWay({ currentPrice }: ExamProduct, advisedOne: AdvisedProduct | null): Way {
  const optimum = advisedOne?.suggestion.recommendation.candidates.find(
    ({ name }) => name === 'demandOptimum',
  );
  return { price: optimum?.price ?? currentPrice, schedule: null };
}
