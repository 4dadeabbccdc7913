// `lab scenario keep FILE --list SCENARIOS.json`: the prices of `advise` under a name, with the rules and choices that gave them,
// to compare with others.

import { existsSync } from 'node:fs';

import {
  mostScenarios,
  resultOf,
  usualAdvice,
  withScenario,
  type ScenarioAdvice,
} from '../../core/decisions/scenario.ts';
import { askedAdvice, goalFrom, goalSentence } from '../asked-advice.ts';
import { readLine } from '../command.ts';
import { defaultRoad, type Road } from '../default-road.ts';
import { guardrailsFrom } from '../guardrails-file.ts';
import { scenarioKeepLine } from '../lines/scenario-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { say } from '../say.ts';
import { scenariosOf, writeScenariosFile } from '../scenarios-file.ts';

/** @throws Error in one sentence for a bad option, a file that cannot be read or written, and where no more can be kept. */
export async function scenarioKeepCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(scenarioKeepLine, args);
  const goal = goalFrom('scenario keep', values.goal);
  const guardrails = await guardrailsFrom(values.guardrails, 'scenario keep');
  const dataset = await readDataset(argument, await readChoicesFile(values.choices), values.join);
  const { fingerprint, fileName } = dataset;
  const scenarios = existsSync(values.list) ? await scenariosOf(values.list, dataset, 'scenario keep') : [];
  if (scenarios.length >= mostScenarios)
    throw new Error(
      `scenario keep: ${values.list} holds ${mostScenarios} scenarios, as many as can be: delete one with "scenario list --forget NAME"`,
    );
  const asked = await askedAdvice('scenario keep', values, guardrails, dataset);
  const road = await defaultRoad(dataset, { ...asked, goal });
  if (goal && road.goal && !road.goal.isReached) say(goalSentence(goal, road.totals.suggested));
  const advice: ScenarioAdvice = {
    level: values.level,
    objective: values.objective ?? usualAdvice.objective,
    lean: leanOf(road),
    mostChanges: values['max-changes'] ?? null,
    typedPrices: asked.typedPrices ?? {},
  };
  const keptAt = new Date().toISOString();
  const result = resultOf(road.suggestions);
  const more = withScenario(scenarios, { name: values.name ?? '', keptAt, guardrails, advice, result })!;
  await writeScenariosFile(values.list, { data: fingerprint, fileName, scenarios: more }, 'scenario keep');
  const { name } = more.at(-1)!;
  console.log(JSON.stringify({ scenario: name, kept: more.length, advice, total: result.total }));
}

/** Where a goal has led; null where it asks for nothing beyond the objective. */
function leanOf({ goal }: Road): ScenarioAdvice['lean'] {
  return goal && goal.weight > 0 ? { towards: goal.towards, weight: goal.weight } : null;
}
