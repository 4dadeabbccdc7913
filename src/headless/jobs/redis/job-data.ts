// What lies in a job on the queue.

export interface JobData {
  /** Pieces of one whole have the same. */
  readonly batch: string;
  readonly index: number;
  readonly piece: unknown;
}

/** Pieces are never longer than a message may be; a name is that of the batch and the number in it. */
export function jobId({ batch, index }: Pick<JobData, 'batch' | 'index'>): string {
  return `${batch}.${index}`;
}

/** Why a job was ended that somebody cancelled. */
export const cancelledReason = 'cancelled';
