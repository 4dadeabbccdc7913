// A price test: what is being planned, the plan that was written, and its read-out. What computes is loaded when first
// asked for: the first page does not need it.

import type { AssignedDay } from '../../core/experiments/assignment.ts';
import type { PlanForm } from '../../core/experiments/plan-proposal.ts';
import { testId, type PlannedTest } from '../../core/experiments/price-test.ts';
import type { ReadOut } from '../../core/experiments/read-out.ts';
import type { ResultFile } from '../../core/experiments/result-file.ts';
import type { TestMeasure } from '../../core/experiments/test-size.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { PriceTestsFeature } from './price-tests-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends ExperimentsState {}
  interface LabActions extends ExperimentsActions {}
}

/** What the form holds; null where the lab's own proposal stands. */
export type ExperimentForm = PlanForm;

export interface ExperimentsState {
  readonly experimentForm: ExperimentForm;
  /** The one whose result is read next. */
  readonly writtenPlan: PlannedTest | null;
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
  /** Saves the assignment as a CSV and puts the test on the list. */
  writePlan(plan: PlannedTest): void;
  readTestResult(file: File): void;
  /** Reads out a simulated result of the plan that was written. */
  readSimulatedResult(): void;
  dismissExperimentProblem(): void;
}

/** The form without what was said of one product: its prices, their measure, and what follows from them. */
export function formForAnyProduct(form: ExperimentForm): ExperimentForm {
  return { ...form, priceA: null, priceB: null, priceC: null, measure: null, effect: null, fortnights: null };
}

export const emptyExperimentForm: ExperimentForm = {
  priceA: null,
  priceB: null,
  priceC: null,
  measure: null,
  holdDays: null,
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

async function resultOf(file: File, plan: readonly AssignedDay[] | null): Promise<ResultFile> {
  const [{ readResultFile }, { memorySource }] = await Promise.all([
    import('../../core/experiments/result-file.ts'),
    import('../../core/table/byte-source.ts'),
  ]);
  return readResultFile(memorySource(file.name, new Uint8Array(await file.arrayBuffer())), plan);
}

export function experimentsFeature(
  { get, set, services }: FeatureContext,
  tests: PriceTestsFeature,
): Feature<ExperimentsActions> {
  /** Results that come late, after another was chosen, change nothing. */
  let asked = 0;

  const readOutOf = (name: string, isResultSimulated: boolean, read: () => Promise<ResultFile>) => {
    const mine = ++asked;
    set({ readingResult: name, experimentProblem: null });
    read()
      .then(async (result) => {
        const { readOut } = await import('../../core/experiments/read-out.ts');
        const { writtenPlan } = get();
        return readOut(
          result,
          writtenPlan?.unitCost ?? null,
          undefined,
          writtenPlan ? testId(writtenPlan.design) : undefined,
        );
      })
      .then(
        (readOut) => {
          if (mine !== asked) return;
          set({ readOut, isResultSimulated, readingResult: null });
          tests.keepOutcome(readOut, isResultSimulated);
        },
        (error: unknown) => {
          if (mine === asked) set({ readingResult: null, experimentProblem: sentenceOf(error) });
        },
      );
  };

  const plannedDays = async () => {
    const { writtenPlan } = get();
    if (!writtenPlan) return null;
    const { assignDays } = await import('../../core/experiments/assignment.ts');
    return assignDays(writtenPlan.design);
  };

  const actions: ExperimentsActions = {
    planTest: ({ productId, priceA, priceB, measure, holdDays }) => {
      const { data, experimentForm, shownProduct: present } = get();
      const histories = data.status === 'ready' ? data.dataset.histories : [];
      const shownProduct = histories.findIndex(({ product }) => product.id === productId);
      if (shownProduct < 0) return;
      const form = formForAnyProduct(experimentForm);
      // A file of weeks cannot say how single days scatter.
      const isCoarse = histories[shownProduct]!.daysPerRow >= 2;
      set({
        shownProduct,
        experimentForm: {
          ...form,
          priceA,
          priceB,
          measure: measure ?? (shownProduct === present ? experimentForm.measure : null),
          holdDays: isCoarse ? 7 : (holdDays ?? form.holdDays),
        },
        section: 'experiments',
        touring: false,
      });
    },
    editExperiment: (changes) => set({ experimentForm: { ...get().experimentForm, ...changes } }),
    writePlan: (plan) => {
      set({ writtenPlan: plan, readOut: null, experimentProblem: null });
      tests.keepPlan(plan);
      const write = async () => {
        const { planCsv } = await import('../../core/experiments/plan-csv.ts');
        const days = (await plannedDays())!;
        const name = plan.design.productId.toLowerCase().replace(/[^a-z0-9]+/g, '-');
        services.saveFile(`price-test-${name}.csv`, new TextEncoder().encode(planCsv(plan.design, days)));
      };
      write().catch((error: unknown) => set({ experimentProblem: sentenceOf(error) }));
    },
    readTestResult: (file) => readOutOf(file.name, false, async () => resultOf(file, await plannedDays())),
    readSimulatedResult: () =>
      readOutOf('simulated result', true, async () => {
        const { simulatedTest } = await import('../../core/experiments/simulated-result.ts');
        const { data, demand, writtenPlan } = get();
        const histories = data.status === 'ready' ? data.dataset.histories : [];
        const index = histories.findIndex(({ product }) => product.id === writtenPlan?.design.productId);
        const summary = demand[index];
        if (!writtenPlan || !summary) throw new Error('Write a plan for a product of the loaded file first.');
        return simulatedTest(writtenPlan.design, histories[index]!, summary);
      }),
    dismissExperimentProblem: () => set({ experimentProblem: null }),
  };
  const forAnyProduct = () => set({ experimentForm: formForAnyProduct(get().experimentForm) });
  return {
    actions,
    onRead: forAnyProduct,
    onProductShown: forAnyProduct,
  };
}
