// The guardrails of the exam: the lab's own defaults, for everybody who prices in it.

import { defaultGuardrails } from '../decisions/guardrails/guardrail-list.ts';

/** Shares: 0.15 and 0.05. */
export const largestChange = (defaultGuardrails.all.largestChangePercent ?? Infinity) / 100;
export const smallestMargin = (defaultGuardrails.all.minMarginPercent ?? 0) / 100;
