// Changes the guardrails and lets the prices follow a moment later, so that a value typed digit by digit asks once.
//
// Settled rules are written into the log of the data they are for, and come back from there with the same file.

import { defaultGuardrails, type Guardrails } from '../../core/decisions/guardrail-rules.ts';
import { withChanges, type GuardrailsActions, type GuardrailsState } from './guardrails-state.ts';

/** Long enough to type another digit, short enough to feel immediate. */
const settleMs = 250;

export interface GuardrailsHost {
  get(): GuardrailsState;
  set(state: GuardrailsState): void;
  /** The rules have changed: prices are to follow. */
  changed(): void;
  /** Writes settled rules into the log. */
  record(guardrails: Guardrails): void;
}

export interface GuardrailsSlice {
  readonly actions: GuardrailsActions;
  /** Takes rules that were kept; what is being typed now is newer and wins. */
  restore(guardrails: Guardrails): void;
}

export function guardrailsSlice(host: GuardrailsHost): GuardrailsSlice {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const change = (guardrails: Guardrails) => {
    host.set({ guardrails });
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      host.changed();
      host.record(host.get().guardrails);
    }, settleMs);
  };
  return {
    actions: {
      setGuardrails: (scope, changes) => change(withChanges(host.get().guardrails, scope, changes)),
      resetGuardrails: () => change(defaultGuardrails),
    },
    restore: (guardrails) => {
      if (timer !== null || JSON.stringify(guardrails) === JSON.stringify(host.get().guardrails)) return;
      host.set({ guardrails });
      host.changed();
    },
  };
}
