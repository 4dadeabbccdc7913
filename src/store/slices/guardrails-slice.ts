// Changes the guardrails and lets the prices follow a moment later, so that a value typed digit by digit asks once.
//
// Settled rules are written into the audit log of the data they are for; until they stand there they are pending, and the
// form says so. The rules last written there come back with the same file, and from another tab that changes them.

import { type Guardrails, defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { sameJson, withChanges, type GuardrailsActions, type GuardrailsState } from './guardrails-state.ts';

/** Long enough to type another digit, short enough to feel immediate. */
const settleMs = 250;

export interface GuardrailsHost {
  get(): GuardrailsState & { readonly loggedGuardrails: unknown };
  set(state: Partial<GuardrailsState>): void;
  /** The rules have changed: prices are to follow. */
  changed(): void;
  /** Writes settled rules into the log. */
  record(guardrails: Guardrails): void;
  /** The check of rules that come from storage; loaded when it is needed. */
  loadCheck(): Promise<(json: unknown) => Guardrails>;
}

export interface GuardrailsSlice {
  readonly actions: GuardrailsActions;
  /** To be called after every change of the state. */
  follow(): void;
}

export function guardrailsSlice(host: GuardrailsHost): GuardrailsSlice {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let seen: unknown = null;

  const settle = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    // Written first: the prices can be asked for again, a rule that is lost cannot.
    host.record(host.get().guardrails);
    host.changed();
  };
  const change = (guardrails: Guardrails) => {
    host.set({ guardrails, guardrailsPending: true });
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(settle, settleMs);
  };

  const restore = async (logged: unknown) => {
    const check = await host.loadCheck();
    // What is typed now is newer than what was written, and another file may have come meanwhile.
    if (timer !== null || host.get().loggedGuardrails !== logged) return;
    let guardrails: Guardrails;
    try {
      guardrails = check(logged);
    } catch {
      // A log of a later version: its rules cannot be used, and the ones in force stay.
      return;
    }
    if (sameJson(guardrails, host.get().guardrails)) return;
    host.set({ guardrails });
    host.changed();
  };

  return {
    actions: {
      setGuardrails: (scope, changes) => change(withChanges(host.get().guardrails, scope, changes)),
      resetGuardrails: () => change(defaultGuardrails),
      settleGuardrails: settle,
    },
    follow: () => {
      const { loggedGuardrails, guardrails, guardrailsPending } = host.get();
      if (loggedGuardrails === seen) return;
      seen = loggedGuardrails;
      if (guardrailsPending && timer === null && sameJson(loggedGuardrails, guardrails))
        host.set({ guardrailsPending: false });
      if (loggedGuardrails !== null) void restore(loggedGuardrails);
    },
  };
}
