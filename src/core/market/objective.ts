// What prices should earn, once it is decided (`run/objective.ts` decides).

export type Objective = 'profit' | 'revenue' | 'weights';
