// The policy map: asks the worker to draw the policy there is, or without one the market's optimum.

import type { MapView } from '../../core/market/map-facts.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { isAbort } from '../../worker/calls.ts';
import type { PolicyMapAnswer } from '../../worker/protocol/policy-protocol.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { askedMarket, policySubject, policyVersion, type PolicySources } from './whose-policy-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends PolicyMapState {}
  interface LabActions extends PolicyMapActions {}
}

export interface PolicyMapState {
  readonly policyMap: {
    readonly isDrawing: boolean;
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

export const noPolicyMap: PolicyMapState = {
  policyMap: {
    isDrawing: false,
    share: 0,
    view: { product: 0, yesterdayPrice: null },
    answer: null,
    owner: null,
    version: null,
    problem: null,
  },
};

export function mapFeature({ get, set, services }: FeatureContext): Feature<PolicyMapActions> {
  /** Ends every map asked for. A newer one only outdates the older, so that both wait for the same optimum. */
  let cancelling = new AbortController();
  let lastDraw = 0;

  const change = (changes: Partial<PolicyMapState['policyMap']>) =>
    set({ policyMap: { ...get().policyMap, ...changes } });

  const giveUp = () => {
    lastDraw++;
    cancelling.abort();
    cancelling = new AbortController();
  };

  const draw = async (view: MapView, mine: number) => {
    const isLatest = () => mine === lastDraw;
    const version = policyVersion(get());
    change({ view, owner: askedMarket(get()), version, share: 0, isDrawing: true, problem: null });
    const show = (answer: PolicyMapAnswer) =>
      change({ answer: keepingOptimum(get().policyMap.answer, answer) });
    try {
      const answer = await services.lab.call(
        'policyMap',
        {
          subject: policySubject(get(), services.now()),
          view: version === null ? { ...view, optimumAlone: true } : view,
        },
        {
          signal: cancelling.signal,
          onProgress: (news) => {
            if (!isLatest()) return;
            if ('share' in news) change({ share: news.share });
            else show(news.answer);
          },
        },
      );
      if (!isLatest()) return;
      show(answer);
      change({ isDrawing: false });
    } catch (error) {
      if (isLatest()) change({ isDrawing: false, ...(isAbort(error) ? {} : { problem: sentenceOf(error) }) });
    }
  };

  return {
    actions: {
      drawPolicyMap: (view = get().policyMap.view) => void draw(view, ++lastDraw),
      cancelPolicyMap: () => {
        giveUp();
        change({ isDrawing: false });
      },
    },
    onChange: () => {
      const { policyMap } = get();
      if (policyMap.owner === null || policyMap.owner === askedMarket(get())) return;
      // The optimum of a market that is no longer asked for is not computed to its end.
      if (policyMap.version === null) giveUp();
      lastDraw++;
      set(noPolicyMap);
    },
  };
}

/** Whether there is a policy that was not drawn yet, nor is being drawn. */
export function isMapOutdated(state: PolicySources & PolicyMapState): boolean {
  const version = policyVersion(state);
  const { isDrawing, version: drawn } = state.policyMap;
  return !isDrawing && version !== null && version !== drawn;
}

/** While the optimum of the same cells is computed anew, the one there is stays in sight. */
function keepingOptimum(before: PolicyMapAnswer | null, answer: PolicyMapAnswer): PolicyMapAnswer {
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
