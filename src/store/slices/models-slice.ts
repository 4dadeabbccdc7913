// Asks the worker to use, forget or rename a kept model; what comes back is folded in by apply-event.ts.

import type { LabRequest } from '../../worker/protocol.ts';
import type { ModelsActions } from './models-state.ts';

export function modelsActions(
  send: (message: LabRequest) => void,
  nextRequestId: () => number,
): ModelsActions {
  return {
    useModel: (id) => send({ type: 'useModel', requestId: nextRequestId(), id }),
    forgetModel: (id) => send({ type: 'forgetModel', requestId: nextRequestId(), id }),
    renameModel: (id, name) => send({ type: 'renameModel', requestId: nextRequestId(), id, name }),
  };
}
