// What the lab knows of an agent without its learner: names, parameters, the head of its actor, the figures it reports.
//
// Page, exports, cards and command line ask this object; how it learns stands in `learning/agents/<name>/`.

import type { LossName } from './update-figures.ts';
import type { ParameterDefinition, SettingValues } from '../parameter.ts';

/**
 * The end of an actor. `tanh`: one Linear, its output squashed. `squashedGaussian`: Linears `mean` and `logStd` after
 * layers that may be normalised; the greedy action is the squashed mean.
 */
type Head = 'tanh' | 'squashedGaussian';

export interface Agent {
  readonly title: string;
  /** What sets it apart, as part of a sentence that begins with its title. */
  readonly trait: string;
  readonly head: Head;
  /** The figures of an update that it has. */
  readonly losses: readonly LossName[];
  /** Why it cannot learn in such a market, a sentence; absent: it learns in all of them. */
  readonly problemIn?: (market: string) => string | null;
  readonly parameters: readonly ParameterDefinition[];
  /** Settings that it begins with where they are not the declared defaults. */
  readonly defaults: SettingValues;
  /** What it takes otherwise than the preset of that name says; `portfolio` is the starting point for a catalogue. */
  readonly presets: { readonly portfolio: SettingValues } & Readonly<Partial<Record<string, SettingValues>>>;
}
