import { expect, test } from 'vitest';

import { decodeAuditFile, encodeAuditEntries, encodeAuditHead } from './audit-file.ts';
import { appendEntry, headOf, type AuditKind } from './audit-log.ts';
import { entrySentence } from './audit-words.ts';
import { decodeDecisions, encodeDecisions } from './decision-record.ts';
import { emptyBook, proposeDecisions, type DecisionRequest } from './decision.ts';

const suggestions = ['tea', 'coffee', 'milk'].map((productId, i) => ({
  productId,
  price: 11 + i,
  currentPrice: 10 + i,
}));
const say = (kind: AuditKind, body: unknown) => entrySentence(appendEntry(null, '', kind, body));
const changes = (request: DecisionRequest) =>
  proposeDecisions(emptyBook.decisions, suggestions, request).changes;

test('entrySentence: one product is named, many are counted', () => {
  const one = changes({ action: 'accept', productIds: ['tea'] });
  expect(say('decision', encodeDecisions(one))).toBe('"tea" accepted at 11.00.');
  const many = changes({ action: 'accept', productIds: ['tea', 'coffee', 'milk'] });
  expect(say('decision', encodeDecisions(many))).toBe('3 products accepted.');
  const override = changes({
    action: 'override',
    prices: [{ productId: 'tea', price: 9.5 }],
    reason: 'Clearance.',
  });
  expect(say('decision', encodeDecisions(override))).toBe('"tea" overridden to 9.50: Clearance.');
  const later = { ...encodeDecisions(one), from: '2027-01-04' };
  expect(say('decision', later)).toBe('"tea" accepted at 11.00 from 2027-01-04 on.');
  expect(say('decision', { ...encodeDecisions(many), from: '2027-01-04' })).toBe(
    '3 products accepted, from 2027-01-04 on.',
  );
  // Read back, it is the day of each decision; a day that is none makes the entry no decision.
  expect(decodeDecisions(later)!.decisions[0]).toMatchObject({ action: 'accept', from: '2027-01-04' });
  expect(decodeDecisions({ ...later, from: 'soon' })).toBeNull();
  const undone = one.map(({ productId, after }) => ({ productId, before: after, after: null }));
  expect(say('undo', encodeDecisions(undone, 4))).toBe('Undone entry 4: "tea" undecided again.');
});

test('entrySentence: what was recommended, with which model, and for which file', () => {
  const model = { agent: 'sac', market: 'history', seed: 3, origin: 'run' };
  expect(say('suggestions', { products: 60, priced: 58, digest: '', model })).toBe(
    'Recommendations for 60 products, the agent is SAC, seed 3, 2 without a price.',
  );
  expect(say('opened', { data: 'f', fileName: 'tea.csv' })).toBe('Log begun for tea.csv.');
  expect(say('monitor', { sentence: '3 alerts.' })).toBe('Monitoring: 3 alerts.');
  expect(say('guardrails', { anything: 1 })).toBe('Guardrails changed.');
});

test('the audit file: lines go out and come back; what is no line of it is named', () => {
  const first = appendEntry(null, '2026-11-22T10:00:00.000Z', 'opened', { data: 'f', fileName: null });
  const second = appendEntry(first, '2026-11-22T10:00:01.000Z', 'guardrails', { é: 'a\nb' });
  const text = encodeAuditEntries([first, second]) + encodeAuditHead(headOf(second));
  expect(decodeAuditFile(text)).toEqual({ entries: [first, second], head: headOf(second) });
  expect(decodeAuditFile(`\uFEFF${text.replaceAll('\n', '\r\n')}`).entries).toEqual([first, second]);
  expect(decodeAuditFile(encodeAuditEntries([first])).head).toBeNull();
  expect(() => decodeAuditFile('')).toThrow('The file is empty; an audit log has one entry per line.');
  expect(() => decodeAuditFile('a,b\n1,2')).toThrow(/^Line 1: expected a line of JSON/);
  expect(() => decodeAuditFile('{"index":"1"}')).toThrow(/^Line 1: expected an entry of the audit log/);
  expect(() => decodeAuditFile(text + encodeAuditEntries([first]))).toThrow(/^Line 4: the log ended/);
});
