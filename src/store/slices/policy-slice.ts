// Asks the worker to draw the policy there is, and to play an episode with it; the person's own episode is played
// here, in the page, by the market's own code, which loads when it is first needed.

import type * as Duel from '../../core/market/duel.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { LabEvent, LabRequest, PolicySubject } from '../../worker/protocol.ts';
import {
  noPolicyMap,
  policyVersion,
  withEpisode,
  type PlayActions,
  type PlayState,
  type PolicyMapActions,
  type PolicyMapState,
  type PolicySources,
} from './policy-state.ts';

type State = PolicyMapState & PlayState;

export interface PolicyHost {
  get(): State & PolicySources;
  set(state: Partial<State>): void;
  send(message: LabRequest): void;
  nextRequestId(): number;
  /** Whose policy there is now. @throws Error in a sentence where there is no market at all. */
  subject(): PolicySubject;
  /** What tells that policy's market from another one; null where there is no policy. */
  owner(): string | null;
  /** What tells the market played in from another one. */
  market(): string;
  loadDuel(): Promise<Pick<typeof Duel, 'DuelEpisode'>>;
}

export interface PolicySlice {
  readonly actions: PolicyMapActions & PlayActions;
  readonly onLabEvent: (event: LabEvent) => void;
  /** Whether a request is one of these: its failure is told beside it, not as the model's. */
  readonly isMine: (requestId: number | null) => boolean;
  /** To be called after every change of the state. */
  readonly follow: () => void;
}

export function policySlice(host: PolicyHost): PolicySlice {
  const asked = new Set<number>();
  let episode: Duel.DuelEpisode | null = null;
  /** The latest request for a map. */
  let drawing: Extract<LabRequest, { type: 'policyMap' }> | null = null;

  const ask = (): number => {
    const requestId = host.nextRequestId();
    asked.add(requestId);
    return requestId;
  };

  const whose = () => host.owner() ?? host.market();

  const giveUp = () => {
    if (drawing?.requestId === host.get().policyMap.requestId)
      host.send({ ...drawing, requestId: ask(), view: null });
    drawing = null;
  };

  const map = (changes: Partial<State['policyMap']>) =>
    host.set({ policyMap: { ...host.get().policyMap, ...changes } });

  /** The person's own episode begins once the others have played theirs. */
  const begin = async (event: Extract<LabEvent, { type: 'duelReady' }>) => {
    const { duel, requestId } = event;
    const { DuelEpisode: Episode } = await host.loadDuel();
    const { play } = host.get();
    if (play.status !== 'preparing' || play.requestId !== requestId) return;
    episode = new Episode(duel.setup, duel.seed, duel.mode);
    host.set({ play: { status: 'playing', duel, days: [], moment: episode.moment() } });
  };

  return {
    actions: {
      drawPolicyMap: (view = host.get().policyMap.view) => {
        const version = policyVersion(host.get());
        const shared = { view, owner: whose(), version, share: 0 };
        try {
          const subject = host.subject();
          const requestId = ask();
          map({ ...shared, requestId, problem: null });
          const wish = version === null ? { ...view, optimumAlone: true } : view;
          drawing = { type: 'policyMap', requestId, subject, view: wish };
          host.send(drawing);
        } catch (error) {
          map({ ...shared, requestId: null, problem: sentenceOf(error) });
        }
      },
      cancelPolicyMap: () => {
        giveUp();
        map({ requestId: null });
      },
      playMarket: ({ product, mode, seed: wished }) => {
        const { playedEpisodes } = host.get();
        const table = JSON.stringify([host.market(), product, mode]);
        const seed =
          wished ??
          1 +
            playedEpisodes.reduce(
              (last, played) => (played.table === table ? Math.max(last, played.seed) : last),
              latestSeed(host.get(), table),
            );
        try {
          const subject = host.subject();
          const requestId = ask();
          host.set({ play: { status: 'preparing', requestId }, playedTable: table });
          host.send({ type: 'duel', requestId, subject, product, seed, mode });
        } catch (error) {
          host.set({ play: { status: 'failed', problem: sentenceOf(error) } });
        }
      },
      chargePrice: (price) => {
        const { play, playedTable, playedEpisodes } = host.get();
        if (play.status !== 'playing' || play.moment === null || !episode) return;
        episode.charge(price);
        const { days } = episode;
        const moment = episode.moment();
        host.set({
          play: { ...play, days, moment },
          ...(moment === null
            ? { playedEpisodes: withEpisode(playedEpisodes, playedTable, play.duel, days) }
            : {}),
        });
      },
      leaveMarket: () => {
        episode = null;
        host.set({ play: { status: 'idle' } });
      },
    },
    onLabEvent: (event) => {
      const { policyMap, play } = host.get();
      const died = event.type === 'failed' && event.requestId === null && event.runId === null;
      if (event.type === 'policyMapped' && event.requestId === policyMap.requestId) {
        const { answer } = event;
        const isLast = answer.optimum.status !== 'computing';
        map({ answer: keepingOptimum(policyMap.answer, answer), ...(isLast ? { requestId: null } : {}) });
      } else if (event.type === 'policyMapProgress' && event.requestId === policyMap.requestId) {
        map({ share: event.share });
      } else if (event.type === 'duelReady') {
        begin(event).catch((error: unknown) =>
          host.set({ play: { status: 'failed', problem: sentenceOf(error) } }),
        );
      } else if (event.type === 'failed') {
        if (policyMap.requestId !== null && (died || event.requestId === policyMap.requestId))
          map({ requestId: null, problem: event.message });
        if (play.status === 'preparing' && (died || event.requestId === play.requestId))
          host.set({ play: { status: 'failed', problem: event.message } });
      }
    },
    isMine: (requestId) => requestId !== null && asked.has(requestId),
    follow: () => {
      const { policyMap } = host.get();
      if (policyMap.owner === null || policyMap.owner === whose()) return;
      // The optimum of a market that is no longer asked for is not computed to its end.
      if (policyMap.version === null) giveUp();
      host.set(noPolicyMap);
    },
  };
}

/** The seed of the episode in play, where it is of this table: another one is drawn even if it was left unfinished. */
function latestSeed({ play, playedTable }: State, table: string): number {
  return play.status === 'playing' && playedTable === table ? play.duel.seed : 0;
}

/** While the optimum of the same cells is computed anew, the one there is stays in sight. */
function keepingOptimum(
  before: State['policyMap']['answer'],
  answer: NonNullable<State['policyMap']['answer']>,
): NonNullable<State['policyMap']['answer']> {
  if (answer.optimum.status !== 'computing' || before?.optimum.status !== 'done') return answer;
  const { map } = before.optimum;
  const now = answer.map;
  const isSame =
    now.isComparable &&
    now.productName === map.productName &&
    now.yesterday?.chosen === map.yesterday?.chosen &&
    now.prices.length === map.prices.length;
  return isSame ? { ...answer, optimum: before.optimum } : answer;
}
