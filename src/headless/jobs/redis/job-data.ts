// What lies in a job on the queue.

export interface JobData {
  /** Pieces of one whole have the same. */
  readonly batch: string;
  readonly index: number;
  readonly piece: unknown;
  /** `ownBuild` of the command that asked. */
  readonly build: string;
}

/** Pieces are never longer than a message may be; a name is that of the batch and the number in it. */
export function jobId({ batch, index }: Pick<JobData, 'batch' | 'index'>): string {
  return `${batch}.${index}`;
}

/** Why a worker of `own` build cannot take a job of `build`; null where it can. */
export function refusalOf({ build }: Partial<Pick<JobData, 'build'>>, own: string): string | null {
  if (build === own) return null;
  const asked = build ?? 'a version that does not say its build';
  return `The command is of ${asked}, the worker of ${own}: their numbers could differ. Start both from the same copy of the lab.`;
}

/** Why a job was ended that somebody cancelled. */
export const cancelledReason = 'cancelled';
