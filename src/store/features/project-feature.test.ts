// Opening a project step by step, and what each step can refuse; the service, the reader and the worker are stand-ins.

import { expect, test } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { ProjectContent } from '../../core/export/project-file.ts';
import { smallRun } from '../../core/export/run/run-fixture.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { abortError } from '../../worker/calls.ts';
import { WorkerGone } from '../../worker/client.ts';
import type { DecisionService } from '../archive/decision-service.ts';
import { contextOf, settled } from '../context-fixture.ts';
import type { LabState } from '../lab-state.ts';
import { emptyRun } from '../run-view.ts';
import { downloadsFeature } from './downloads-feature.ts';
import { projectFeature } from './project-feature.ts';

const dataset = { fingerprint: 'f1', fileName: 'tea.csv', histories: [{}, {}] } as unknown as Dataset;
const content: ProjectContent = {
  createdAt: '2026-11-22T10:00:00.000Z',
  source: {
    name: 'tea.csv',
    bytes: new Uint8Array([1, 2]),
    fingerprint: 'f1',
    choices: { salesMeaning: 'units' },
  },
  settings: { ...smallRun.settings, seed: 42 },
  trainFor: 'shown',
  shownProduct: 7,
  guardrails: { ...defaultGuardrails, products: { tea: { minPrice: 9 } } },
  advice: {
    level: 0.9,
    objective: 'revenue',
    lean: { towards: 'units', weight: 0.35 },
    mostChanges: 12,
    typedPrices: { tea: 9.25 },
  },
  run: { ...smallRun, data: { fileName: 'tea.csv', fingerprint: 'f1' } },
  log: { dataKey: 'f1', entries: [], head: { entries: 3, hash: 'x' }, suggestions: [] },
};

function page(changes: Partial<LabState> = {}, logProblem: string | null = null) {
  const { context, lab, saved, state, become } = contextOf(changes);
  const done: string[] = [];
  const service = {
    checkLog: () => {
      done.push('log checked');
      return logProblem === null ? Promise.resolve() : Promise.reject(new Error(logProblem));
    },
    bringLog: () => {
      done.push('log brought');
      return Promise.resolve();
    },
    copyLog: () => Promise.resolve(null),
  } as unknown as DecisionService;
  const read: { resolve(dataset: Dataset): void; reject(error: Error): void }[] = [];
  const { actions } = projectFeature(
    context,
    {
      actions: {} as never,
      shown: () => null,
      read: ({ name }) => {
        done.push(`reading ${name}`);
        return new Promise((resolve, reject) => read.push({ resolve, reject }));
      },
    },
    { actions: {} as never, service: () => Promise.resolve(service) },
  );
  return {
    actions: { ...actions, ...downloadsFeature(context).actions },
    lab,
    saved,
    done,
    state,
    /** The sales file is on the page. */
    loaded: (arrived = dataset) => {
      become({ data: { status: 'ready', dataset: arrived, reading: 5 } as never });
      read.at(-1)!.resolve(arrived);
      return settled();
    },
    unread: (error: Error) => {
      read.at(-1)!.reject(error);
      return settled();
    },
    open: async () => {
      actions.openProject(new File(['x'], 'tea.pricinglab'));
      await expect.poll(() => lab.calls.length).toBeGreaterThanOrEqual(1);
    },
    /** The worker has checked the file. */
    checked: () => lab.last().answer({ ticket: 3, content }),
  };
}

test('openProject: the file is checked, the log compared, the data read; then the page is the project’s', async () => {
  const { lab, done, state, open, checked, loaded } = page();
  await open();
  expect(lab.names()).toEqual(['openProject']);
  expect(state().projectWork).toBe('opening');
  await checked();
  expect(done).toEqual(['log checked', 'reading tea.csv']);
  expect(state().settings, 'nothing has changed yet').toBe(defaultSettings);
  await loaded();
  expect(done.at(-1)).toBe('log brought');
  expect(lab.last()).toMatchObject({ name: 'adoptModels', args: { ticket: 3 } });
  expect(state()).toMatchObject({
    settings: { seed: 42 },
    trainFor: 'shown',
    shownProduct: 1, // the last of two
    guardrails: content.guardrails,
    advice: content.advice,
    projectWork: 'idle',
    run: { state: 'finished', reading: 5, evaluations: smallRun.evaluations },
    runStartedAt: { runId: 'run-1', at: smallRun.startedAt },
  });
  expect(state().projectNote).toContain('tea.pricinglab of 2026-11-22 is open');
});

test.each<[string, (lab: ReturnType<typeof page>) => Promise<void>, string | null]>([
  [
    'the file',
    ({ lab }) => lab.last().refuse('The project cannot be opened: it is not a zip file.'),
    'The project cannot be opened: it is not a zip file.',
  ],
  [
    'another file that was read',
    async ({ checked, loaded }) => {
      await checked();
      await loaded({ ...dataset, fingerprint: 'f2' });
    },
    'The project cannot be opened: another file was loaded meanwhile.',
  ],
  [
    'the sales file',
    async ({ checked, unread }) => {
      await checked();
      await unread(new Error('No price column.'));
    },
    'The project cannot be opened: No price column.',
  ],
  ['the worker', ({ lab }) => lab.last().refuse(new WorkerGone('out of memory', false)), 'out of memory.'],
  [
    'the person',
    async ({ checked, unread }) => {
      await checked();
      await unread(abortError());
    },
    null,
  ],
])('openProject: refused because of %s, and nothing is changed', async (_, step, sentence) => {
  const lab = page();
  await lab.open();
  await step(lab);
  expect(lab.state()).toMatchObject({
    exportProblem: sentence,
    projectWork: 'idle',
    settings: defaultSettings,
    guardrails: defaultGuardrails,
    run: emptyRun,
  });
  expect(lab.done).not.toContain('log brought');
  expect(lab.lab.names()).not.toContain('adoptModels');
});

test('openProject: a log that parts from the kept one refuses it before anything is read', async () => {
  const lab = page({}, 'this browser keeps another audit log about the same data');
  await lab.open();
  await lab.checked();
  expect(lab.done).toEqual(['log checked']);
  expect(lab.state().exportProblem).toBe(
    'The project cannot be opened: this browser keeps another audit log about the same data.',
  );
});

test('openProject: not while a run is under way', async () => {
  const { actions, lab, state } = page({ run: { ...emptyRun, runId: 'a', state: 'training' } });
  actions.openProject(new File(['x'], 'tea.pricinglab'));
  await settled();
  expect(lab.calls).toEqual([]);
  expect(state().exportProblem).toContain('A run is under way');
});

test('saveProject: models that could not be put in are named once it is saved', async () => {
  const { actions, lab, saved, state } = page();
  for (const leftOut of [[], ['Spring'], ['Spring', 'Autumn']]) {
    actions.saveProject();
    const asked = lab.calls.length + 1;
    await expect.poll(() => lab.calls.length).toBe(asked);
    expect(lab.last()).toMatchObject({ name: 'saveProject', args: { stem: 'market', inUse: null } });
    expect(state().projectWork).toBe('saving');
    await lab.last().answer({ fileName: 'market.pricinglab', bytes: new Uint8Array(1), leftOut });
    expect(state().projectWork).toBe('idle');
    if (leftOut.length === 0) expect(state().exportProblem).toBeNull();
  }
  expect(saved).toEqual(new Array(3).fill('market.pricinglab'));
  expect(state().exportProblem).toBe(
    'The project was saved without the models "Spring", "Autumn": what was kept of them is gone or damaged.',
  );
});

test('exportRunLog and exportEventFile: without a run there is a sentence, with one there are files', async () => {
  const lab = page();
  lab.actions.exportRunLog();
  await settled();
  expect(lab.state().exportProblem).toBe('There is no run to save yet: train one first.');
  await lab.open();
  await lab.lab.last().answer({ ticket: 1, content: { ...content, settings: smallRun.settings } });
  await lab.loaded();
  const { run } = lab.state();
  const other = page({ run, runStartedAt: { runId: 'run-1', at: '2026-11-22T10:00:00.000Z' } });
  other.actions.exportRunLog();
  other.actions.exportEventFile();
  await expect.poll(() => other.saved.length).toBe(2);
  expect(other.saved).toContain('pricing-lab-ddpg-seed-7.jsonl');
  expect(other.saved).toContain('events.out.tfevents.1795341600.pricing-lab-ddpg-seed-7'); // that moment in seconds
});
