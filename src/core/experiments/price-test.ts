// The price tests of a file: what was planned, what each has shown so far, and what goes into the demand fit. Plain data that is
// kept in the audit log, so that it comes back with the file and travels in a project.

import type { TestEvidence } from '../demand/evidence-of-tests.ts';
import type { TestedProducts } from '../demand/tested-demand.ts';
import { isoDate } from '../table/day-numbers.ts';
import { formatCountOf } from '../text/format.ts';
import { assignDays, planSpan, plannedExtent, type TestDesign } from './assignment.ts';
import type { ReadOut } from './read-out.ts';

/** What was last read of a test's result. */
export interface TestOutcome {
  readonly fileName: string;
  readonly state: 'told' | 'open' | 'ended';
  readonly pairs: number;
  readonly sentence: string;
  readonly dailySentence: string;
  /** null where it says nothing of the elasticity, or never took place. */
  readonly evidence: TestEvidence | null;
  /** Whether it goes into the demand fit. */
  readonly isUsed: boolean;
}

export interface PriceTest {
  readonly id: string;
  readonly design: TestDesign;
  /** Currency; null where unknown. */
  readonly unitCost: number | null;
  readonly outcome: TestOutcome | null;
}

/** What a plan that was written says of a test. */
export type PlannedTest = Pick<PriceTest, 'design' | 'unitCost'>;

/** Whether the body of a log's entry lists price tests. */
export function listsTests(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'tests' in body;
}

/** The list as the body of an entry; `sentence` says what has changed. */
export function testsBody(tests: readonly PriceTest[], sentence: string) {
  return { sentence, tests };
}

/** The same design is the same test. */
export function testId({ productId, firstDay, seed, priceA, priceB, priceC = 0 }: TestDesign): string {
  return `${productId} ${isoDate(firstDay)} ${priceA} ${priceB} ${priceC} ${seed}`;
}

export function newTest(design: TestDesign, unitCost: number | null): PriceTest {
  return { id: testId(design), design, unitCost, outcome: null };
}

/** The list with a test in the place of an older one of the same id, else at its end. */
export function withTest(tests: readonly PriceTest[], test: PriceTest): readonly PriceTest[] {
  return tests.some(({ id }) => id === test.id)
    ? tests.map((other) => (other.id === test.id ? test : other))
    : [...tests, test];
}

/** What a result says of a test; one that never took place goes into no fit. */
export function outcomeOf(readOut: ReadOut, isSimulated: boolean): TestOutcome {
  const { fileName, daily, pairs, sentence } = readOut;
  return {
    fileName,
    state: daily.state,
    pairs,
    sentence,
    dailySentence: daily.sentence,
    evidence: isSimulated ? null : readOut.evidence,
    isUsed: false,
  };
}

/** What goes into the demand fits. */
export function evidenceOf(tests: readonly PriceTest[]): TestedProducts {
  const products = new Map<string, TestEvidence[]>();
  for (const { design, outcome } of tests) {
    if (!outcome?.isUsed || outcome.evidence === null) continue;
    products.set(design.productId, [...(products.get(design.productId) ?? []), outcome.evidence]);
  }
  return Object.fromEntries(products);
}

export type TestStage = 'planned' | 'running' | 'due' | 'told' | 'ended';

/** Where a test stands on `today`, days since 1970-01-01. */
export function testStage({ design, outcome }: PriceTest, today: number): TestStage {
  if (outcome && outcome.state !== 'open') return outcome.state;
  if (today < design.firstDay) return 'planned';
  return today <= plannedExtent(assignDays(design)).lastDay ? 'running' : 'due';
}

/** The stage in words. */
export function stageWords(test: PriceTest, today: number): string {
  const plan = assignDays(test.design);
  const { lastDay } = plannedExtent(plan);
  switch (testStage(test, today)) {
    case 'planned':
      return `Begins in ${formatCountOf(test.design.firstDay - today, 'day')} (${planSpan(plan)})`;
    case 'running':
      return `Day ${today - test.design.firstDay + 1} of ${lastDay - test.design.firstDay + 1}, to ${isoDate(lastDay)}`;
    case 'due':
      return `Ended on ${isoDate(lastDay)}: its result is due`;
    case 'told':
      return 'Decided: a difference is shown';
    case 'ended':
      return 'Finished: no difference is shown';
  }
}
