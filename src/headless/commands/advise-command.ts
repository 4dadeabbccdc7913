// `lab advise FILE.csv`: the page's default road in one command. Read, fit, market, train, recommend.

import { summarizeTotal } from '../../core/decisions/recommendation-total.ts';
import { datedChecks, datedSteps } from '../../core/decisions/calendar-rows.ts';
import { recommendedCalendar, type Recommendation } from '../../core/decisions/recommendation.ts';
import type { Scenario } from '../../core/decisions/scenario.ts';
import type { AdviceChoices } from '../../core/decisions/suggest-price.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { RunProduct } from '../../core/market/run-product.ts';
import { counted } from '../../core/table/findings.ts';
import { adviceSummary, summaryTable } from '../advice-summary.ts';
import { readLine, type OptionValues } from '../command.ts';
import { adviseLine } from '../lines/price-lines.ts';
import { askedAdvice, goalFrom, goalSentence } from '../asked-advice.ts';
import { defaultRoad } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { impactOf } from '../impact-of-list.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { readScenariosFile, scenarioNamed } from '../scenarios-file.ts';
import { writePriceList } from '../write-csv.ts';

/** @throws Error in one sentence for a bad option, a file that cannot be read or a list that cannot be written. */
export async function adviseCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(adviseLine, args);
  const goal = goalFrom('advise', values.goal);
  const scenario = await scenarioOf(values);
  const guardrails = scenario?.guardrails ?? (await guardrailsFrom(values.guardrails, 'advise'));
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  say(`Read ${dataset.fileName}: ${counted(dataset.histories.length, 'product')}.`);
  const {
    products,
    suggestions,
    totals,
    goal: found,
  } = await defaultRoad(dataset, {
    ...(await askedAdvice('advise', values, guardrails, dataset)),
    ...(scenario ? choicesOf(scenario) : {}),
    goal,
  });
  await writePriceList('advise', values, suggestions);
  const total = summarizeTotal(suggestions);
  if (goal && found && !found.isReached) say(goalSentence(goal, totals.suggested));
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

/** The kept scenario whose rules and choices are asked with; null where none is named. */
async function scenarioOf(values: OptionValues<typeof adviseLine.options>): Promise<Scenario | null> {
  const { scenarios: path, scenario } = values;
  if (path === undefined && scenario === undefined) return null;
  if (path === undefined)
    throw new Error('advise: --scenario is one of a file: name that with --scenarios SCENARIOS.json');
  const taken = (['guardrails', 'goal', 'objective', 'max-changes'] as const).find(
    (option) => values[option] !== undefined,
  );
  if (taken !== undefined || values.typed.length > 0)
    throw new Error(
      `advise: a scenario has rules and choices of its own: give --scenarios or --${taken ?? 'typed'}, not both`,
    );
  const { scenarios } = await readScenariosFile(path, 'advise');
  return scenarioNamed(scenarios, scenario, 'advise: --scenario');
}

/** Where it leaves the objective open, that of the run. */
function choicesOf({ advice: { objective, ...rest } }: Scenario): AdviceChoices {
  return objective === 'auto' ? rest : { ...rest, objective };
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
