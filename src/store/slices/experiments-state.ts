// A price test as the page sees it: what is being planned, the plan that was written, and its read-out.

import type { TestDesign } from '../../core/experiments/assignment.ts';
import type { ReadOut } from '../../core/experiments/read-out.ts';
import type { TestMeasure } from '../../core/experiments/test-size.ts';

/** What the form holds; null where the lab's own proposal stands. */
export interface ExperimentForm {
  readonly priceA: number | null;
  readonly priceB: number | null;
  readonly measure: TestMeasure | null;
  readonly holdDays: 1 | 7;
  readonly fortnights: number | null;
  /** Smallest effect a day worth finding, in the measure's unit. */
  readonly effect: number | null;
  /** Shops, separated by commas. */
  readonly shops: string;
  /** ISO date. */
  readonly firstDay: string | null;
  readonly seed: number;
}

/** A plan that was written, with what its read-out needs to know. */
interface WrittenPlan {
  readonly design: TestDesign;
  /** Currency; null where unknown. */
  readonly unitCost: number | null;
}

export interface ExperimentsState {
  readonly experimentForm: ExperimentForm;
  readonly writtenPlan: WrittenPlan | null;
  readonly readOut: ReadOut | null;
  readonly isResultSimulated: boolean;
  /** The result file being read; null when none is. */
  readonly readingResult: string | null;
  /** Why a result could not be read out, as a sentence. */
  readonly experimentProblem: string | null;
}

/** Two prices of a product to test against each other. */
export interface TestIdea {
  readonly productId: string;
  /** null: the last price of the file. */
  readonly priceA: number | null;
  readonly priceB: number;
  /** null: as the form has it. */
  readonly measure: TestMeasure | null;
  readonly holdDays: 1 | 7 | null;
}

export interface ExperimentsActions {
  /** Shows the product in Experiments with these prices; nothing where the loaded file has no such product. */
  planTest(idea: TestIdea): void;
  editExperiment(changes: Partial<ExperimentForm>): void;
  /** Saves the assignment as a CSV and remembers it for the read-out. */
  writePlan(plan: WrittenPlan): void;
  readTestResult(file: File): void;
  /** Reads out a simulated result of the plan that was written. */
  readSimulatedResult(): void;
  dismissExperimentProblem(): void;
}

/** The form without what was said of one product: its prices, their measure, and what follows from them. */
export function formForAnyProduct(form: ExperimentForm): ExperimentForm {
  return { ...form, priceA: null, priceB: null, measure: null, effect: null, fortnights: null };
}

export const emptyExperimentForm: ExperimentForm = {
  priceA: null,
  priceB: null,
  measure: null,
  holdDays: 1,
  fortnights: null,
  effect: null,
  shops: '',
  firstDay: null,
  seed: 1,
};

export const noExperiments: ExperimentsState = {
  experimentForm: emptyExperimentForm,
  writtenPlan: null,
  readOut: null,
  isResultSimulated: false,
  readingResult: null,
  experimentProblem: null,
};
