// What prices should earn, once it is decided (`run/reward-objective.ts` decides).

export type Objective = 'profit' | 'revenue' | 'weights';
