import { expect, test } from 'vitest';

import { RememberedAnswers } from './remembered-answers.ts';

function keepsake() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  };
}

test('RememberedAnswers: answers come back for the same header alone, until they are forgotten', () => {
  const store = keepsake();
  new RememberedAnswers(store).keep(['a', 'b'], { mapping: { date: 1 } });
  const later = new RememberedAnswers(store);
  expect(later.of(['a', 'b'])).toEqual({ mapping: { date: 1 } });
  expect(later.of(['b', 'a'])).toBeNull();
  later.forget(['a', 'b']);
  expect(later.of(['a', 'b'])).toBeNull();
});

test('RememberedAnswers: the sheet and the year belong to one file and are not kept', () => {
  const remembered = new RememberedAnswers(keepsake());
  remembered.keep(['a'], { part: 'May', year: 2024, dateOrder: 'dmy' });
  expect(remembered.of(['a'])).toEqual({ dateOrder: 'dmy' });
  remembered.keep(['a'], { year: 2025 });
  expect(remembered.of(['a'])).toBeNull();
});

test('RememberedAnswers: the latest 50 headers are kept', () => {
  const remembered = new RememberedAnswers(keepsake());
  for (let i = 0; i < 51; i++) remembered.keep([`h${i}`], { dateOrder: 'mdy' });
  expect(remembered.of(['h0'])).toBeNull();
  expect(remembered.of(['h1'])).toEqual({ dateOrder: 'mdy' });
});

test('RememberedAnswers: a browser that keeps nothing, or something else, remembers nothing and does not fail', () => {
  const forbidden = () => {
    throw new Error('forbidden');
  };
  const blocked = new RememberedAnswers({ getItem: forbidden, setItem: forbidden });
  blocked.keep(['a'], { dateOrder: 'dmy' });
  expect(blocked.of(['a'])).toBeNull();
  const odd = keepsake();
  odd.setItem('pricing-lab answers by header', '[{"headers":3},null]');
  expect(new RememberedAnswers(odd).of(['a'])).toBeNull();
  expect(new RememberedAnswers(null).of(['a'])).toBeNull();
});
