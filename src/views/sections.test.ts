import { readdirSync, readFileSync } from 'node:fs';

import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import { expect, test, vi } from 'vitest';

import { createLabStore } from '../store/lab-store.ts';
import { openTab, placeOfAddress, sectionAddress, sectionMark, sectionOf, sections } from './sections.ts';

const state = createLabStore({} as never, 'auto').getState();

vi.mock('../store/use-lab.ts', () => ({
  useLab: (select: (from: typeof state) => unknown) => select(state),
  labStore: { getState: () => state },
}));

test('sections: every folder with a descriptor is listed once', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => readdirSync(`${import.meta.dirname}/${name}`).includes(`${name}.section.ts`));
  expect(sections.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
});

test('sections: an address names its section and no other', () => {
  expect(sections.map(({ id }) => placeOfAddress(sectionAddress(id))?.section)).toEqual(
    sections.map(({ id }) => id),
  );
  expect(placeOfAddress('#/nowhere')).toBeNull();
  expect(placeOfAddress('')).toBeNull();
});

test('sections: an address names each tab; an unknown one is the first', () => {
  for (const { id } of sections)
    for (const tab of sectionOf(id).tabs ?? [])
      expect(placeOfAddress(sectionAddress(id, tab.id))).toEqual({ section: id, tab: tab.id });
  expect(sectionAddress('train', 'run')).toBe('#/train');
  expect(sectionAddress('train', 'runs')).toBe('#/train/runs');
  expect(placeOfAddress('#/train/nowhere')).toEqual({ section: 'train', tab: 'run' });
  expect(placeOfAddress('#/data')).toEqual({ section: 'data', tab: null });
});

test('openTab: where the section was left, else its first; none where there are none', () => {
  expect(openTab('train', { tabs: {} })).toBe('run');
  expect(openTab('train', { tabs: { train: 'play' } })).toBe('play');
  expect(openTab('train', { tabs: { train: 'gone' } })).toBe('run');
  expect(openTab('data', { tabs: { data: 'play' } })).toBeNull();
});

test('sections: the rail links to each of them, in their order', async () => {
  const { Rail } = await import('./shell/rail.tsx');
  const html = renderToStaticMarkup(createElement(Rail));
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  expect(links).toEqual(sections.map(({ id }) => sectionAddress(id)));
  for (const { label } of sections) expect(html).toContain(`<span>${label}</span>`);
});

test('sections: the page object of the browser tests names no section itself', () => {
  const source = readFileSync(`${import.meta.dirname}/../../e2e/pages/lab-page.ts`, 'utf8');
  expect(source).toContain('views/sections.ts');
  for (const { label } of sections) expect(source).not.toContain(`'${label}'`);
});

test('sectionMark: an empty lab sends to Data first', () => {
  expect(sections.map((section) => sectionMark(section, state))).toEqual([
    'next',
    ...sections.slice(1).map(() => 'none'),
  ]);
});

test('sectionMark: with a file Train is next, and a run under way says so', () => {
  const read = { ...state, data: { status: 'ready', dataset: { histories: [] } } as never };
  expect(sectionMark(sectionOf('data'), read)).toBe('done');
  expect(sectionMark(sectionOf('train'), read)).toBe('next');
  const running = { ...read, run: { ...state.run, state: 'training' as const } };
  expect(sectionMark(sectionOf('train'), running)).toBe('running');
  expect(sectionMark(sectionOf('prices'), running)).toBe('none');
});
