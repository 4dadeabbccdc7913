// An agent with a deterministic policy in the lab: its settings out of those of a run, its learner and its program.

import { z } from 'zod';

import type { RunSettings } from '../../../core/run/settings.ts';
import { offPolicyAgent, withTargets, type OffPolicyAgent } from '../off-policy-learning.ts';
import { scheduleOf } from '../rate-schedule.ts';
import { commonSettings, referenceConfig, type Reference } from '../reference-updates.ts';
import {
  DeterministicLearner,
  initialDeterministicWeights,
  type DeterministicSettings,
  type DeterministicVariant,
} from './deterministic-learner.ts';
import { deterministicProgram } from './deterministic-program.ts';

type Smoothing = DeterministicSettings['smoothing'];

/** `smoothing`: the noise on the target action that the settings of a run ask for. */
export function deterministicAgent(
  variant: DeterministicVariant,
  smoothing: (settings: RunSettings) => Smoothing,
): OffPolicyAgent {
  const own = (settings: RunSettings): DeterministicSettings => ({
    hidden: [settings.hiddenUnits, settings.hiddenUnits],
    tau: settings.tau,
    learningRateActor: settings.learningRateActor,
    learningRateCritic: settings.learningRateCritic,
    policyDelay: settings.policyDelay,
    schedule: scheduleOf(settings),
    smoothing: smoothing(settings),
  });
  return offPolicyAgent({
    targets: targetsOf(variant),
    initial: (settings, sizes, random) => initialDeterministicWeights(variant, own(settings), sizes, random),
    learner: (settings, sizes, from) =>
      new DeterministicLearner(variant, own(settings), sizes, from.weights, from.updates > 0 ? from : null),
    program: (settings, sizes) =>
      deterministicProgram(variant, own(settings), { ...sizes, batchSize: settings.batchSize }),
  });
}

/** The target network of each network. */
function targetsOf({ critics, targets }: DeterministicVariant): Readonly<Record<string, string>> {
  const ofCritics = critics.map((name, i) => [name, targets[i]!] as const);
  return { ...Object.fromEntries(ofCritics), actor: 'actorTarget' };
}

const delayed = referenceConfig.extend({ policyFreq: z.int() });

/** `smoothing`: the noise on the target action that the config of a reference file asks for. */
export function deterministicReference(
  variant: DeterministicVariant,
  smoothing: (config: unknown) => Smoothing,
): Reference {
  return (given, sizes, initial) => {
    const config = delayed.parse(given);
    const settings = {
      ...commonSettings(config),
      policyDelay: config.policyFreq,
      smoothing: smoothing(given),
    };
    const weights = withTargets(initial, targetsOf(variant));
    return {
      weights,
      program: () => deterministicProgram(variant, settings, sizes),
      learner: () => new DeterministicLearner(variant, settings, sizes, weights),
    };
  };
}
