// What the palette finds: sections, what can be done now, and products. Pure; each entry says what choosing it does.

import { kindNamed } from '../../core/market/kinds.ts';
import type { LabStore, SectionId } from '../../store/lab-state.ts';
import { isActive } from '../../store/run-view.ts';
import { plannedSweep } from '../../store/features/sweep-feature.ts';
import { canShowUntrained } from '../../store/features/untrained-feature.ts';
import { sweepSize } from '../../core/run/sweep.ts';
import type { SectionKind } from '../section-kind.ts';
import { sections } from '../sections.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly group: 'Sections' | 'Actions' | 'Products';
  readonly label: string;
  readonly note?: string;
  /** Found by these words as well. */
  readonly words?: string;
  readonly run: () => void;
}

/** So many products are listed at once; more words find the others. */
const mostProducts = 8;

/** What the page itself does for the palette. */
export interface PaletteHost {
  readonly showHelp: () => void;
  readonly showGlossary: () => void;
  readonly switchScheme: () => void;
  readonly copyLink: () => void;
}

/** The entries that contain every word typed; tabs and products only once something is typed. */
export function paletteEntries(state: LabStore, query: string, host: PaletteHost): readonly PaletteEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const contains = (text: string) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const listed = [...sectionEntries(state), ...actionEntries(state, host)].filter(({ label, words: more }) =>
    contains(`${label} ${more ?? ''}`),
  );
  if (words.length === 0) return listed;
  const tabs = tabEntries(state).filter(({ label, words: more }) => contains(`${label} ${more ?? ''}`));
  return [...listed, ...tabs, ...productEntries(state, contains)];
}

function sectionEntries({ actions }: LabStore): readonly PaletteEntry[] {
  return sections.map(({ id, label }) => ({
    id: `section ${id}`,
    group: 'Sections',
    label,
    words: 'go to open section',
    run: () => actions.goTo(id),
  }));
}

/** The first tab of a section is the section itself. */
function tabEntries({ actions }: LabStore): readonly PaletteEntry[] {
  return sections.flatMap(({ id, label, tabs = [] }: SectionKind) =>
    tabs.slice(1).map((tab): PaletteEntry => ({
      id: `tab ${id} ${tab.id}`,
      group: 'Sections',
      label: `${label}: ${tab.label}`,
      words: 'go to open tab',
      run: () => actions.goTo(id, tab.id),
    })),
  );
}

function actionEntries(state: LabStore, host: PaletteHost): readonly PaletteEntry[] {
  const { actions, run, undoable, redoable, model, suggestions, data } = state;
  const planned = plannedSweep(state);
  const runs = 'plan' in planned ? sweepSize(planned.plan) : 1;
  const goAndDo = (section: SectionId, act: () => void, tab?: string) => () => {
    actions.goTo(section, tab);
    act();
  };
  const action = (label: string, doIt: () => void, words = '', isPossible = true): readonly PaletteEntry[] =>
    isPossible ? [{ id: `action ${label}`, group: 'Actions', label, words, run: doIt }] : [];
  const isReady = data.status === 'ready';
  return [
    ...action(
      runs > 1 ? `Train ${runs} runs` : 'Start training',
      goAndDo('train', () => actions.startSweep(), 'run'),
      'run learn begin',
      !isActive(run) && 'plan' in planned && (isReady || kindNamed(state.settings.market).needsFile === null),
    ),
    ...action(
      'Show prices',
      () => actions.showPrices(),
      'recommend suggest without training',
      model !== null || canShowUntrained(state),
    ),
    ...action('Pause training', () => actions.pause(), 'run', run.state === 'training'),
    ...action('Resume training', () => actions.resume(), 'run go on', run.state === 'paused'),
    ...action('Stop training', () => actions.stop(), 'run end', isActive(run)),
    ...action(`Undo: ${undoable.at(-1)?.label ?? ''}`, () => actions.undoLast(), 'back', undoable.length > 0),
    ...action(
      `Redo: ${redoable.at(-1)?.label ?? ''}`,
      () => actions.redoLast(),
      'again',
      redoable.length > 0,
    ),
    ...action('Save the report', () => actions.exportReport(), 'export html boss', suggestions.length > 0),
    ...action('Save the model', () => actions.exportModel(), 'export zip', model !== null),
    ...action(
      'Reset all settings to defaults',
      goAndDo('train', () => actions.resetSettings(), 'run'),
      'reset',
    ),
    ...action('Take the tour', () => actions.startTour(), 'demo story example', true),
    ...action('Copy a link to this lab', host.copyLink, 'share address settings url'),
    ...action('Switch light and dark', host.switchScheme, 'colour scheme theme'),
    ...action('Glossary', host.showGlossary, 'words terms meaning explain help'),
    ...action('Show keyboard shortcuts', host.showHelp, 'shortcuts help keyboard'),
  ];
}

function productEntries(
  { data, actions, suggestions }: LabStore,
  contains: (text: string) => boolean,
): readonly PaletteEntry[] {
  if (data.status !== 'ready') return [];
  const section = suggestions.length > 0 ? 'prices' : 'demand';
  const found: PaletteEntry[] = [];
  for (const [index, { product }] of data.dataset.histories.entries()) {
    if (found.length === mostProducts) break;
    if (!contains(`${product.name} ${product.id} ${product.category ?? ''}`)) continue;
    found.push({
      id: `product ${index}`,
      group: 'Products',
      label: product.name,
      ...(product.category == null ? {} : { note: product.category }),
      run: () => {
        actions.showProduct(index);
        actions.goTo(section, section === 'demand' ? 'products' : undefined);
      },
    });
  }
  return found;
}
