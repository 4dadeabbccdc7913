// A feature of the store: what it holds, what can be done with it, and what it does when something happens elsewhere, in
// one file of `features/`. All are listed in `lab-store.ts`.

import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { Dataset } from '../core/table/dataset.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { isAbort } from '../worker/calls.ts';
import { WorkerGone } from '../worker/client.ts';
import type { LabEvent } from '../worker/protocol/lab-protocol.ts';
import type { LabState, LabStore } from './lab-state.ts';
import type { LabServices } from './lab-services.ts';

/** What features hear of one another. */
export interface Effects {
  /** The state has changed. */
  readonly onChange?: () => void;
  /** Another file is on the page. */
  readonly onRead?: (dataset: Dataset) => void;
  /** Charts and details show another product. */
  readonly onProductShown?: () => void;
  /** All products of the file on the page have their demand fits. */
  readonly onAllFitted?: () => void;
  readonly onLabEvent?: (event: LabEvent) => void;
  /** Another model is in use. */
  readonly onModelUsed?: () => void;
  /** The model in use has priced its products. */
  readonly onPriced?: (suggestions: readonly Suggestion[]) => void;
  /** The lab worker is gone, and with it its models; calls under way are rejected. */
  readonly onLabDeath?: (message: string) => void;
  /** The reader is gone; calls under way are rejected. */
  readonly onReaderDeath?: (message: string) => void;
}

export interface Feature<Actions> extends Effects {
  readonly actions: Actions;
}

export interface FeatureContext {
  readonly get: () => LabStore;
  readonly set: (changes: Partial<LabState>) => void;
  readonly services: LabServices;
  /** Lets every feature know, in the order in which they are listed. */
  readonly tell: <N extends keyof Effects>(what: N, ...about: Parameters<NonNullable<Effects[N]>>) => void;
}

/** Why a call was refused, as a sentence; null for an abort and for the worker's death, which is told by itself. */
export function refusalOf(error: unknown): string | null {
  return isAbort(error) || error instanceof WorkerGone ? null : sentenceOf(error);
}

/** Says why a call is refused, if it is. */
export function refusing(call: Promise<unknown>, say: (problem: string) => void): void {
  call.catch((error: unknown) => {
    const problem = refusalOf(error);
    if (problem !== null) say(problem);
  });
}

/** One thing at a time: beginning another aborts the one before it, whose outcome no longer counts. */
export class Latest {
  private controller: AbortController | null = null;

  begin(): { readonly signal: AbortSignal; readonly isLatest: () => boolean } {
    this.abort();
    const controller = new AbortController();
    this.controller = controller;
    return { signal: controller.signal, isLatest: () => this.controller === controller };
  }

  abort(): void {
    const { controller } = this;
    this.controller = null;
    controller?.abort();
  }
}
