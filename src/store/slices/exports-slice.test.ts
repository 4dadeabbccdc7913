// Opening a project step by step, and what each step can refuse; the room, the reader and the worker are stand-ins.

import { expect, test } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { ProjectContent } from '../../core/export/project-file.ts';
import { smallRun } from '../../core/export/run/run-fixture.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import type { LabRequest } from '../../worker/protocol.ts';
import type { DecisionsRoom } from '../archive/decisions-room.ts';
import { emptyRun, type LabState } from '../lab-state.ts';
import { exportsSlice } from './exports-slice.ts';
import { noExports } from './exports-state.ts';

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
  run: { ...smallRun, data: { fileName: 'tea.csv', fingerprint: 'f1' } },
  log: { dataKey: 'f1', entries: [], head: { entries: 3, hash: 'x' }, suggestions: [] },
};

function page(changes: Partial<LabState> = {}, logProblem: string | null = null) {
  let state = {
    ...noExports,
    data: { status: 'empty' },
    dataProblem: null,
    settings: defaultSettings,
    guardrails: defaultGuardrails,
    trainFor: 'all',
    shownProduct: 0,
    run: emptyRun,
    model: null,
    models: [],
    backend: null,
    touring: false,
    ...changes,
  } as unknown as LabState;
  const sent: LabRequest[] = [];
  const done: string[] = [];
  let requests = 0;
  const room = {
    checkLog: () => {
      done.push('log checked');
      return logProblem === null ? Promise.resolve() : Promise.reject(new Error(logProblem));
    },
    bringLog: () => {
      done.push('log brought');
      return Promise.resolve();
    },
    copyLog: () => Promise.resolve(null),
  } as unknown as DecisionsRoom;
  const slice = exportsSlice({
    get: () => state,
    set: (change) => (state = { ...state, ...change }),
    now: () => '2026-11-22T12:00:00.000Z',
    saveFile: (name) => done.push(`saved ${name}`),
    send: (message) => sent.push(message),
    nextRequestId: () => ++requests,
    logRoom: () => Promise.resolve(room),
    sourceShown: () => null,
    readFile: ({ name }) => done.push(`reading ${name}`),
    requestFor: () => ({ products: [], guardrails: defaultGuardrails }),
  });
  return {
    slice,
    sent,
    done,
    state: () => state,
    loaded: () => (state = { ...state, data: { status: 'ready', dataset, reading: 5 } } as LabState),
    open: async () => {
      slice.actions.openProject(new File(['x'], 'tea.pricinglab'));
      await settled();
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('openProject: the file is checked, the log compared, the data read; then the page is the project’s', async () => {
  const { slice, sent, done, state, loaded, open } = page();
  await open();
  expect(sent).toMatchObject([{ type: 'openProject', requestId: 1 }]);
  expect(state().projectWork).toBe('opening');
  slice.onProjectOpened({ requestId: 1, content });
  await settled();
  expect(done).toEqual(['log checked', 'reading tea.csv']);
  expect(state().settings, 'nothing has changed yet').toBe(defaultSettings);
  loaded();
  slice.onRead(dataset);
  await settled();
  expect(done.at(-1)).toBe('log brought');
  expect(sent.at(-1)).toEqual({ type: 'adoptModels', requestId: 1 });
  expect(state()).toMatchObject({
    settings: { seed: 42 },
    trainFor: 'shown',
    shownProduct: 1, // the last of two
    guardrails: content.guardrails,
    projectWork: 'idle',
    run: { state: 'finished', reading: 5, evaluations: smallRun.evaluations },
    runStartedAt: { runId: 'run-1', at: smallRun.startedAt },
  });
  expect(state().projectNote).toContain('tea.pricinglab of 2026-11-22 is open');
});

test.each<[string, (lab: ReturnType<typeof page>) => void, string]>([
  [
    'the file',
    ({ slice }) => slice.onFailed(1, 'The project cannot be opened: it is not a zip file.'),
    'The project cannot be opened: it is not a zip file.',
  ],
  [
    'another file meanwhile',
    ({ slice }) => {
      slice.onProjectOpened({ requestId: 1, content });
      setTimeout(() => slice.onRead({ ...dataset, fingerprint: 'f2' }), 2);
    },
    'The project cannot be opened: another file was loaded meanwhile.',
  ],
  [
    'the sales file',
    ({ slice }) => {
      slice.onProjectOpened({ requestId: 1, content });
      setTimeout(() => slice.onReadEnded('No price column.'), 2);
    },
    'The project cannot be opened: No price column.',
  ],
])('openProject: refused because of %s, and nothing is changed', async (_, step, sentence) => {
  const lab = page();
  await lab.open();
  step(lab);
  await settled();
  expect(lab.state()).toMatchObject({
    exportProblem: sentence,
    projectWork: 'idle',
    settings: defaultSettings,
    guardrails: defaultGuardrails,
    run: emptyRun,
  });
  expect(lab.done).not.toContain('log brought');
  expect(lab.sent.some(({ type }) => type === 'adoptModels')).toBe(false);
});

test('openProject: a log that parts from the kept one refuses it before anything is read', async () => {
  const lab = page({}, 'this browser keeps another audit log about the same data');
  await lab.open();
  lab.slice.onProjectOpened({ requestId: 1, content });
  await settled();
  expect(lab.done).toEqual(['log checked']);
  expect(lab.state().exportProblem).toBe(
    'The project cannot be opened: this browser keeps another audit log about the same data.',
  );
});

test('openProject: not while a run is under way, and a late answer to an earlier one changes nothing', async () => {
  const lab = page({ run: { ...emptyRun, runId: 'a', state: 'training' } });
  await lab.open();
  expect(lab.sent).toEqual([]);
  expect(lab.state().exportProblem).toContain('A run is under way');
  lab.slice.onProjectOpened({ requestId: 9, content });
  await settled();
  expect(lab.done).toEqual([]);
});

test('saveProject: models that could not be put in are named once it is saved', async () => {
  const { slice, sent, state } = page();
  for (const leftOut of [[], ['Spring'], ['Spring', 'Autumn']]) {
    slice.actions.saveProject();
    await settled();
    const asked = sent.at(-1)!;
    expect(state().projectWork).toBe('saving');
    slice.onDone(asked.type === 'saveProject' ? asked.requestId : 0, leftOut);
    expect(state().projectWork).toBe('idle');
    if (leftOut.length === 0) expect(state().exportProblem).toBeNull();
  }
  expect(state().exportProblem).toBe(
    'The project was saved without the models "Spring", "Autumn": what was kept of them is gone or damaged.',
  );
});

test('exportRunLog and exportEventFile: without a run there is a sentence, with one there are files', async () => {
  const lab = page();
  lab.slice.actions.exportRunLog();
  await settled();
  expect(lab.state().exportProblem).toBe('There is no run to save yet: train one first.');
  const { run } = await opened();
  const other = page({ run, runStartedAt: { runId: 'run-1', at: '2026-11-22T10:00:00.000Z' } });
  other.slice.actions.exportRunLog();
  other.slice.actions.exportEventFile();
  await expect.poll(() => other.done.length).toBe(2);
  expect(other.done).toContain('saved pricing-lab-ddpg-seed-7.jsonl');
  expect(other.done).toContain('saved events.out.tfevents.1795341600.pricing-lab-ddpg-seed-7'); // that moment in seconds
});

/** A page with the small run on it. */
async function opened() {
  const { slice, state, loaded, open } = page();
  await open();
  slice.onProjectOpened({ requestId: 1, content: { ...content, settings: smallRun.settings } });
  await settled();
  loaded();
  slice.onRead(dataset);
  await settled();
  return state();
}
