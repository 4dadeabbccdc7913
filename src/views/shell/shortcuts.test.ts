// @vitest-environment jsdom
import { expect, test } from 'vitest';

import { keysHere, shortcutOf } from './shortcuts.ts';

function pressed(init: KeyboardEventInit, target: HTMLElement = document.body) {
  if (target !== document.body) document.body.append(target);
  let found: ReturnType<typeof shortcutOf> = null;
  target.addEventListener('keydown', (event) => (found = shortcutOf(event)), { once: true });
  target.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true }));
  return found;
}

test('shortcutOf: the keys of the list', () => {
  expect(pressed({ key: 'k', ctrlKey: true })).toBe('palette');
  expect(pressed({ key: 'z', ctrlKey: true })).toBe('undo');
  expect(pressed({ key: 'Z', ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(pressed({ key: 'z', metaKey: true })).toBe('undo');
  expect(pressed({ key: 'y', ctrlKey: true })).toBe('redo');
  expect(pressed({ key: '?', shiftKey: true })).toBe('help');
  expect(pressed({ key: 'z' })).toBeNull();
});

test('shortcutOf: a field that is typed in keeps its own undo and its question marks', () => {
  const field = () => document.createElement('input');
  expect(pressed({ key: 'z', ctrlKey: true }, field())).toBeNull();
  expect(pressed({ key: '?' }, field())).toBeNull();
  expect(pressed({ key: 'k', ctrlKey: true }, field())).toBe('palette');
  const box = Object.assign(field(), { type: 'checkbox' });
  expect(pressed({ key: 'z', ctrlKey: true }, box)).toBe('undo');
});

test('keysHere: Command on a Mac', () => {
  expect(keysHere(['Ctrl', 'Shift', 'Z'], true)).toEqual(['⌘', '⇧', 'Z']);
  expect(keysHere(['Ctrl', 'K'], false)).toEqual(['Ctrl', 'K']);
});
