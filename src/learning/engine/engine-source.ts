// Where a run gets its engine from, and another one when that is lost.

import { agents } from '../../core/agents/agents.ts';
import type { BackendReport } from '../../core/run/backend.ts';
import { learningAgent } from '../agents/learning-agents.ts';
import type { EngineRequest } from '../agents/learning-agent.ts';

import type { Engine, EngineLostError } from './engine.ts';

export interface EngineSource {
  /** An engine and what to say of it; the caller disposes it. */
  make(request: EngineRequest): Promise<MadeEngine>;
  /**
   * After a loss: prepares the next best backend, which the next `make` uses.
   *
   * @throws Error where there is none.
   */
  replace(error: EngineLostError): Promise<void>;
}

export interface MadeEngine {
  readonly engine: Engine;
  readonly report: BackendReport;
}

/** Portable engines on what `report` describes; there is nothing to fall back to. */
export function portableEngines(report: BackendReport): EngineSource {
  return {
    make: (request) => Promise.resolve(madePortable(request, report)),
    replace: (error) => Promise.reject(error),
  };
}

/** The agent's portable engine; one with loops of its own runs beside whatever backend there is. */
export function madePortable(request: EngineRequest, report: BackendReport): MadeEngine {
  const engine = learningAgent(request.settings).portableEngine(request);
  if (engine.name !== 'plain') return { engine, report };
  const reason = `${agents[request.settings.agent].title} needs no kernels: it computes in plain loops on one core.`;
  return { engine, report: { name: 'cpu', adapter: null, detail: 'plain loops', reason } };
}
