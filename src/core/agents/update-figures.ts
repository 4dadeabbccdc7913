// The figures of an update: an agent says which of them it has.

export interface UpdateFigures {
  readonly criticLoss: number;
  readonly actorLoss: number;
  readonly temperature: number;
  readonly entropy: number;
  readonly meanQ: number;
}

export type LossName = keyof UpdateFigures;
