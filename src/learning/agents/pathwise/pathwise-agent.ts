// Pathwise gradient in the lab: its first weights, what it learns from, and its one engine.

import { agents } from '../../../core/agents/agents.ts';
import { actorLayout } from '../../../core/policy/actor-layout.ts';
import { initialWeights } from '../../../core/policy/initial-weights.ts';
import { RolloutExperience } from '../../experience/rollout-experience.ts';
import { renamed } from '../../networks/networks.ts';
import type { LearningAgent } from '../learning-agent.ts';
import { pathwiseArchitecture, PathwiseEngine } from './pathwise-engine.ts';

export const pathwiseAgent: LearningAgent = {
  /** The head starts small: the price is kept at first. */
  firstWeights(settings, { observationSize, actionSize }, random) {
    const architecture = pathwiseArchitecture(settings, observationSize, actionSize);
    const head = `l${architecture.hidden.length + 1}`;
    return renamed(initialWeights(actorLayout(architecture), random.fork('actor'), [head]), '', 'actor.');
  },
  experience(request) {
    const problem = agents.pathwise.problemIn(request.setup.kind);
    if (problem !== null) throw new Error(problem);
    return new RolloutExperience(request);
  },
  portableEngine(request) {
    return new PathwiseEngine(request, request.memory as RolloutExperience['memory']);
  },
  fused: () => null,
};
