// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';

import { fakeServices } from '../../store/context-fixture.ts';
import { createLabStore } from '../../store/lab-store.ts';
import { paletteEntries } from './palette-entries.ts';

const host = { showHelp: vi.fn(), showGlossary: vi.fn(), switchScheme: vi.fn(), copyLink: vi.fn() };

function lab() {
  const store = createLabStore(fakeServices().services, 'auto');
  const labels = (query: string) => paletteEntries(store.getState(), query, host).map(({ label }) => label);
  return { store, labels, state: () => store.getState() };
}

test('paletteEntries: sections and what can be done now; what cannot is not offered', () => {
  const { labels, state } = lab();
  expect(labels('')).toContain('Experiments');
  expect(labels('')).not.toContain('Save the report');
  expect(labels('')).not.toContain('Stop training');
  expect(labels('undo')).toEqual([]);
  state().actions.setSetting('seed', 5);
  expect(labels('undo')).toEqual(['Undo: Seed']);
  state().actions.applySettings({ market: 'demand' });
  state().actions.setSeeds(3);
  expect(labels('train')).toContain('Train 3 runs');
});

test('paletteEntries: every word must be found; choosing does it', () => {
  const { labels, state } = lab();
  expect(labels('go monitor')).toEqual(['Monitor']);
  paletteEntries(state(), 'monitor', host)[0]!.run();
  expect(state().section).toBe('monitor');
  expect(labels('runs').filter((label) => label.startsWith('Train'))).toEqual(['Train: Runs']);
  paletteEntries(state(), 'train: runs', host)[0]!.run();
  expect([state().section, state().tabs]).toEqual(['train', { train: 'runs' }]);
  paletteEntries(state(), 'copy link', host)[0]!.run();
  expect(host.copyLink).toHaveBeenCalledOnce();
  paletteEntries(state(), 'glossary', host)[0]!.run();
  expect(host.showGlossary).toHaveBeenCalledOnce();
  expect(labels('no such thing')).toEqual([]);
});

test('paletteEntries: products once something is typed, a few at a time', () => {
  const { store, labels, state } = lab();
  const histories = Array.from({ length: 30 }, (_, i) => ({
    product: { id: `P${i}`, name: `Soap ${i}`, category: i % 2 === 0 ? 'Bath' : null },
  }));
  store.setState({ data: { status: 'ready', dataset: { histories }, reading: 1 } as never });
  expect(labels('').filter((label) => label.startsWith('Soap'))).toEqual([]);
  expect(labels('soap')).toHaveLength(8);
  const [found] = paletteEntries(state(), 'soap 21', host);
  expect(found!.label).toBe('Soap 21');
  found!.run();
  expect([state().shownProduct, state().section]).toEqual([21, 'demand']);
  expect(labels('bath p4')).toEqual(['Soap 4']);
});
