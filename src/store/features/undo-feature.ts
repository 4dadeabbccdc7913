// One way back through everything a person has set, chosen and decided on this page, in the order in which it was done.
//
// Settings, rules, certainty and assumed costs are recorded around the actions that change them, so that what the page
// changes by itself (a file that brings its market) is no step. Decisions have a book of their own, which undoes them and
// writes that into the log; here only their place in the order is kept, and follows the book whoever turns its pages.

import type { DecisionBook } from '../../core/decisions/decision.ts';
import type { ReadChoices } from '../../core/table/dataset.ts';
import { settingDefinitions, type RunSettings, type SettingName } from '../../core/run/settings.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { LabActions, LabState } from '../lab-state.ts';

declare module '../lab-state.ts' {
  interface LabState extends UndoState {}
  interface LabActions extends UndoActions {}
}

/** What is recorded, besides decisions. */
type Choices = Pick<
  LabState,
  | 'settings'
  | 'trainFor'
  | 'marketChosen'
  | 'marketOfPreset'
  | 'learningChosen'
  | 'sweepForm'
  | 'guardrails'
  | 'advice'
  | 'costs'
  | 'scenarios'
>;
type PartOfChoices = Partial<Omit<Choices, 'settings'>> & { readonly settings?: Partial<RunSettings> };

export type UndoStep =
  | {
      readonly kind: 'choices';
      /** What was changed: `Training steps`. */
      readonly label: string;
      readonly before: PartOfChoices;
      readonly after: PartOfChoices;
      /** Milliseconds since 1970. */
      readonly at: number;
    }
  /** How the file is read: undoing reads it once more. */
  | {
      readonly kind: 'answers';
      readonly label: string;
      readonly before: ReadChoices;
      readonly after: ReadChoices;
    }
  /** The step of the book with that entry. */
  | { readonly kind: 'decision'; readonly label: string; readonly entry: number };

export interface UndoState {
  /** Steps that can be undone, latest last. */
  readonly undoable: readonly UndoStep[];
  /** Steps that were undone, latest last; the next change forgets them. */
  readonly redoable: readonly UndoStep[];
  /** What was undone or done again last, for a moment's notice; null before. */
  readonly undoNote: { readonly words: string; readonly at: number } | null;
}

interface UndoActions {
  undoLast(): void;
  redoLast(): void;
}

export const nothingToUndo: UndoState = { undoable: [], redoable: [], undoNote: null };

/** Keystrokes of one field within so many milliseconds are one step. */
const oneStepMs = 1000;
const mostSteps = 200;

const slices = [
  'trainFor',
  'marketChosen',
  'marketOfPreset',
  'learningChosen',
  'sweepForm',
  'guardrails',
  'advice',
  'costs',
  'scenarios',
] as const;
const sliceWords: Readonly<Record<(typeof slices)[number], string>> = {
  trainFor: 'Train for',
  marketChosen: 'Market',
  marketOfPreset: 'Market',
  learningChosen: 'Preset',
  sweepForm: 'Seeds and sweep',
  guardrails: 'Guardrails',
  advice: 'Level of certainty',
  costs: 'Assumed costs',
  scenarios: 'Scenarios',
};

/** The actions that are steps. */
const recordedActions = [
  'setSetting',
  'applySettings',
  'choosePreset',
  'resetSettings',
  'setTrainFor',
  'setSeeds',
  'setSwept',
  'setGuardrails',
  'setRelations',
  'resetGuardrails',
  'setAdvice',
  'valuePrice',
  'assumeCost',
  'keepScenario',
  'forgetScenario',
  'applyScenario',
] as const satisfies readonly (keyof LabActions)[];

/** The actions that have the file read in another way; what comes of that is known when it is read. */
const answeringActions = [
  'answer',
  'answerQuestion',
  'overruleSalesMeaning',
] as const satisfies readonly (keyof LabActions)[];

export interface UndoFeature extends Feature<UndoActions> {
  /** The same actions; those that are steps are recorded. */
  recorded(actions: LabActions): LabActions;
}

export function undoFeature({ get, set, services }: FeatureContext): UndoFeature {
  let book: DecisionBook | null = null;
  const now = () => Date.parse(services.now());

  /** What is put back is no step of its own. */
  let isPutting = false;
  /** The file whose steps these are, and how it was read before an answer that is being read. */
  let fingerprint: string | null = null;
  let answered: ReadChoices | null = null;

  const record = (before: Choices) => {
    if (isPutting) return;
    const step = stepBetween(before, get(), now());
    if (step) set(withStep(get(), step));
  };

  const put = (part: PartOfChoices) => {
    const { settings, guardrails, costs, advice, ...rest } = part;
    const state = get();
    set({ ...rest, ...(settings ? { settings: { ...state.settings, ...settings } } : {}) });
    if (guardrails) state.actions.putGuardrails(guardrails);
    if (costs) state.actions.putCosts(costs);
    if (advice) state.actions.setAdvice(advice);
    else if (settings?.objective !== undefined) state.actions.setAdvice({});
  };

  const move = (direction: 'undo' | 'redo') => {
    const from = direction === 'undo' ? 'undoable' : 'redoable';
    const to = direction === 'undo' ? 'redoable' : 'undoable';
    const state = get();
    const step = state[from].at(-1);
    if (!step) return;
    const words = `${direction === 'undo' ? 'Undone' : 'Redone'}: ${step.label}`;
    set({ undoNote: { words, at: now() } });
    // The book says when it has turned its page.
    if (step.kind === 'decision') return state.actions[direction]();
    set({ [from]: state[from].slice(0, -1), [to]: [...state[to], step] });
    if (step.kind === 'answers')
      return state.actions.putAnswers(direction === 'undo' ? step.before : step.after);
    isPutting = true;
    try {
      put(direction === 'undo' ? step.before : step.after);
    } finally {
      isPutting = false;
    }
  };

  return {
    actions: { undoLast: () => move('undo'), redoLast: () => move('redo') },
    recorded: (actions) => {
      const byName = actions as unknown as Readonly<Record<string, (...args: unknown[]) => void>>;
      const around =
        (name: (typeof recordedActions)[number]) =>
        (...args: unknown[]) => {
          const before = get();
          byName[name]!(...args);
          record(before);
        };
      const answering =
        (name: (typeof answeringActions)[number]) =>
        (...args: unknown[]) => {
          answered = get().answers;
          byName[name]!(...args);
        };
      return {
        ...actions,
        ...Object.fromEntries(recordedActions.map((name) => [name, around(name)])),
        ...Object.fromEntries(answeringActions.map((name) => [name, answering(name)])),
      };
    },
    onChange: () => {
      const state = get();
      if (state.book === book) return;
      ({ book } = state);
      const followed = withBook(state, book);
      if (followed !== null) set(followed);
    },
    onRead: (dataset) => {
      const { undoable, redoable, answers } = get();
      const before = answered;
      answered = null;
      if (dataset.fingerprint !== fingerprint) {
        // What was chosen for another file cannot come back.
        ({ fingerprint } = dataset);
        set({ undoable: decisionsOf(undoable), redoable: decisionsOf(redoable) });
      } else if (before !== null)
        set(
          withStep({ undoable }, { kind: 'answers', label: 'How the file is read', before, after: answers }),
        );
    },
  };
}

function decisionsOf(steps: readonly UndoStep[]): readonly UndoStep[] {
  return steps.filter(({ kind }) => kind === 'decision');
}

/** null where nothing recorded has changed. */
function stepBetween(before: Choices, after: Choices, at: number): UndoStep | null {
  const names = Object.keys(after.settings) as SettingName[];
  const changed = names.filter((name) => before.settings[name] !== after.settings[name]);
  const moved = slices.filter((name) => before[name] !== after[name]);
  if (changed.length === 0 && moved.length === 0) return null;
  const part = (of: Choices): PartOfChoices => ({
    ...(changed.length === 0
      ? {}
      : { settings: Object.fromEntries(changed.map((name) => [name, of.settings[name]])) }),
    ...Object.fromEntries(moved.map((name) => [name, of[name]])),
  });
  return { kind: 'choices', label: labelOf(changed, moved), before: part(before), after: part(after), at };
}

function labelOf(changed: readonly SettingName[], moved: readonly (typeof slices)[number][]): string {
  const [first] = changed;
  if (first === undefined) return sliceWords[moved[0]!];
  if (changed.length > 1 && !changed.includes('agent')) return `${changed.length} settings`;
  const name = changed.includes('agent') ? 'agent' : first;
  return settingDefinitions.find((each) => each.name === name)!.label;
}

/** The steps with one more; what was typed on is the same step still. */
function withStep(
  { undoable }: Pick<UndoState, 'undoable'>,
  step: UndoStep,
): Pick<UndoState, 'undoable' | 'redoable'> {
  const last = undoable.at(-1);
  const goesOn =
    last?.kind === 'choices' &&
    step.kind === 'choices' &&
    last.label === step.label &&
    step.at - last.at < oneStepMs &&
    sameKeys(last.before, step.before);
  const steps = goesOn ? [...undoable.slice(0, -1), { ...step, before: last.before }] : [...undoable, step];
  return { undoable: steps.slice(-mostSteps), redoable: [] };
}

function sameKeys(a: PartOfChoices, b: PartOfChoices): boolean {
  const keys = (part: PartOfChoices) => [...Object.keys(part), ...Object.keys(part.settings ?? {})].join();
  return keys(a) === keys(b);
}

/** The steps as the book now has them; null where it changes nothing. */
export function withBook(
  { undoable, redoable }: Pick<UndoState, 'undoable' | 'redoable'>,
  { done, undone }: Pick<DecisionBook, 'done' | 'undone'>,
): Pick<UndoState, 'undoable' | 'redoable'> | null {
  const entries = (steps: readonly { readonly entry: number }[]) => new Set(steps.map(({ entry }) => entry));
  const isDone = entries(done);
  const isUndone = entries(undone);
  const known = new Set(
    [...undoable, ...redoable].flatMap((step) => (step.kind === 'decision' ? [step.entry] : [])),
  );
  const keeps = (set: ReadonlySet<number>) => (step: UndoStep) =>
    step.kind !== 'decision' || set.has(step.entry);
  const moved = (steps: readonly UndoStep[], set: ReadonlySet<number>) =>
    steps.filter((step) => step.kind === 'decision' && set.has(step.entry));
  const fresh = done
    .filter(({ entry }) => !known.has(entry))
    .map(({ entry, changes }): UndoStep => {
      const label = changes.length === 1 ? 'decision' : `${changes.length} decisions`;
      return { kind: 'decision', label, entry };
    });
  const nextUndoable = [...undoable.filter(keeps(isDone)), ...moved(redoable, isDone), ...fresh];
  const nextRedoable =
    fresh.length > 0 ? [] : [...redoable.filter(keeps(isUndone)), ...moved(undoable, isUndone).toReversed()];
  const isSame =
    nextUndoable.length === undoable.length &&
    nextRedoable.length === redoable.length &&
    nextUndoable.every((step, i) => step === undoable[i]) &&
    nextRedoable.every((step, i) => step === redoable[i]);
  return isSame ? null : { undoable: nextUndoable, redoable: nextRedoable };
}
