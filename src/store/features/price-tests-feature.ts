// The price tests of this file: a list that stands in its audit log, so that it comes back with the file and travels in a project.
// What is used of their results goes into the demand fits and into every request for prices.

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import { testedDemand } from '../../core/demand/tested-demand.ts';
import {
  evidenceOf,
  newTest,
  outcomeOf,
  type PlannedTest,
  type PriceTest,
  testId,
  testsBody,
  withTest,
} from '../../core/experiments/price-test.ts';
import type { ReadOut } from '../../core/experiments/read-out.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { DecisionsFeature } from './decisions-feature.ts';
import type { PricesFeature } from './prices-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends PriceTestsState {}
  interface LabActions extends PriceTestsActions {}
}

export interface PriceTestsState {
  /** Oldest first. */
  readonly priceTests: readonly PriceTest[];
}

interface PriceTestsActions {
  /** The result that is read next is this test's. */
  chooseTest(id: string): void;
  forgetTest(id: string): void;
  /** Puts what a test has shown into the demand fit of its product, or takes it out again. */
  useTestResult(id: string, isUsed: boolean): void;
}

export const noPriceTests: PriceTestsState = { priceTests: [] };

export interface PriceTestsFeature extends Feature<PriceTestsActions> {
  keepPlan(plan: PlannedTest): void;
  /** Of the test whose result is read. */
  keepOutcome(readOut: ReadOut, isSimulated: boolean): void;
}

/** The demand fits of the page with what is used of the tests in them. */
class TestedFits {
  /** The fits of the file alone, and those with tests in them that stand in their place. */
  private known: {
    readonly file: readonly DemandSummary[];
    readonly tested: readonly DemandSummary[];
  } | null = null;
  private readonly context: Pick<FeatureContext, 'get' | 'set'>;

  constructor(context: Pick<FeatureContext, 'get' | 'set'>) {
    this.context = context;
  }

  forget(): void {
    this.known = null;
  }

  /** Fits that have just come hold no tests yet. */
  apply(areNew = false): void {
    const { demand, priceTests } = this.context.get();
    const file = !areNew && demand === this.known?.tested ? this.known.file : demand;
    const tested = testedDemand(file, evidenceOf(priceTests));
    const isSame = tested.every((summary, i) => summary === demand[i]);
    this.known = { file, tested: isSame ? demand : tested };
    if (!isSame) this.context.set({ demand: tested });
  }
}

export function priceTestsFeature(
  { get, set }: FeatureContext,
  prices: Pick<PricesFeature, 'ask'>,
  decisions: DecisionsFeature,
): PriceTestsFeature {
  const fits = new TestedFits({ get, set });
  /** The body of the log that the list was last taken from. */
  let seen: unknown = null;

  /** What is used of the results has changed. */
  const follow = () => {
    fits.apply();
    prices.ask();
  };

  /** The list from now on; it stands in the audit log, and prices follow where the fit does. */
  const keep = (priceTests: readonly PriceTest[], sentence: string) => {
    const used = (tests: readonly PriceTest[]) => JSON.stringify(evidenceOf(tests));
    const isUsedAnew = used(priceTests) !== used(get().priceTests);
    set({ priceTests });
    decisions.actions.recordInLog('experiment', testsBody(priceTests, sentence));
    if (isUsedAnew) follow();
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
    follow();
  };

  return {
    actions: testActions({ get, set }, keep),
    keepPlan: ({ design, unitCost }) =>
      keep(withTest(get().priceTests, newTest(design, unitCost)), `Test of "${design.productName}" planned.`),
    keepOutcome: (readOut, isSimulated) => {
      const { writtenPlan, priceTests } = get();
      const test = writtenPlan && priceTests.find(({ id }) => id === testId(writtenPlan.design));
      if (!test) return;
      const outcome = outcomeOf(readOut, isSimulated);
      const isUsed = test.outcome?.isUsed === true && outcome.evidence !== null;
      keep(
        withTest(priceTests, { ...test, outcome: { ...outcome, isUsed } }),
        `Result of the test of "${test.design.productName}" read: ${readOut.sentence}`,
      );
    },
    onRead: () => fits.forget(),
    onAllFitted: () => fits.apply(true),
    onChange: () => {
      const { loggedTests } = get();
      if (loggedTests === seen) return;
      seen = loggedTests;
      if (loggedTests !== null) void restore(loggedTests);
      else set({ priceTests: [], writtenPlan: null });
    },
  };
}

function testActions(
  { get, set }: Pick<FeatureContext, 'get' | 'set'>,
  keep: (priceTests: readonly PriceTest[], sentence: string) => void,
): PriceTestsActions {
  return {
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
        `Test of "${test.design.productName}" deleted from the list.`,
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
  };
}
