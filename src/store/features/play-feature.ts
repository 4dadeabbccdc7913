// The market played by hand: the others' episode comes from the worker; the person's own is played here, in the page, by
// the market's own code, which loads when it is first needed.

import {
  totalOf,
  type GameAnswer,
  type GameDay,
  type GameMode,
  type GameMoment,
  type GamePlayerName,
  type GameTotal,
} from '../../core/market/game-facts.ts';
import type { GameEpisode } from '../../core/market/game.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { type Feature, type FeatureContext, Latest } from '../feature.ts';
import { askedMarket, policySubject } from './whose-policy-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends PlayState {}
  interface LabActions extends PlayActions {}
}

export type PlayView =
  | { readonly status: 'idle' }
  | { readonly status: 'preparing' }
  | { readonly status: 'failed'; readonly problem: string }
  | {
      readonly status: 'playing';
      readonly game: GameAnswer;
      readonly days: readonly GameDay[];
      /** null once the episode has ended. */
      readonly moment: GameMoment | null;
    };

/** An episode played to its end for the first time. */
export interface PlayedEpisode {
  /** Market, product and mode, and whose policy: only episodes of one table and one step are counted together. */
  readonly table: string;
  /** Market steps of training behind the agent, which a run under way renews; null where none played. */
  readonly step: number | null;
  readonly seed: number;
  readonly you: GameTotal;
  readonly others: readonly { readonly name: GamePlayerName; readonly total: GameTotal }[];
}

export interface PlayState {
  readonly play: PlayView;
  /** Of the episode in play or the last one. */
  readonly playedTable: string;
  readonly playedEpisodes: readonly PlayedEpisode[];
}

export interface PlayActions {
  /** Begins the episode of `seed`: null draws one that was not played yet. */
  playMarket(request: {
    readonly product: number;
    readonly mode: GameMode;
    readonly seed: number | null;
  }): void;
  /** Charges the day's price. */
  chargePrice(price: number): void;
  /** Leaves the table; the tally stays. */
  leaveMarket(): void;
}

export const noPlay: PlayState = { play: { status: 'idle' }, playedTable: '', playedEpisodes: [] };

export function playFeature({ get, set, services }: FeatureContext): Feature<PlayActions> {
  const latest = new Latest();
  let episode: GameEpisode | null = null;

  const play = async ({ product, mode, seed: asked }: Parameters<PlayActions['playMarket']>[0]) => {
    const table = JSON.stringify([askedMarket(get()), product, mode]);
    const seed = asked ?? nextSeed(get(), table);
    const { signal, isLatest } = latest.begin();
    try {
      const subject = policySubject(get(), services.now());
      set({ play: { status: 'preparing' }, playedTable: table });
      const game = await services.lab.call('playEpisode', { subject, product, seed, mode }, { signal });
      // The person's own episode begins once the others have played theirs.
      const { GameEpisode: Episode } = await import('../../core/market/game.ts');
      if (!isLatest()) return;
      episode = new Episode(game.setup, game.seed, game.mode);
      set({ play: { status: 'playing', game, days: [], moment: episode.moment() } });
    } catch (error) {
      if (isLatest()) set({ play: { status: 'failed', problem: sentenceOf(error) } });
    }
  };

  return {
    actions: {
      playMarket: (asked) => void play(asked),
      chargePrice: (price) => {
        const { play: present, playedTable, playedEpisodes } = get();
        if (present.status !== 'playing' || present.moment === null || !episode) return;
        episode.charge(price);
        const { days } = episode;
        const moment = episode.moment();
        set({
          play: { ...present, days, moment },
          ...(moment === null
            ? { playedEpisodes: withEpisode(playedEpisodes, playedTable, present.game, days) }
            : {}),
        });
      },
      leaveMarket: () => {
        latest.abort();
        episode = null;
        set({ play: { status: 'idle' } });
      },
    },
  };
}

/** A seed of the table that was not played yet, nor is in play: another one is drawn even if that was left unfinished. */
function nextSeed({ play, playedTable, playedEpisodes }: PlayState, table: string): number {
  const inPlay = play.status === 'playing' && playedTable === table ? play.game.seed : 0;
  const played = playedEpisodes.filter((each) => each.table === table).map(({ seed }) => seed);
  return 1 + played.reduce((last, seed) => Math.max(last, seed), inPlay);
}

/** The tally after an episode; one that was played before against the same policy counts once. */
export function withEpisode(
  played: readonly PlayedEpisode[],
  table: string,
  game: GameAnswer,
  days: readonly GameDay[],
): readonly PlayedEpisode[] {
  const { step, seed } = game;
  if (episodesOf(played, table, step).some((episode) => episode.seed === seed)) return played;
  const others = game.players.map(({ name, days: theirs }) => ({ name, total: totalOf(theirs) }));
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
