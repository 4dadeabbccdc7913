// The policy map and the duel as the page sees them. Pure: requests and events in, state out.

import type { DuelDay, DuelMode, DuelMoment } from '../../core/market/duel-facts.ts';
import type { MapView } from '../../core/market/map-facts.ts';
import type { RunState } from '../../core/run/events.ts';
import type { DuelAnswer, DuelPlayerName, PolicyMapAnswer } from '../../worker/policy-room.ts';

export interface PolicyMapState {
  readonly policyMap: {
    /** The request under way; null where there is none. */
    readonly requestId: number | null;
    /** How far its optimum is, from 0 to 1. */
    readonly share: number;
    readonly view: MapView;
    /** The latest map; stays while a newer one is drawn. */
    readonly answer: PolicyMapAnswer | null;
    /** Whose policy it is, as `policyOwner` has it; without one the market whose optimum it is. null before any. */
    readonly owner: string | null;
    /** Which policy was asked last, as `policyVersion` has it. */
    readonly version: string | null;
    readonly problem: string | null;
  };
}

export interface PolicyMapActions {
  /** Draws the policy there is, or without one the market's optimum; the view as it was where it is not given. */
  drawPolicyMap(view?: MapView): void;
  /** Gives up the map under way. */
  cancelPolicyMap(): void;
}

/** What an episode comes to, or came to up to a day. */
export interface DuelTotal {
  readonly reward: number;
  /** Currency; null where no cost is known. */
  readonly profit: number | null;
}

export type PlayView =
  | { readonly status: 'idle' }
  | { readonly status: 'preparing'; readonly requestId: number }
  | { readonly status: 'failed'; readonly problem: string }
  | {
      readonly status: 'playing';
      readonly duel: DuelAnswer;
      readonly days: readonly DuelDay[];
      /** null once the episode has ended. */
      readonly moment: DuelMoment | null;
    };

/** An episode played to its end for the first time. */
export interface PlayedEpisode {
  /** Market, product and mode, and whose policy: only episodes of one table and one step are counted together. */
  readonly table: string;
  /** Market steps of training behind the agent, which a run under way renews; null where none played. */
  readonly step: number | null;
  readonly seed: number;
  readonly you: DuelTotal;
  readonly others: readonly { readonly name: DuelPlayerName; readonly total: DuelTotal }[];
}

export interface PlayState {
  readonly play: PlayView;
  /** Of the episode in play or the last one. */
  readonly playedTable: string;
  readonly playedEpisodes: readonly PlayedEpisode[];
}

export interface PlayActions {
  /** Begins the episode of `seed`: null draws one that was not played yet. */
  playMarket(wish: { readonly product: number; readonly mode: DuelMode; readonly seed: number | null }): void;
  /** Charges the day's price. */
  chargePrice(price: number): void;
  /** Leaves the table; the tally stays. */
  leaveMarket(): void;
}

export const noPolicyMap: PolicyMapState = {
  policyMap: {
    requestId: null,
    share: 0,
    view: { product: 0, yesterdayPrice: null },
    answer: null,
    owner: null,
    version: null,
    problem: null,
  },
};

export const noPlay: PlayState = { play: { status: 'idle' }, playedTable: '', playedEpisodes: [] };

/** The run and the models there are, as far as they say whose policy there is. */
interface PolicyOwners {
  readonly run: { readonly runId: string | null; readonly state: RunState };
  readonly model: { readonly id: string } | null;
  readonly models: readonly { readonly id: string; readonly runId: string | null }[];
}

/** With the run's evaluations, each of which may leave another policy. */
export interface PolicySources extends PolicyOwners {
  readonly run: PolicyOwners['run'] & { readonly evaluations: readonly { readonly isBest: boolean }[] };
}

/** Whose policy there is, a run's or a model's: the model a run leaves is still its run's. null without one. */
export function policyOwner({ run, model, models }: PolicyOwners): string | null {
  if (isUnderWay(run)) return run.runId;
  if (!model) return null;
  return models.find(({ id }) => id === model.id)?.runId ?? model.id;
}

function isUnderWay({ runId, state }: PolicyOwners['run']): boolean {
  return runId !== null && (state === 'training' || state === 'paused');
}

/** Which policy there is to draw: another owner, model or best evaluation makes another one. null without any. */
export function policyVersion(sources: PolicySources): string | null {
  const { run, model } = sources;
  const owner = policyOwner(sources);
  if (owner === null) return null;
  if (!isUnderWay(run)) return `${owner} model ${model?.id ?? ''}`;
  const best = run.evaluations.findLastIndex((evaluation) => evaluation.isBest);
  return best < 0 ? null : `${owner} evaluation ${best}`;
}

/** Whether there is a policy that was not drawn yet, nor is being drawn. */
export function isMapOutdated(state: PolicySources & PolicyMapState): boolean {
  const version = policyVersion(state);
  const { requestId, version: drawn } = state.policyMap;
  return requestId === null && version !== null && version !== drawn;
}

/** The total of the first `count` days, or of all. */
export function totalOf(days: readonly DuelDay[], count = days.length): DuelTotal {
  let reward = 0;
  let profit: number | null = 0;
  for (const day of days.slice(0, count)) {
    reward += day.reward;
    profit = profit === null || day.profit === null ? null : profit + day.profit;
  }
  return { reward, profit };
}

/** The tally after an episode; one that was played before against the same policy counts once. */
export function withEpisode(
  played: readonly PlayedEpisode[],
  table: string,
  duel: DuelAnswer,
  days: readonly DuelDay[],
): readonly PlayedEpisode[] {
  const { step, seed } = duel;
  if (episodesOf(played, table, step).some((episode) => episode.seed === seed)) return played;
  const others = duel.players.map(({ name, days: theirs }) => ({ name, total: totalOf(theirs) }));
  return [...played, { table, step, seed, you: totalOf(days), others }];
}

/** The episodes of a table played against the policy of one step. */
export function episodesOf(
  played: readonly PlayedEpisode[],
  table: string,
  step: number | null,
): readonly PlayedEpisode[] {
  return played.filter((episode) => episode.table === table && episode.step === step);
}
