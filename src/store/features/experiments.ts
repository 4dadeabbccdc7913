// A price test: what is being planned, the plan that was written, and its read-out. What computes is loaded when first
// asked for: the first page does not need it.

import type { TestDesign } from '../../core/experiments/assignment.ts';
import type { ReadOut } from '../../core/experiments/read-out.ts';
import type { ResultFile } from '../../core/experiments/result-file.ts';
import type { TestMeasure } from '../../core/experiments/test-size.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { Feature, FeatureContext } from '../feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends ExperimentsState {}
  interface LabActions extends ExperimentsActions {}
}

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

export function experimentsFeature({ get, set, services }: FeatureContext): Feature<ExperimentsActions> {
  /** Results that come late, after another was chosen, change nothing. */
  let asked = 0;

  const readOutOf = (name: string, isResultSimulated: boolean, read: () => Promise<ResultFile>) => {
    const mine = ++asked;
    set({ readingResult: name, experimentProblem: null });
    read()
      .then(async (result) => {
        const { readOut } = await import('../../core/experiments/read-out.ts');
        return readOut(result, get().writtenPlan?.unitCost ?? null);
      })
      .then(
        (readOut) => {
          if (mine === asked) set({ readOut, isResultSimulated, readingResult: null });
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
      const write = async () => {
        const { planCsv } = await import('../../core/experiments/plan-csv.ts');
        const days = (await plannedDays())!;
        const name = plan.design.productId.toLowerCase().replace(/[^a-z0-9]+/g, '-');
        services.saveFile(`price-test-${name}.csv`, new TextEncoder().encode(planCsv(plan.design, days)));
      };
      write().catch((error: unknown) => set({ experimentProblem: sentenceOf(error) }));
    },
    readTestResult: (file) =>
      readOutOf(file.name, false, async () => {
        const [{ readResultFile }, { memorySource }] = await Promise.all([
          import('../../core/experiments/result-file.ts'),
          import('../../core/table/byte-source.ts'),
        ]);
        const bytes = new Uint8Array(await file.arrayBuffer());
        return readResultFile(memorySource(file.name, bytes), await plannedDays());
      }),
    readSimulatedResult: () =>
      readOutOf('simulated result', true, async () => {
        const { simulatedResult } = await import('../../core/experiments/simulated-result.ts');
        const { data, demand, writtenPlan } = get();
        const days = await plannedDays();
        const index =
          data.status === 'ready'
            ? data.dataset.histories.findIndex(({ product }) => product.id === writtenPlan?.design.productId)
            : -1;
        const summary = demand[index];
        if (!days || !writtenPlan || !summary || data.status !== 'ready')
          throw new Error('Write a plan for a product of the loaded file first.');
        const { daysPerRow, unitCost } = data.dataset.histories[index]!;
        return simulatedResult(days, summary, Math.max(1, daysPerRow), unitCost, writtenPlan.design.seed);
      }),
    dismissExperimentProblem: () => set({ experimentProblem: null }),
  };
  const forAnyProduct = () => set({ experimentForm: formForAnyProduct(get().experimentForm) });
  return { actions, onRead: forAnyProduct, onProductShown: forAnyProduct };
}
