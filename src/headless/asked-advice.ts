// What the commands of prices ask of the advice, from their options: one reading for all of them.

import type { AgentName } from '../core/agents/agents.ts';
import { parseGoal, type Goal, type ListTotals } from '../core/decisions/frontier.ts';
import type { Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import type { TestedProducts } from '../core/demand/tested-demand.ts';
import { within } from '../core/incoming/json.ts';
import type { CostAssumptions } from '../core/table/assumed-cost.ts';
import type { Dataset } from '../core/table/dataset.ts';
import { costsFrom } from './assumed-costs-file.ts';
import type { RoadChoices } from './default-road.ts';
import { say } from './say.ts';
import { testedFrom } from './tests-file.ts';
import { typedPrices } from './typed-prices.ts';

/** The options of `price-lines.ts` that say what prices are asked for; a command takes those it has. */
interface AdviceValues {
  readonly costs: string | undefined;
  readonly margin: number | undefined;
  readonly tests: string | undefined;
  readonly level: number;
  readonly objective?: 'profit' | 'revenue' | undefined;
  readonly 'max-changes'?: number | undefined;
  readonly typed?: readonly string[];
  readonly agent?: AgentName | 'none';
  readonly steps?: number | undefined;
  readonly seed?: number;
}

/** What `defaultRoad` is asked with; these two are never left open. */
export interface AskedAdvice extends RoadChoices {
  readonly costs: CostAssumptions;
  readonly tested: TestedProducts;
}

/**
 * No agent and seed 1 where a command has no options for them. What happens on the way goes to standard error.
 *
 * @throws Error in one sentence that begins with the command's name, or names the file and what is wrong in it.
 */
export async function askedAdvice(
  command: string,
  values: AdviceValues,
  guardrails: Guardrails,
  dataset: Dataset,
): Promise<AskedAdvice> {
  const { agent = 'none', steps = null, seed = 1, level, objective, typed = [] } = values;
  return {
    guardrails,
    agent: agent === 'none' ? null : agent,
    steps,
    seed,
    costs: await costsFrom(command, values),
    tested: await testedFrom(values.tests, command),
    typedPrices: typedPrices(command, 'typed', typed, dataset),
    level,
    mostChanges: values['max-changes'] ?? null,
    ...(objective ? { objective } : {}),
    say,
  };
}

/** What all products together are to bring; null without a goal. @throws Error in one sentence that begins with the command's name. */
export function goalFrom(command: string, text: string | undefined): Goal | null {
  return text === undefined ? null : within(`${command} --goal`, () => parseGoal(text));
}

/** What is said where no price list reaches a goal; `totals` are those of the list that comes nearest. */
export function goalSentence({ total, atLeast }: Goal, totals: ListTotals): string {
  return `The goal of ${total} of at least ${atLeast} a day is out of reach: these prices come nearest, with ${(totals[total] ?? 0).toFixed(2)}.`;
}
