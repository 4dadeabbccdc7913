// What a run has reported, gathered for keeping: as records while it runs, as columns of numbers in the database.

import type {
  Baselines,
  EpisodeRecord,
  EvaluationRecord,
  LossRecord,
  PortfolioCheck,
  RunProgress,
  SecondLook,
} from '../../core/run/events.ts';
import { withTimeMark, type TimeMark } from '../../core/run/training-time.ts';
import { asLookedAt, withSecondLook } from '../../core/run/kept-gap.ts';

export interface RunCurves {
  readonly episodes: readonly EpisodeRecord[];
  readonly losses: readonly LossRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** When its steps were done; empty where that was not recorded. */
  readonly times: readonly TimeMark[];
}

/** The curves as columns, one entry a record. */
export interface CurveColumns {
  readonly episodes: {
    readonly step: Float64Array;
    readonly episodeReturn: Float64Array;
    readonly days: Uint32Array;
    readonly product: Uint32Array;
    readonly parts: Float64Array; // [episodes * reward parts]
  };
  readonly losses: Readonly<Record<keyof LossRecord, Float64Array>>;
  readonly evaluations: readonly EvaluationRecord[];
  /** Absent in runs kept before times were recorded. */
  readonly times?: Readonly<Record<keyof TimeMark, Float64Array>>;
}

/** So many are kept; of more, the newer half whole and the older half thinned evenly. */
export const mostRecords = 50_000;
/** An evaluation holds the return of every start state. */
const mostEvaluations = 4_000;

const lossNames = [
  'step',
  'updates',
  'criticLoss',
  'actorLoss',
  'temperature',
  'entropy',
  'meanQ',
] as const satisfies readonly (keyof LossRecord)[];

/** What tells of the kept policy is never thinned out. */
function isKept({ isBest, secondLook }: EvaluationRecord): boolean {
  return isBest || secondLook !== undefined;
}

export function encodeCurves({ episodes, losses, evaluations, times }: RunCurves): CurveColumns {
  const kept = thinned(episodes, mostRecords);
  const keptLosses = thinned(losses, mostRecords);
  const partCount = kept[0]?.parts.length ?? 0;
  const parts = new Float64Array(kept.length * partCount);
  kept.forEach((episode, i) => parts.set(episode.parts, i * partCount));
  return {
    episodes: {
      step: Float64Array.from(kept, (episode) => episode.step),
      episodeReturn: Float64Array.from(kept, (episode) => episode.episodeReturn),
      days: Uint32Array.from(kept, (episode) => episode.days),
      product: Uint32Array.from(kept, (episode) => episode.product),
      parts,
    },
    losses: Object.fromEntries(
      lossNames.map((name) => [name, Float64Array.from(keptLosses, (loss) => loss[name])]),
    ) as Record<keyof LossRecord, Float64Array>,
    evaluations: thinned(evaluations, mostEvaluations, isKept),
    times: {
      step: Float64Array.from(times, ({ step }) => step),
      seconds: Float64Array.from(times, ({ seconds }) => seconds),
    },
  };
}

export function decodeCurves({ episodes, losses, evaluations, times }: CurveColumns): RunCurves {
  const { step, episodeReturn, days, product, parts } = episodes;
  const partCount = step.length === 0 ? 0 : parts.length / step.length;
  return {
    episodes: Array.from(step, (at, i) => ({
      step: at,
      episodeReturn: episodeReturn[i]!,
      parts: [...parts.subarray(i * partCount, (i + 1) * partCount)],
      days: days[i]!,
      product: product[i]!,
    })),
    losses: Array.from(
      losses.step,
      (_, i) =>
        Object.fromEntries(lossNames.map((name) => [name, losses[name][i]!])) as unknown as LossRecord,
    ),
    evaluations,
    times: decodeTimes(times),
  };
}

export function decodeTimes(times: CurveColumns['times']): readonly TimeMark[] {
  return Array.from(times?.step ?? [], (step, i) => ({ step, seconds: times!.seconds[i]! }));
}

/** At most `most` of the list: its newer half whole, and of the rest every so many; what `always` says stays besides. */
export function thinned<T>(
  list: readonly T[],
  most: number,
  always: (item: T) => boolean = () => false,
): readonly T[] {
  if (list.length <= most) return list;
  const newer = list.length - Math.floor(most / 2);
  const every = Math.ceil(newer / Math.floor(most / 2));
  return list.filter((item, i) => i >= newer || i % every === 0 || always(item));
}

/** What a run had told before it was interrupted. */
export interface KnownHistory extends RunCurves {
  readonly rewardPartNames: readonly string[];
  readonly baselines: Baselines | null;
  readonly progress: RunProgress | null;
}

type Reported = Omit<RunCurves, 'times'> & {
  readonly progress: RunProgress;
  readonly portfolioCheck?: PortfolioCheck;
  readonly secondLook?: SecondLook;
};

/** Gathers what a run reports, from its beginning or from where it was left. */
export class RunHistory {
  rewardPartNames: readonly string[];
  baselines: Baselines | null;
  progress: RunProgress | null;
  private readonly episodes: EpisodeRecord[];
  private readonly losses: LossRecord[];
  private evaluations: readonly EvaluationRecord[];
  private times: readonly TimeMark[];

  constructor(from: KnownHistory | null = null) {
    this.rewardPartNames = from?.rewardPartNames ?? [];
    this.baselines = from?.baselines ?? null;
    this.progress = from?.progress ?? null;
    this.episodes = [...(from?.episodes ?? [])];
    this.losses = [...(from?.losses ?? [])];
    this.evaluations = [...(from?.evaluations ?? [])];
    this.times = from?.times ?? [];
  }

  add({ progress, episodes, losses, evaluations, portfolioCheck, secondLook }: Reported): void {
    this.progress = progress;
    this.times = withTimeMark(this.times, { step: progress.step, seconds: progress.elapsedSeconds });
    for (const episode of episodes) this.episodes.push(episode);
    for (const loss of losses) this.losses.push(loss);
    this.evaluations = withSecondLook([...this.evaluations, ...evaluations], secondLook ?? null);
    if (portfolioCheck) this.takeCheck(portfolioCheck);
  }

  /** What is kept of the policy is what was measured last, on episodes that had no say in choosing it. */
  private takeCheck({ score }: PortfolioCheck): void {
    const at = this.evaluations.findLastIndex(({ isBest }) => isBest);
    const best = this.evaluations[at];
    if (best)
      this.evaluations = this.evaluations.with(at, {
        ...best,
        gapClosed: score.quartiles?.median ?? null,
        portfolio: score,
      });
  }

  /**
   * The evaluation of the kept policy: the highest (the earliest of equals), or that of the second look with its figures;
   * null before the first.
   */
  best(): EvaluationRecord | null {
    const looked = this.evaluations.find(({ secondLook }) => secondLook);
    if (looked) return asLookedAt(looked);
    return this.evaluations.findLast(({ isBest }) => isBest) ?? null;
  }

  columns(): CurveColumns {
    const { episodes, losses, evaluations, times } = this;
    return encodeCurves({ episodes, losses, evaluations, times });
  }
}
