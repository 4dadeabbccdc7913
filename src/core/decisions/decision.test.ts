import fc from 'fast-check';
import { expect, test } from 'vitest';

import { appendEntry, type AuditEntry } from './audit-log.ts';
import { bookWithEntry, encodeDecisions } from './decision-record.ts';
import {
  decisionFor,
  emptyBook,
  inverse,
  leftSentence,
  proposeDecisions,
  suggestionMoved,
  withoutStep,
  withStep,
  withStepAgain,
  type DecidedSuggestion,
  type DecisionBook,
  type DecisionRequest,
} from './decision.ts';

const suggestions: DecidedSuggestion[] = [
  { productId: 'a', price: 11, currentPrice: 10 },
  { productId: 'b', price: 19, currentPrice: 20 },
  { productId: 'infeasible', price: null, currentPrice: 5 },
  { productId: 'constructor', price: 2, currentPrice: 1 },
  { productId: '__proto__', price: 4, currentPrice: 3 },
];

/** The book after a request, as the page would write it. */
function after(book: DecisionBook, request: DecisionRequest, entry: number): DecisionBook {
  const { changes } = proposeDecisions(book.decisions, suggestions, request);
  return changes.length === 0 ? book : withStep(book, { entry, at: '', changes });
}

test('proposeDecisions: accept takes the suggested price, reject keeps today’s, override the person’s own', () => {
  const propose = (request: DecisionRequest) =>
    proposeDecisions(emptyBook.decisions, suggestions, request).changes.map((change) => change.after);
  expect(propose({ action: 'accept', productIds: ['a'] })).toEqual([
    { productId: 'a', action: 'accept', price: 11, suggestedPrice: 11, currentPrice: 10, reason: '' },
  ]);
  expect(propose({ action: 'reject', productIds: ['b', 'infeasible'] })).toMatchObject([
    { action: 'reject', price: 20, suggestedPrice: 19 },
    { action: 'reject', price: 5, suggestedPrice: null },
  ]);
  expect(
    propose({ action: 'override', prices: [{ productId: 'a', price: 12.346 }], reason: ' rival ' }),
  ).toMatchObject([{ action: 'override', price: 12.35, suggestedPrice: 11, reason: 'rival' }]);
});

test('proposeDecisions: what cannot be done stays as it is, with its reason', () => {
  const left = (request: DecisionRequest) =>
    proposeDecisions(emptyBook.decisions, suggestions, request).left.map(({ why }) => why);
  expect(left({ action: 'accept', productIds: ['infeasible', 'unknown'] })).toEqual([
    'noPrice',
    'notSuggested',
  ]);
  const prices = [{ productId: 'a', price: 12 }];
  expect(left({ action: 'override', prices, reason: '  ' })).toEqual(['noReason']);
  for (const price of [0, -1, 0.001, Number.NaN, Infinity])
    expect(left({ action: 'override', prices: [{ productId: 'a', price }], reason: 'x' })).toEqual([
      'badPrice',
    ]);
  expect(left({ action: 'clear', productIds: ['a'] })).toEqual(['unchanged']);
});

test('an override wins: neither accept nor reject touch it until it is taken back', () => {
  const prices = [{ productId: 'a', price: 12 }];
  let book = after(emptyBook, { action: 'override', prices, reason: 'rival' }, 1);
  const request = { action: 'accept', productIds: ['a', 'b', 'infeasible'] } as const;
  const proposal = proposeDecisions(book.decisions, suggestions, request);
  expect(proposal.changes.map(({ productId }) => productId)).toEqual(['b']);
  expect(leftSentence(proposal)).toBe(
    '2 of 3 stay as they are: 1 overridden, which applies until it is taken back; 1 without a recommended price.',
  );
  book = after(book, { action: 'reject', productIds: ['a'] }, 2);
  expect(decisionFor(book.decisions, 'a')?.price).toBe(12);
  book = after(book, { action: 'clear', productIds: ['a'] }, 3);
  expect(decisionFor(book.decisions, 'a')).toBeNull();
  book = after(book, { action: 'accept', productIds: ['a'] }, 4);
  expect(decisionFor(book.decisions, 'a')?.price).toBe(11);
});

test('recalculation: decisions stand, and those whose suggestion moved are marked', () => {
  const book = after(emptyBook, { action: 'accept', productIds: ['a', 'b'] }, 1);
  const moved = (productId: string, price: number | null, currentPrice: number) =>
    suggestionMoved(decisionFor(book.decisions, productId)!, { productId, price, currentPrice });
  expect(moved('a', 11, 10)).toBe(false);
  expect(moved('a', 11.5, 10)).toBe(true);
  expect(moved('a', null, 10)).toBe(true);
  expect(moved('b', 19, 21)).toBe(true);
});

test('decisionFor: a product called like a property of every object is not decided by that', () => {
  for (const productId of ['constructor', '__proto__', 'toString']) {
    expect(decisionFor(emptyBook.decisions, productId)).toBeNull();
    expect(decisionFor({}, productId)).toBeNull();
  }
  const book = after(emptyBook, { action: 'accept', productIds: ['constructor', '__proto__'] }, 1);
  expect(decisionFor(book.decisions, '__proto__')?.price).toBe(4);
  expect(decisionFor(book.decisions, 'constructor')?.price).toBe(2);
  expect(Object.keys(book.decisions).sort()).toEqual(['__proto__', 'constructor']);
});

test('undo and redo: go back and forth step by step; a new decision forgets what was undone', () => {
  let book = after(emptyBook, { action: 'accept', productIds: ['a', 'b'] }, 1);
  book = after(book, { action: 'reject', productIds: ['a'] }, 2);
  const whole = book;
  book = withoutStep(book, 2);
  expect(decisionFor(book.decisions, 'a')?.action).toBe('accept');
  book = withoutStep(book, 1);
  expect(book.decisions).toEqual({});
  expect(withoutStep(book, 1)).toBe(book);
  book = withStepAgain(withStepAgain(book, 1), 2);
  expect(book).toEqual(whole);
  book = after(withoutStep(book, 2), { action: 'reject', productIds: ['b'] }, 3);
  expect(book.undone).toEqual([]);
  expect(withStepAgain(book, 2)).toBe(book);
});

const ids = suggestions.map(({ productId }) => productId);
const anyRequest: fc.Arbitrary<DecisionRequest | 'undo' | 'redo'> = fc.oneof(
  fc.constantFrom('undo' as const, 'redo' as const),
  fc.record({
    action: fc.constantFrom('accept' as const, 'reject' as const, 'clear' as const),
    productIds: fc.subarray(ids, { minLength: 1 }),
  }),
  fc.record({
    action: fc.constant('override' as const),
    prices: fc
      .subarray(ids, { minLength: 1 })
      .map((some) => some.map((productId) => ({ productId, price: 7 }))),
    reason: fc.string({ minLength: 1 }),
  }),
);

test('a book read back from its log is the book that was written, whatever was done and undone', () => {
  fc.assert(
    fc.property(fc.array(anyRequest, { maxLength: 30 }), (requests) => {
      let book = emptyBook;
      const log: AuditEntry[] = [];
      for (const request of requests) {
        const entry = log.length + 1;
        const append = (kind: 'decision' | 'undo' | 'redo', body: unknown) =>
          // Through JSON, as a file or a database would take it.
          void log.push(
            JSON.parse(JSON.stringify(appendEntry(log.at(-1) ?? null, '', kind, body))) as AuditEntry,
          );
        if (request === 'undo' || request === 'redo') {
          const step = (request === 'undo' ? book.done : book.undone).at(-1);
          if (!step) continue;
          const changes = request === 'undo' ? inverse(step.changes) : step.changes;
          append(request, encodeDecisions(changes, step.entry));
          book = request === 'undo' ? withoutStep(book, step.entry) : withStepAgain(book, step.entry);
        } else {
          const { changes } = proposeDecisions(book.decisions, suggestions, request);
          if (changes.length === 0) continue;
          append('decision', encodeDecisions(changes));
          book = withStep(book, { entry, at: '', changes });
        }
      }
      expect(log.reduce(bookWithEntry, emptyBook)).toEqual(book);
      // Undoing everything leaves nothing.
      const undone = book.done.reduceRight((left, step) => withoutStep(left, step.entry), book);
      expect(undone.decisions).toEqual({});
    }),
  );
});

test('bookWithEntry: a decision that cannot be read is refused, other entries change nothing', () => {
  const entry = (kind: 'decision' | 'undo' | 'guardrails', body: unknown) =>
    appendEntry(null, '', kind, body);
  expect(bookWithEntry(emptyBook, entry('guardrails', {}))).toBe(emptyBook);
  expect(() => bookWithEntry(emptyBook, entry('decision', { productId: ['a'] }))).toThrow(
    'Entry 1 of the audit log cannot be read: it is not a valid entry of kind "decision".',
  );
  const { changes } = proposeDecisions(emptyBook.decisions, suggestions, {
    action: 'accept',
    productIds: ['a'],
  });
  const uneven = { ...encodeDecisions(changes), reason: [] };
  expect(() => bookWithEntry(emptyBook, entry('decision', uneven))).toThrow(/Entry 1/);
  expect(() => bookWithEntry(emptyBook, entry('undo', encodeDecisions(changes)))).toThrow(/kind "undo"/);
});
