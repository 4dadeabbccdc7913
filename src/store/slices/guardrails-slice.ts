// Changes the guardrails and lets the prices follow a moment later, so that a value typed digit by digit asks once.

import { defaultGuardrails, type Guardrails } from '../../core/decisions/guardrail-rules.ts';
import { withChanges, type GuardrailsActions, type GuardrailsState } from './guardrails-state.ts';

/** Long enough to type another digit, short enough to feel immediate. */
const settleMs = 250;

export function guardrailsActions(
  get: () => GuardrailsState,
  set: (state: GuardrailsState) => void,
  /** What follows once the rules have settled: `before` is what they were. */
  settled: (guardrails: Guardrails, before: Guardrails) => void,
): GuardrailsActions {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let before: Guardrails | null = null;
  const change = (guardrails: Guardrails) => {
    before ??= get().guardrails;
    set({ guardrails });
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      const earlier = before!;
      timer = null;
      before = null;
      settled(get().guardrails, earlier);
    }, settleMs);
  };
  return {
    setGuardrails: (scope, changes) => change(withChanges(get().guardrails, scope, changes)),
    resetGuardrails: () => change(defaultGuardrails),
  };
}
