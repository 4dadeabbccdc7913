// What stands by a log, where entries follow each other.

import { expect, test } from 'vitest';

import { appendEntry, type AuditEntry } from '../../../core/decisions/audit-log.ts';
import { emptyShop, withEntries, type ModelStep } from './shop-state.ts';

const first = 'a'.repeat(64);
const second = 'b'.repeat(64);

test('a model that is in use again counts as promoted by whoever promoted it, not by the rule that took another back', () => {
  const entries: AuditEntry[] = [];
  const write = (body: unknown) =>
    entries.push(appendEntry(entries.at(-1) ?? null, '2026-11-30T00:00:00.000Z', 'model', body));
  const propose = (model: string) =>
    write({ step: 'proposed', model, name: model[0], agent: 'sac', sales: null, comparison: null, sentence: '' });
  const move = (step: ModelStep['step'], model: string | null, by: ModelStep['by']) =>
    write({ step, model, by, sentence: '' });
  propose(first);
  move('promoted', first, 'person');
  propose(second);
  move('promoted', second, 'rule');
  expect(withEntries(emptyShop, entries)).toMatchObject({ modelInUse: second, modelBy: 'rule' });
  move('rolledBack', first, 'rule');
  expect(withEntries(emptyShop, entries)).toMatchObject({ modelInUse: first, modelBy: 'person' });
  move('rolledBack', null, 'rule');
  expect(withEntries(emptyShop, entries)).toMatchObject({ modelInUse: null, modelBy: null });
});
