// How many decisions stand, in words.

import type { Decisions } from '../../../core/decisions/decision.ts';
import { formatCount } from '../../../core/text/format.ts';

/** `58 accepted, 1 rejected, 1 overridden`, or `none`. */
export function standingWords(decisions: Decisions): string {
  const counts = { accept: 0, reject: 0, override: 0, clear: 0 };
  for (const { action } of Object.values(decisions)) counts[action]++;
  const parts = [
    [counts.accept, 'accepted'],
    [counts.reject, 'rejected'],
    [counts.override, 'overridden'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return said.length === 0 ? 'none' : said.join(', ');
}
