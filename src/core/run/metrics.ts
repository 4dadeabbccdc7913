// Every figure a run reports, defined once: name, label, unit and meaning. Chart titles, tooltips and exports
// are built from this list.

export const metricDefinitions = [
  {
    name: 'episodeReturn',
    label: 'Episode return',
    unit: 'reward',
    meaning: 'Sum of rewards of one finished episode while training, exploration included.',
  },
  {
    name: 'evaluationReturn',
    label: 'Evaluation return',
    unit: 'reward',
    meaning: 'Mean return of the greedy policy on fixed start states and noise.',
  },
  {
    name: 'evaluationProfit',
    label: 'Evaluation profit',
    unit: 'currency an episode',
    meaning: 'Mean profit of the greedy policy on the same start states, where a cost is known.',
  },
  {
    name: 'criticLoss',
    label: 'Critic loss',
    unit: 'reward²',
    meaning: 'Mean squared error of the value estimate against its target (twin critics summed).',
  },
  {
    name: 'actorLoss',
    label: 'Actor loss',
    unit: 'reward',
    meaning: 'What the actor minimises: minus the value of its own actions, entropy included for SAC.',
  },
  {
    name: 'temperature',
    label: 'Temperature',
    unit: '',
    meaning: 'Weight of entropy in the reward (SAC); it falls as the policy becomes more certain.',
  },
  {
    name: 'entropy',
    label: 'Entropy',
    unit: 'nats',
    meaning: 'Mean of minus the log-probability of the actions taken (SAC).',
  },
  {
    name: 'meanQ',
    label: 'Mean Q',
    unit: 'reward',
    meaning: "The critic's mean value of the batch, in normalised reward.",
  },
  {
    name: 'updatesPerSecond',
    label: 'Updates a second',
    unit: '1/s',
    meaning: 'Gradient steps a second, most recently.',
  },
] as const;

export type MetricName = (typeof metricDefinitions)[number]['name'];
