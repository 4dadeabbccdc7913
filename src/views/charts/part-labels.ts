// Reward parts in words, for legends, tooltips and sentences.

import { marketKinds } from '../../core/market/kinds.ts';

/** The part in its market's words; a name this page does not know is shown as it came. */
export function partLabel(name: string): string {
  for (const { rewardPartLabels } of marketKinds())
    if (rewardPartLabels[name] !== undefined) return rewardPartLabels[name];
  return name;
}
