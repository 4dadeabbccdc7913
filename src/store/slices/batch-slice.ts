// Sends a catalogue file to the worker and follows it.

import type { Guardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import type { LabEvent, LabRequest } from '../../worker/protocol.ts';
import { adviceChoices, type AdviceState } from './advice-state.ts';
import { applyBatchEvent, begunBatch, noBatch, type BatchActions, type BatchState } from './batch-state.ts';

export interface BatchHost {
  get(): BatchState & AdviceState & { readonly guardrails: Guardrails; readonly settings: RunSettings };
  set(state: BatchState): void;
  send(message: LabRequest): void;
  nextRequestId(): number;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface BatchSlice {
  readonly actions: BatchActions;
  readonly onLabEvent: (event: LabEvent) => void;
  /** Whether a request is the batch's: its failure is told beside it, not as the model's. */
  readonly isBatch: (requestId: number | null) => boolean;
}

export function batchSlice(host: BatchHost): BatchSlice {
  const cancel = () => {
    const { batch } = host.get();
    if (batch.status === 'running') host.send({ type: 'cancelBatch', requestId: batch.requestId });
  };
  return {
    actions: {
      startBatch: (file) => {
        cancel();
        const requestId = host.nextRequestId();
        const { guardrails, advice, settings } = host.get();
        host.set({ batch: begunBatch(requestId, file.name, host.now()) });
        host.send({
          type: 'batch',
          requestId,
          source: { name: file.name, content: file },
          guardrails,
          advice: adviceChoices(advice, settings),
        });
      },
      cancelBatch: cancel,
      dismissBatch: () => {
        if (host.get().batch.status !== 'running') host.set(noBatch);
      },
    },
    onLabEvent: (event) => {
      const { batch } = host.get();
      const after = applyBatchEvent(batch, event, host.now());
      if (after !== batch) host.set({ batch: after });
    },
    isBatch: (requestId) => {
      const { batch } = host.get();
      return batch.status === 'running' && batch.requestId === requestId;
    },
  };
}
