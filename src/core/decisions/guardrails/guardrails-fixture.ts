import { type GuardrailSet, type Guardrails, defaultGuardrails } from './guardrail-list.ts';

/** The usual rules but for those given, for all products. */
export function railsOf(all: Partial<GuardrailSet>): Guardrails {
  return { ...defaultGuardrails, all: { ...defaultGuardrails.all, ...all } };
}
