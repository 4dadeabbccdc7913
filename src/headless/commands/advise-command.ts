// `lab advise FILE.csv`: the page's default road in one command. Read, fit, market, train, recommend.

import { parseGoal, type Goal } from '../../core/decisions/frontier.ts';
import { summarizeTotal } from '../../core/decisions/recommendation-total.ts';
import { datedChecks, datedSteps } from '../../core/decisions/calendar-rows.ts';
import { recommendedCalendar, type Recommendation } from '../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { RunProduct } from '../../core/market/run-product.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { adviceSummary, summaryTable } from '../advice-summary.ts';
import { readLine } from '../command.ts';
import { adviseLine } from '../lines/price-lines.ts';
import { costsFrom } from '../assumed-costs-file.ts';
import { defaultRoad } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { impactOf } from '../impact-of-list.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { testedFrom } from '../tests-file.ts';
import { typedPrices } from '../typed-prices.ts';
import { writePriceList } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, a file that cannot be read or a list that cannot be written. */
export async function adviseCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(adviseLine, args);
  const guardrails = await guardrailsFrom(values.guardrails, 'advise');
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);
  say(`Read ${dataset.fileName}: ${dataset.histories.length} products.`);
  const goal = values.goal === undefined ? null : goalFrom(values.goal);
  const {
    products,
    suggestions,
    totals,
    goal: found,
  } = await defaultRoad(dataset, {
    guardrails,
    agent: values.agent === 'none' ? null : values.agent,
    steps: values.steps ?? null,
    seed: values.seed,
    costs: await costsFrom('advise', values),
    tested: await testedFrom(values.tests, 'advise'),
    typedPrices: typedPrices('advise', 'typed', values.typed, dataset),
    level: values.level,
    goal,
    mostChanges: values['max-changes'] ?? null,
    ...(values.objective ? { objective: values.objective } : {}),
    say,
  });
  if (values.csv !== undefined) await writePriceList('advise', values.csv, suggestions);
  const total = summarizeTotal(suggestions);
  if (goal && found && !found.isReached)
    say(
      `The goal of ${goal.total} of at least ${goal.atLeast} a day is out of reach: these prices come nearest, with ${(totals.suggested[goal.total] ?? 0).toFixed(2)}.`,
    );
  if (values.summary)
    return console.log(summaryTable([adviceSummary(dataset.fileName, suggestions, products)]));
  console.log(
    JSON.stringify(
      {
        products: suggestions.map((suggestion, i) => adviceEntry(suggestion, products[i]!)),
        total,
        totals,
        impact: impactOf(products, suggestions),
        ...(goal && found ? { goal: { ...goal, ...found } } : {}),
        relations: relationEntries(suggestions),
        unusable: dataset.unusable.map(({ product, reason }) => ({
          product: product.id,
          name: product.name,
          reason,
        })),
      },
      null,
      1,
    ),
  );
}

function goalFrom(text: string): Goal {
  try {
    return parseGoal(text);
  } catch (error) {
    throw new Error(`advise --goal: ${sentenceOf(error)}`, { cause: error });
  }
}

/** What holds between the products, each once, and what it costs a day; null where it does not bind. */
function relationEntries(suggestions: readonly Suggestion[]) {
  const all = new Map(suggestions.flatMap(({ relations = [] }) => relations.map((one) => [one.id, one])));
  return [...all.values()].map(({ kind, title, products, costPerDay }) => ({
    kind,
    title,
    products,
    costPerDay,
  }));
}

/** One product of the answer. A price that stays is today's, also where the rules contradict each other. */
function adviceEntry(suggestion: Suggestion, { history: { product }, demand }: RunProduct) {
  const { productName, currentPrice, price, recommendation, verdict, infeasible } = suggestion;
  const { action, probability, gainPerDay, gainPerYear, candidates, candidate, test, joint, sentence } =
    recommendation;
  return {
    product: product.key ?? product.id,
    name: productName,
    series: product.series ?? {},
    currentPrice,
    recommendedPrice: price ?? currentPrice,
    action,
    candidate,
    probability,
    gainPerDay,
    gainPerYear,
    elasticity: demand.estimate,
    interval: demand.interval,
    verdict,
    schedule: scheduleOf(recommendation),
    byStock: byStockOf(recommendation),
    candidates: candidates.map(
      ({ name, price: its, isSchedule, calendar, gainPerDay: gain, probability: chance }) => ({
        name,
        price: its,
        isSchedule,
        gainPerDay: gain,
        probability: chance,
        ...(calendar
          ? { overHeld: calendar.overHeld, probabilityOverHeld: calendar.probabilityOverHeld }
          : {}),
      }),
    ),
    test,
    joint,
    sentence,
    reasons: suggestion.reasons,
    warnings: suggestion.warnings,
    infeasible: infeasible && infeasible.sentence,
    // What each rule did to the price asked for, in their order: the page's waterfall.
    askedPrice: suggestion.askedPrice,
    trail: suggestion.trail,
    bindingRule: suggestion.bindingRule,
  };
}

/** The recommended calendar, each price with the date it begins on; null where one price is held. */
function scheduleOf(recommendation: Recommendation) {
  const calendar = recommendedCalendar(recommendation);
  return calendar && datedSteps(calendar).map(({ from, price }) => ({ day: from, price }));
}

/** What to charge where more or less is left than planned; null where prices do not follow a stock. */
function byStockOf(recommendation: Recommendation) {
  const calendar = recommendedCalendar(recommendation);
  if (!calendar?.stock) return null;
  return datedChecks(calendar).map(({ on, planned, more, fewer }) => ({ day: on, planned, more, fewer }));
}
