// The experience of agents that play whole episodes for each update, in markets whose days can be differentiated.
//
// A step draws new episodes, side by side, and makes one update due; the update plays them with the present actor, learns
// from them and forgets them. What they returned is told with the next step: the first episode and, day by day, its path.

import { differentiableEpisodes } from '../../core/market/differentiable-market.ts';
import type { DifferentiableEpisodes } from '../../core/market/differentiable.ts';
import type { NamedWeights } from '../../core/policy/policy.ts';
import { Random, type RandomState } from '../../core/random.ts';
import type { ExperienceState, PlayedEpisodes, RolloutExperienceState } from '../../core/run/checkpoint.ts';
import type { PathPoint } from '../../core/market/path-point.ts';
import type { ExperienceRequest } from '../agents/learning-agent.ts';
import type { LearnerSizes, Experience, LivedStep } from './experience.ts';

/** Episodes are played with the learner's own actor; a copy to act with is made for evaluations alone. */
const never = Number.MAX_SAFE_INTEGER;

export class RolloutExperience implements Experience {
  readonly memory: DifferentiableEpisodes;
  readonly updatesPerPolicy = never;
  private readonly drawing: Random;
  /** Where `drawing` stood before the episodes that are begun. */
  private drawnFrom: RandomState;
  private stepCount: number;
  private credit: number;
  private played: PlayedEpisodes | null;
  private path: readonly PathPoint[];
  private shownDays: number;

  constructor({ settings, setup, random, from: kept }: ExperienceRequest) {
    const from = kept && rolloutState(kept);
    this.memory = differentiableEpisodes(setup, settings.parallelMarkets);
    this.drawing = from ? Random.fromState(from.drawing) : random.fork('episodes');
    this.drawnFrom = this.drawing.state();
    this.stepCount = from?.steps ?? 0;
    this.credit = from?.credit ?? 0;
    this.played = from?.played ?? null;
    this.path = from?.path ?? [];
    this.shownDays = from?.shownDays ?? 0;
    if (this.credit >= 1) this.memory.begin(this.drawing);
  }

  get rewardPartNames(): readonly string[] {
    return this.memory.rewardPartNames;
  }

  get sizes(): LearnerSizes {
    return this.memory;
  }

  get steps(): number {
    return this.stepCount;
  }

  get due(): number {
    return this.credit;
  }

  /** The update has played the episodes. */
  settle(updates: number): void {
    this.credit -= updates;
    this.played = this.outcome();
  }

  live(): LivedStep {
    const { memory, played } = this;
    if (played && this.shownDays >= this.path.length) {
      this.path = played.path;
      this.shownDays = 0;
    }
    this.drawnFrom = this.drawing.state();
    memory.begin(this.drawing);
    this.stepCount += memory.count * memory.days;
    this.credit += 1;
    const path = this.path[this.shownDays] ?? memory.pathPoint(-1);
    const pathStarts = this.shownDays === 0;
    if (this.path.length > 0) this.shownDays++;
    return { episodes: played?.episodes ?? [], path, pathStarts };
  }

  actingWeights(learned: NamedWeights): NamedWeights {
    return learned;
  }

  state(): RolloutExperienceState {
    const { steps, credit, drawing, drawnFrom, played, path, shownDays } = this;
    const from = credit >= 1 ? drawnFrom : drawing.state();
    return { kind: 'rollouts', steps, credit, drawing: from, played, path, shownDays };
  }

  private outcome(): PlayedEpisodes {
    const { memory } = this;
    const parts = memory.rewardPartNames.length;
    const first = {
      step: this.steps,
      episodeReturn: memory.returns[0]!,
      parts: [...memory.rewardParts.subarray(0, parts)],
      days: memory.days,
      product: memory.productIndex[0]!,
    };
    return {
      episodes: [first],
      path: Array.from({ length: memory.days }, (_, day) => memory.pathPoint(day)),
    };
  }
}

function rolloutState(from: ExperienceState): RolloutExperienceState {
  if (from.kind === 'rollouts') return from;
  throw new Error(`an agent that plays whole episodes cannot go on from a ${from.kind}`);
}
