// A price test: what is being planned, the plan that was written, and its read-out. What computes is loaded when first
// asked for: the first page does not need it.

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import { withTestEvidence } from '../../core/demand/tested-demand.ts';
import type { PlanForm } from '../../core/experiments/plan-proposal.ts';
import {
  evidenceOf,
  newTest,
  outcomeOf,
  type PriceTest,
  testId,
  testsBody,
  withTest,
} from '../../core/experiments/price-test.ts';
import type { ReadOut } from '../../core/experiments/read-out.ts';
import type { ResultFile } from '../../core/experiments/result-file.ts';
import type { TestMeasure } from '../../core/experiments/test-size.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { DecisionsFeature } from './decisions.ts';
import type { PricesFeature } from './prices.ts';

declare module '../lab-state.ts' {
  interface LabState extends ExperimentsState {}
  interface LabActions extends ExperimentsActions {}
}

/** What the form holds; null where the lab's own proposal stands. */
export type ExperimentForm = PlanForm;

/** A plan that was written, with what its read-out needs to know. */
type WrittenPlan = Pick<PriceTest, 'design' | 'unitCost'>;

export interface ExperimentsState {
  readonly experimentForm: ExperimentForm;
  /** The tests of this file, oldest first. */
  readonly priceTests: readonly PriceTest[];
  /** The one whose result is read next. */
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
  /** Saves the assignment as a CSV and puts the test on the list. */
  writePlan(plan: WrittenPlan): void;
  /** The result that is read next is this test's. */
  chooseTest(id: string): void;
  forgetTest(id: string): void;
  /** Puts what a test has shown into the demand fit of its product, or takes it out again. */
  useTestResult(id: string, isUsed: boolean): void;
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
  holdDays: 1,
  fortnights: null,
  effect: null,
  shops: '',
  firstDay: null,
  seed: 1,
};

export const noExperiments: ExperimentsState = {
  experimentForm: emptyExperimentForm,
  priceTests: [],
  writtenPlan: null,
  readOut: null,
  isResultSimulated: false,
  readingResult: null,
  experimentProblem: null,
};

export function experimentsFeature(
  { get, set, services }: FeatureContext,
  prices: Pick<PricesFeature, 'ask'>,
  decisions: DecisionsFeature,
): Feature<ExperimentsActions> {
  /** Results that come late, after another was chosen, change nothing. */
  let asked = 0;
  /** The body of the log that the list was last taken from or written to. */
  let seen: unknown = null;
  /** The fits of the file alone, and those with tests in them that stand in their place. */
  let fits: { readonly file: readonly DemandSummary[]; readonly tested: readonly DemandSummary[] } | null =
    null;

  const applyTests = (priceTests: readonly PriceTest[], isNewFit = false) => {
    const { demand } = get();
    const file = !isNewFit && fits && demand === fits.tested ? fits.file : demand;
    const evidence = evidenceOf(priceTests);
    const tested = file.map((summary) =>
      Object.hasOwn(evidence, summary.productId)
        ? withTestEvidence(summary, evidence[summary.productId]!)
        : summary,
    );
    const isSame = tested.every((summary, i) => summary === demand[i]);
    fits = { file, tested: isSame ? demand : tested };
    if (!isSame) set({ demand: tested });
  };

  /** The list from now on; it stands in the audit log, and prices follow where the fit does. */
  const keep = (priceTests: readonly PriceTest[], sentence: string) => {
    const changesFit =
      JSON.stringify(evidenceOf(priceTests)) !== JSON.stringify(evidenceOf(get().priceTests));
    set({ priceTests });
    decisions.actions.recordInLog('experiment', testsBody(priceTests, sentence));
    if (!changesFit) return;
    applyTests(priceTests);
    prices.ask();
  };

  const restore = async (body: unknown) => {
    const { parseTests } = await import('../../core/experiments/price-test-schema.ts');
    // Another file may have come meanwhile.
    if (get().loggedTests !== body) return;
    let priceTests: readonly PriceTest[];
    try {
      priceTests = parseTests(body);
    } catch {
      // A log of a later version: its tests cannot be used, and the ones on the page stay.
      return;
    }
    if (JSON.stringify(priceTests) === JSON.stringify(get().priceTests)) return;
    set({ priceTests });
    applyTests(priceTests);
    prices.ask();
  };

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
          const { writtenPlan, priceTests } = get();
          const test = writtenPlan && priceTests.find(({ id }) => id === testId(writtenPlan.design));
          if (!test) return;
          const outcome = outcomeOf(readOut, isResultSimulated);
          const isUsed = test.outcome?.isUsed === true && outcome.evidence !== null;
          keep(
            withTest(priceTests, { ...test, outcome: { ...outcome, isUsed } }),
            `Result of the test of "${test.design.productName}" read: ${readOut.sentence}`,
          );
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
      keep(
        withTest(get().priceTests, newTest(plan.design, plan.unitCost)),
        `Test of "${plan.design.productName}" planned.`,
      );
      const write = async () => {
        const { planCsv } = await import('../../core/experiments/plan-csv.ts');
        const days = (await plannedDays())!;
        const name = plan.design.productId.toLowerCase().replace(/[^a-z0-9]+/g, '-');
        services.saveFile(`price-test-${name}.csv`, new TextEncoder().encode(planCsv(plan.design, days)));
      };
      write().catch((error: unknown) => set({ experimentProblem: sentenceOf(error) }));
    },
    chooseTest: (id) => {
      const test = get().priceTests.find((one) => one.id === id);
      if (test) set({ writtenPlan: test, readOut: null, isResultSimulated: false, experimentProblem: null });
    },
    forgetTest: (id) => {
      const { priceTests, writtenPlan } = get();
      const test = priceTests.find((one) => one.id === id);
      if (!test) return;
      if (writtenPlan && testId(writtenPlan.design) === id) set({ writtenPlan: null, readOut: null });
      keep(
        priceTests.filter((one) => one.id !== id),
        `Test of "${test.design.productName}" taken off the list.`,
      );
    },
    useTestResult: (id, isUsed) => {
      const { priceTests } = get();
      const test = priceTests.find((one) => one.id === id);
      if (!test?.outcome?.evidence) return;
      keep(
        withTest(priceTests, { ...test, outcome: { ...test.outcome, isUsed } }),
        `Result of the test of "${test.design.productName}" ${isUsed ? 'goes into' : 'is taken out of'} the demand fit.`,
      );
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
  return {
    actions,
    onRead: () => {
      forAnyProduct();
      fits = null;
    },
    onProductShown: forAnyProduct,
    onAllFitted: () => applyTests(get().priceTests, true),
    onChange: () => {
      const { loggedTests } = get();
      if (loggedTests === seen) return;
      seen = loggedTests;
      if (loggedTests !== null) void restore(loggedTests);
      else set({ priceTests: [], writtenPlan: null });
    },
  };
}
