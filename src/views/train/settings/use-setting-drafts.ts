// What is typed but not yet a sound value. Sound values go to the store at once; the rest stays here and keeps a
// run from starting.

import { useCallback, useMemo, useState } from 'react';

import type { RunSettings, SettingName } from '../../../core/run/settings.ts';
import { useLab } from '../../../store/use-lab.ts';
import { draftProblem, numberOf, type Draft, type NumberSettingDefinition } from './setting-lists.ts';

export type Drafts = Readonly<Partial<Record<SettingName, Draft>>>;

/** What fields do with drafts; stable, so that a keystroke draws only its own field anew. */
export interface DraftActions {
  /** A keystroke in a number field. */
  readonly type: (definition: NumberSettingDefinition, draft: Draft) => void;
  /** The field was left: a sound draft gives way to the store's value. */
  readonly settle: (definition: NumberSettingDefinition) => void;
  /** A choice, a switch, or a default. */
  readonly set: <N extends SettingName>(name: N, value: RunSettings[N]) => void;
  readonly clear: () => void;
}

export function useSettingDrafts(): { readonly drafts: Drafts; readonly actions: DraftActions } {
  const lab = useLab((state) => state.actions);
  const [drafts, setDrafts] = useState<Drafts>({});

  const type = useCallback(
    (definition: NumberSettingDefinition, draft: Draft) => {
      setDrafts((before) => ({ ...before, [definition.name]: draft }));
      if (draftProblem(definition, draft) === null) lab.setSetting(definition.name, numberOf(draft));
    },
    [lab],
  );
  const settle = useCallback((definition: NumberSettingDefinition) => {
    setDrafts((before) => {
      const draft = before[definition.name];
      return draft !== undefined && draftProblem(definition, draft) === null
        ? without(before, definition.name)
        : before;
    });
  }, []);
  const set = useCallback(
    <N extends SettingName>(name: N, value: RunSettings[N]) => {
      setDrafts((before) => (name in before ? without(before, name) : before));
      lab.setSetting(name, value);
    },
    [lab],
  );
  const clear = useCallback(() => setDrafts({}), []);
  const actions = useMemo(() => ({ type, settle, set, clear }), [type, settle, set, clear]);
  return { drafts, actions };
}

function without(drafts: Drafts, name: SettingName): Drafts {
  return Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== name));
}
