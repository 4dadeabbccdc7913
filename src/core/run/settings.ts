// Every setting of a run, defined once: name, default, range, unit, meaning and source.
//
// The form in Train, the run's record, the model card and the headless `--settings` file are all built from
// this list, so a new setting is one entry here and its use.

interface NumberSetting {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly before?: number;
  readonly min: number;
  readonly max: number;
  /** What one click of a stepper changes. */
  readonly step: number;
}
interface SwitchSetting {
  readonly kind: 'switch';
  readonly default: boolean;
  readonly before?: boolean;
}
interface ChoiceSetting {
  readonly kind: 'choice';
  readonly default: string;
  readonly before?: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export type SettingGroup = 'run' | 'agent' | 'historyMarket' | 'demandMarket' | 'demandReward';

/** `before` is what runs did that began before the setting was there; the first settings have none. */
export type SettingDefinition = (NumberSetting | SwitchSetting | ChoiceSetting) & {
  readonly name: string;
  readonly group: SettingGroup;
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
  readonly source: string;
  /** Shown only for these agents; absent means all. */
  readonly agents?: readonly ('sac' | 'ddpg' | 'td3')[];
  /** Agents that begin with another value than `default`. */
  readonly agentDefaults?: Readonly<Partial<Record<'sac' | 'ddpg' | 'td3', number>>>;
  /** Rarely touched: folded away in the form. */
  readonly advanced?: true;
};

export const settingGroups = {
  run: 'The run',
  agent: 'The agent',
  historyMarket: 'History market',
  demandMarket: 'Demand market',
  demandReward: 'Demand market reward',
} as const satisfies Record<SettingGroup, string>;

export const settingDefinitions = [
  // The run
  {
    name: 'market',
    group: 'run',
    kind: 'choice',
    default: 'history',
    choices: [
      { value: 'history', label: 'History market' },
      { value: 'demand', label: 'Demand market' },
    ],
    label: 'Market',
    unit: '',
    meaning:
      'What the agent acts in: days that happened at similar prices, or demand simulated from an elasticity, stock and rivals.',
    source: 'design 5, 6',
  },
  {
    name: 'agent',
    group: 'run',
    kind: 'choice',
    default: 'sac',
    choices: [
      { value: 'sac', label: 'SAC' },
      { value: 'ddpg', label: 'DDPG' },
      { value: 'td3', label: 'TD3' },
    ],
    label: 'Agent',
    unit: '',
    meaning:
      'The learning algorithm. SAC explores by itself and is the steadiest; DDPG is the simplest; TD3 is DDPG with twin critics.',
    source: 'design 7',
  },
  {
    name: 'trainingSteps',
    group: 'run',
    kind: 'integer',
    default: 10000,
    min: 100,
    max: 1000000,
    step: 1000,
    label: 'Training steps',
    unit: 'market steps',
    meaning: 'How many days in the market the agent lives through, all parallel markets counted.',
    source: 'design 8',
  },
  {
    name: 'seed',
    group: 'run',
    kind: 'integer',
    default: 1,
    min: 0,
    max: 4294967295,
    step: 1,
    label: 'Seed',
    unit: '',
    meaning: 'Start of every random stream. The same seed, settings, data and backend give the same numbers.',
    source: 'design 9',
  },
  {
    name: 'hiddenUnits',
    group: 'run',
    kind: 'integer',
    default: 128,
    min: 4,
    max: 1024,
    step: 16,
    label: 'Hidden units',
    unit: 'per layer',
    meaning:
      'Width of the two hidden layers of each network. 256 is the published size; 64 to 128 learns as well here and is several times faster.',
    source: 'design 7 and 8',
  },
  {
    name: 'parallelMarkets',
    group: 'run',
    kind: 'integer',
    default: 8,
    min: 1,
    max: 64,
    step: 1,
    label: 'Parallel markets',
    unit: 'markets',
    meaning: 'Markets stepped side by side; their days all go into one replay buffer.',
    source: 'design 8',
    advanced: true,
  },
  {
    name: 'warmupSteps',
    group: 'run',
    kind: 'integer',
    default: 800,
    min: 0,
    max: 100000,
    step: 100,
    label: 'Random steps first',
    unit: 'market steps',
    meaning: 'Steps with random prices before learning starts; at most a fifth of the run.',
    source: 'design 8',
    advanced: true,
  },
  {
    name: 'updatesPerStep',
    group: 'run',
    kind: 'number',
    default: 1,
    min: 0.01,
    max: 4,
    step: 0.25,
    label: 'Updates per step',
    unit: 'updates',
    meaning: 'Gradient steps per market step.',
    source: 'design 8',
    advanced: true,
  },
  {
    name: 'evaluationEverySteps',
    group: 'run',
    kind: 'integer',
    default: 250,
    agentDefaults: { ddpg: 500, td3: 500 },
    min: 50,
    max: 100000,
    step: 500,
    label: 'Evaluate every',
    unit: 'market steps',
    meaning: 'How often the greedy policy is tried on fixed start states; the best one is kept.',
    source: 'design 8',
    advanced: true,
  },
  {
    name: 'evaluationEpisodes',
    group: 'run',
    kind: 'integer',
    default: 32,
    min: 1,
    max: 256,
    step: 8,
    label: 'Evaluation episodes',
    unit: 'episodes',
    meaning: 'Fixed start states and noise streams of an evaluation.',
    source: 'design 8',
    advanced: true,
  },
  {
    name: 'actorRefreshUpdates',
    group: 'run',
    kind: 'integer',
    default: 32,
    min: 1,
    max: 1024,
    step: 8,
    label: 'Refresh the acting policy every',
    unit: 'updates',
    meaning:
      'The markets are acted in by a copy of the actor on the CPU, renewed every so many updates, so that no step waits for the GPU.',
    source: 'facts: a read-back costs 5 to 15 ms in a browser',
    advanced: true,
  },
  // The agent
  {
    name: 'batchSize',
    group: 'agent',
    kind: 'integer',
    default: 128,
    min: 2,
    max: 1024,
    step: 32,
    label: 'Batch size',
    unit: 'transitions',
    meaning: 'Transitions in one update.',
    source: 'design 7 and 8',
  },
  {
    name: 'learningRateActor',
    group: 'agent',
    kind: 'number',
    default: 0.001,
    agentDefaults: { ddpg: 0.0003, td3: 0.0005 },
    min: 0.000001,
    max: 0.1,
    step: 0.0001,
    label: 'Actor learning rate',
    unit: '',
    meaning:
      'Step size of Adam for the actor. DDPG and TD3 take smaller ones: at 0.001 some of their runs get stuck at the lowest price.',
    source: 'design 7 and 8',
  },
  {
    name: 'learningRateCritic',
    group: 'agent',
    kind: 'number',
    default: 0.001,
    min: 0.000001,
    max: 0.1,
    step: 0.0001,
    label: 'Critic learning rate',
    unit: '',
    meaning: 'Step size of Adam for the critics.',
    source: 'design 7',
  },
  {
    name: 'finalLearningRate',
    group: 'agent',
    kind: 'number',
    default: 0.1,
    before: 1,
    min: 0,
    max: 1,
    step: 0.1,
    label: 'Learning rates at the end',
    unit: 'share of the first',
    meaning: 'All learning rates fall in a straight line to this share over the run; 1 keeps them.',
    source: 'measured: README, ablation',
    advanced: true,
  },
  {
    name: 'nStep',
    group: 'agent',
    kind: 'integer',
    default: 1,
    before: 1,
    min: 1,
    max: 20,
    step: 1,
    label: 'Steps a return spans',
    unit: 'steps',
    meaning: 'Rewards of so many steps are summed before the critic is asked what follows (n-step returns).',
    source: 'facts: on the preset 5 was worse (84 to 91 %), 2 no better',
    advanced: true,
  },
  {
    name: 'learningRateTemperature',
    group: 'agent',
    kind: 'number',
    default: 0.001,
    min: 0.000001,
    max: 0.1,
    step: 0.0001,
    label: 'Temperature learning rate',
    unit: '',
    meaning: 'Step size of Adam for the temperature.',
    source: 'design 8',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'gamma',
    group: 'agent',
    kind: 'number',
    default: 0.99,
    min: 0,
    max: 1,
    step: 0.01,
    label: 'Discount γ',
    unit: 'per step',
    meaning: 'What a reward one day later is worth today.',
    source: 'design 7',
    advanced: true,
  },
  {
    name: 'tau',
    group: 'agent',
    kind: 'number',
    default: 0.005,
    min: 0.0001,
    max: 1,
    step: 0.001,
    label: 'Target rate τ',
    unit: 'per update',
    meaning: 'How fast the target networks follow.',
    source: 'design 7',
    advanced: true,
  },
  {
    name: 'replayCapacity',
    group: 'agent',
    kind: 'integer',
    default: 100000,
    min: 1000,
    max: 1000000,
    step: 10000,
    label: 'Replay buffer',
    unit: 'transitions',
    meaning: 'Transitions kept; the oldest fall out.',
    source: 'design 7',
    advanced: true,
  },
  {
    name: 'explorationNoise',
    group: 'agent',
    kind: 'number',
    default: 0.2,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Exploration noise',
    unit: 'of the action range',
    meaning: 'Standard deviation of the noise added to each action while training.',
    source: 'design 7',
    agents: ['ddpg', 'td3'],
  },
  {
    name: 'policyDelay',
    group: 'agent',
    kind: 'integer',
    default: 2,
    min: 1,
    max: 10,
    step: 1,
    label: 'Actor every',
    unit: 'updates',
    meaning: 'The actor and the targets move every so many critic updates.',
    source: 'design 7',
    agents: ['ddpg', 'td3'],
    advanced: true,
  },
  {
    name: 'targetNoise',
    group: 'agent',
    kind: 'number',
    default: 0.2,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Target policy noise',
    unit: 'of the action range',
    meaning: 'Smoothing noise of the target action.',
    source: 'design 7',
    agents: ['td3'],
    advanced: true,
  },
  {
    name: 'targetNoiseClip',
    group: 'agent',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Target noise clip',
    unit: 'of the action range',
    meaning: 'Bound of the smoothing noise.',
    source: 'design 7',
    agents: ['td3'],
    advanced: true,
  },
  {
    name: 'initialTemperature',
    group: 'agent',
    kind: 'number',
    default: 1,
    min: 0.001,
    max: 10,
    step: 0.1,
    label: 'Initial temperature',
    unit: '',
    meaning: 'First weight of the entropy in the reward; it is learned from there.',
    source: 'design 7',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'targetEntropy',
    group: 'agent',
    kind: 'number',
    default: -3,
    before: -1,
    min: -10,
    max: 1,
    step: 0.5,
    label: 'Target entropy',
    unit: 'nats per action',
    meaning:
      'How much chance the temperature leaves in the policy; lower is surer. Published is -1, which stays away from the edge of an empty stock, where the best prices lie.',
    source: 'measured: README, ablation',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'layerNorm',
    group: 'agent',
    kind: 'switch',
    default: false,
    label: 'LayerNorm',
    unit: '',
    meaning: 'Normalise the input and each hidden layer of actor and critics.',
    source: 'design 7',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'residualCritic',
    group: 'agent',
    kind: 'switch',
    default: false,
    label: 'Residual critic',
    unit: '',
    meaning: "Add the critic's first hidden layer to its second.",
    source: 'design 7',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'dropout',
    group: 'agent',
    kind: 'number',
    default: 0,
    min: 0,
    max: 0.9,
    step: 0.05,
    label: 'Dropout',
    unit: 'share',
    meaning: 'Share of hidden units of the actor dropped in its updates.',
    source: 'design 7',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'valueScale',
    group: 'agent',
    kind: 'number',
    default: 1,
    min: 0.01,
    max: 1000,
    step: 1,
    label: 'Value scale',
    unit: '',
    meaning: "Factor on the critics' last layer.",
    source: 'design 7',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'valueBound',
    group: 'agent',
    kind: 'number',
    default: 0,
    min: 0,
    max: 1000000,
    step: 10,
    label: 'Value bound',
    unit: '0 = none',
    meaning: 'Targets are clamped to this bound on both sides; 0 leaves them free.',
    source: 'design 7',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'maxGradientNorm',
    group: 'agent',
    kind: 'number',
    default: 0,
    min: 0,
    max: 1000,
    step: 0.5,
    label: 'Gradient clip',
    unit: 'global norm, 0 = none',
    meaning: 'Gradients longer than this are shortened to it.',
    source: 'design 7',
    agents: ['sac'],
    advanced: true,
  },
  {
    name: 'normalizeRewards',
    group: 'agent',
    kind: 'switch',
    default: true,
    label: 'Normalise rewards',
    unit: '',
    meaning:
      'Divide rewards by their running standard deviation before they reach the critic. Charts show them undivided.',
    source: 'design 7',
    advanced: true,
  },
  {
    name: 'normalizeObservations',
    group: 'agent',
    kind: 'switch',
    default: false,
    before: false,
    label: 'Normalise observations',
    unit: '',
    meaning:
      'Scale each input by its mean and standard deviation over the random steps first, of which there are then at least 200 where the run allows it; LayerNorm on the input is off. The markets here bound their observations already.',
    source: 'design 7',
    advanced: true,
  },
  // History market
  {
    name: 'historyObjective',
    group: 'historyMarket',
    kind: 'choice',
    default: 'weightedParts',
    choices: [
      { value: 'weightedParts', label: 'Weighted parts' },
      { value: 'profitPerDay', label: 'Profit a day' },
      { value: 'revenuePerDay', label: 'Revenue a day' },
    ],
    label: 'Objective',
    unit: '',
    meaning: 'What the agent is paid for. Profit needs a known unit cost.',
    source: 'design 5',
  },
  {
    name: 'salesWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.4,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of sales',
    unit: '',
    meaning: "Pay for sales above the median day's.",
    source: 'design 5',
  },
  {
    name: 'priceWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of price',
    unit: '',
    meaning: 'Pay for a price above the median one.',
    source: 'design 5',
  },
  {
    name: 'organicConversionWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.15,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of organic conversion',
    unit: '',
    meaning:
      'Pay for organic conversion above the median. Without that column its weight is shared among the rest.',
    source: 'design 5',
  },
  {
    name: 'adConversionWeight',
    group: 'historyMarket',
    kind: 'number',
    default: 0.15,
    min: 0,
    max: 1,
    step: 0.05,
    label: 'Weight of ad conversion',
    unit: '',
    meaning:
      'Pay for ad conversion above the median. Without that column its weight is shared among the rest.',
    source: 'design 5',
  },
  {
    name: 'explorationBonus',
    group: 'historyMarket',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Exploration bonus',
    unit: '',
    meaning: 'Extra pay in training for rarely tried prices above the median.',
    source: 'design 5',
    advanced: true,
  },
  {
    name: 'salesDropPenalty',
    group: 'historyMarket',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Sales drop penalty',
    unit: '',
    meaning: 'Deduction when sales fall more than a tenth of their range below their seven-day mean.',
    source: 'design 5',
    advanced: true,
  },
  {
    name: 'historyEpisodeSteps',
    group: 'historyMarket',
    kind: 'integer',
    default: 30,
    min: 5,
    max: 365,
    step: 5,
    label: 'Episode length',
    unit: 'days',
    meaning: 'Days until an episode is cut short.',
    source: 'design 5',
    advanced: true,
  },
  {
    name: 'carryAlongDemandCurve',
    group: 'historyMarket',
    kind: 'switch',
    default: true,
    label: 'Carry units along the demand curve',
    unit: '',
    meaning:
      'Past units at a similar price are carried to the asked price with the elasticity; off, they count as they are.',
    source: 'design 5',
    advanced: true,
  },
  // Demand market
  {
    name: 'demandSource',
    group: 'demandMarket',
    kind: 'choice',
    default: 'file',
    choices: [
      { value: 'file', label: 'Calibrated from the file' },
      { value: 'preset', label: 'These values (preset reference)' },
    ],
    label: 'Parameters',
    unit: '',
    meaning:
      'Price, cost, elasticity, base demand, stock and season from the loaded file, or the values below.',
    source: 'design 6',
  },
  {
    name: 'observation',
    group: 'demandMarket',
    kind: 'choice',
    default: 'scaled',
    before: 'scaled',
    choices: [
      { value: 'scaled', label: 'Scaled' },
      { value: 'plain', label: 'Plain' },
    ],
    label: 'Observation',
    unit: '',
    meaning:
      'What the agent sees of a day. Scaled: log price ratio, stock and day as shares of the season, rival, demand index. Plain: price / p0, stock / I0, day / 365 and two constants, with which agents learn unreliably.',
    source: 'design 6 and 8',
    advanced: true,
  },
  {
    name: 'referencePrice',
    group: 'demandMarket',
    kind: 'number',
    default: 20,
    min: 0.01,
    max: 1000000,
    step: 1,
    label: 'Reference price',
    unit: 'currency',
    meaning: 'The price at which base demand holds, and the first price of an episode.',
    source: 'design 6',
  },
  {
    name: 'unitCost',
    group: 'demandMarket',
    kind: 'number',
    default: 10,
    min: 0,
    max: 1000000,
    step: 1,
    label: 'Unit cost',
    unit: 'currency',
    meaning: 'What one unit costs.',
    source: 'design 6',
  },
  {
    name: 'elasticity',
    group: 'demandMarket',
    kind: 'number',
    default: -1.5,
    min: -10,
    max: 0,
    step: 0.1,
    label: 'Elasticity',
    unit: '% units per % price',
    meaning: 'Change of units in percent for one percent of price.',
    source: 'design 6',
  },
  {
    name: 'baseDemand',
    group: 'demandMarket',
    kind: 'number',
    default: 100,
    min: 0.01,
    max: 1000000000,
    step: 10,
    label: 'Base demand',
    unit: 'units a day',
    meaning: 'Units sold a day at the reference price.',
    source: 'design 6',
  },
  {
    name: 'demandNoise',
    group: 'demandMarket',
    kind: 'number',
    default: 0.1,
    min: 0,
    max: 2,
    step: 0.05,
    label: 'Demand noise',
    unit: 'share',
    meaning: 'Standard deviation of the daily demand factor.',
    source: 'design 6',
  },
  {
    name: 'initialInventory',
    group: 'demandMarket',
    kind: 'number',
    default: 1000,
    min: 1,
    max: 1000000000,
    step: 100,
    label: 'Initial inventory',
    unit: 'units',
    meaning: 'Stock at the start of an episode.',
    source: 'design 6',
  },
  {
    name: 'demandDays',
    group: 'demandMarket',
    kind: 'integer',
    default: 30,
    min: 2,
    max: 365,
    step: 1,
    label: 'Days',
    unit: 'days',
    meaning: 'Length of the selling season: the last day is a true end.',
    source: 'design 6',
  },
  {
    name: 'maxDailyChange',
    group: 'demandMarket',
    kind: 'number',
    default: 0.5,
    min: 0.01,
    max: 0.95,
    step: 0.05,
    label: 'Largest daily change',
    unit: 'share',
    meaning: 'How far a price may move from one day to the next.',
    source: 'design 6',
  },
  {
    name: 'minMarkup',
    group: 'demandMarket',
    kind: 'number',
    default: 1.1,
    min: 0,
    max: 10,
    step: 0.05,
    label: 'Smallest markup',
    unit: 'x unit cost',
    meaning: 'The price never falls below this multiple of unit cost.',
    source: 'design 6',
  },
  {
    name: 'rival',
    group: 'demandMarket',
    kind: 'choice',
    default: 'none',
    choices: [
      { value: 'none', label: 'None' },
      { value: 'fixed', label: 'Fixed price' },
      { value: 'randomWalk', label: 'Random walk' },
      { value: 'follower', label: 'Follower' },
      { value: 'undercutter', label: 'Undercutter' },
    ],
    label: 'Rival',
    unit: '',
    meaning:
      'How a competitor sets prices: a follower moves half-way to ours, an undercutter stays 2 % below but not below its cost.',
    source: 'design 6',
  },
  {
    name: 'rivalPrice',
    group: 'demandMarket',
    kind: 'number',
    default: 20,
    min: 0.01,
    max: 1000000,
    step: 1,
    label: "Rival's first price",
    unit: 'currency',
    meaning: "The competitor's price on day 0.",
    source: 'design 6',
  },
  {
    name: 'crossElasticity',
    group: 'demandMarket',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 5,
    step: 0.1,
    label: 'Cross elasticity',
    unit: "% units per % of the rival's price",
    meaning: 'Change of our units in percent for one percent of the rival-to-own price ratio.',
    source: 'design 6',
  },
  // Demand market reward
  {
    name: 'revenueWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of revenue',
    unit: '',
    meaning: 'Pay per unit of revenue, relative to p0 x q0.',
    source: 'design 6',
  },
  {
    name: 'profitWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0.4,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of profit',
    unit: '',
    meaning: 'Pay per unit of profit, relative to p0 x q0.',
    source: 'design 6',
  },
  {
    name: 'unitsWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of units',
    unit: '',
    meaning: 'Pay per unit sold, relative to q0.',
    source: 'design 6',
  },
  {
    name: 'inventoryWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of cleared stock',
    unit: '',
    meaning: 'Pay per day for the share of stock already sold.',
    source: 'design 6',
  },
  {
    name: 'competitorWeight',
    group: 'demandReward',
    kind: 'number',
    default: 0,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Weight of being dearer than the rival',
    unit: '',
    meaning: "Deduction for the share by which our price lies above the rival's.",
    source: 'design 6',
  },
] as const satisfies readonly SettingDefinition[];

type Definition = (typeof settingDefinitions)[number];
export type SettingName = Definition['name'];
type ValueOf<D> = D extends { kind: 'switch' }
  ? boolean
  : D extends { kind: 'choice'; choices: readonly { value: infer V }[] }
    ? V
    : number;

/** A complete record of settings; every run carries one. */
export type RunSettings = { readonly [N in SettingName]: ValueOf<Extract<Definition, { name: N }>> };

export const defaultSettings = Object.fromEntries(
  settingDefinitions.map((definition) => [definition.name, definition.default]),
) as unknown as RunSettings;

/** What a run of `agent` begins with. */
export function defaultsFor(agent: RunSettings['agent']): RunSettings {
  const own = (settingDefinitions as readonly SettingDefinition[]).flatMap(({ name, agentDefaults }) =>
    agentDefaults?.[agent] === undefined ? [] : [[name, agentDefaults[agent]] as const],
  );
  return { ...defaultSettings, ...Object.fromEntries(own), agent };
}

/** `settings` for another agent: what stood at the one's default moves to the other's. */
export function withAgent(settings: RunSettings, agent: RunSettings['agent']): RunSettings {
  const from = defaultsFor(settings.agent);
  const to = defaultsFor(agent);
  const names = Object.keys(settings) as SettingName[];
  const moved = names.map((name) => [name, settings[name] === from[name] ? to[name] : settings[name]]);
  return { ...(Object.fromEntries(moved) as unknown as RunSettings), agent };
}

/** Why a value does not fit its setting, in words, or null where it fits. */
export function settingProblem(definition: SettingDefinition, value: unknown): string | null {
  const where = `Setting "${definition.name}"`;
  switch (definition.kind) {
    case 'switch':
      return typeof value === 'boolean'
        ? null
        : `${where}: expected true or false, got ${JSON.stringify(value)}`;
    case 'choice': {
      const allowed = definition.choices.map((choice) => choice.value);
      return typeof value === 'string' && allowed.includes(value)
        ? null
        : `${where}: expected one of ${allowed.join(', ')}, got ${JSON.stringify(value)}`;
    }
    case 'integer':
    case 'number': {
      const kind = definition.kind === 'integer' ? 'a whole number' : 'a number';
      const fits =
        typeof value === 'number' &&
        Number.isFinite(value) &&
        value >= definition.min &&
        value <= definition.max &&
        (definition.kind === 'number' || Number.isInteger(value));
      return fits
        ? null
        : `${where}: expected ${kind} from ${definition.min} to ${definition.max}, got ${JSON.stringify(value)}`;
    }
    default:
      return definition satisfies never;
  }
}

/**
 * The settings of a run, model or project that was written down earlier. What is missing was no setting then.
 *
 * @throws Error as `settingsFrom`.
 */
export function settingsOfRecord(record: Readonly<Record<string, unknown>>): RunSettings {
  const before = (settingDefinitions as readonly SettingDefinition[]).flatMap((definition) =>
    definition.before === undefined ? [] : [[definition.name, definition.before] as const],
  );
  return settingsFrom({ ...Object.fromEntries(before), ...record });
}

/**
 * `base`, or the defaults of the agent in question, overlaid with `changes`.
 *
 * @throws Error naming the setting, what was expected and what came, for an unknown name or a value out of range.
 */
export function settingsFrom(
  changes: Readonly<Record<string, unknown>>,
  base: RunSettings | null = null,
): RunSettings {
  const known = new Map<string, SettingDefinition>(
    settingDefinitions.map((definition) => [definition.name, definition]),
  );
  for (const [name, value] of Object.entries(changes)) {
    const definition = known.get(name);
    if (!definition)
      throw new Error(`Setting "${name}" is unknown; known settings: ${[...known.keys()].join(', ')}`);
    const problem = settingProblem(definition, value);
    if (problem) throw new Error(problem);
  }
  const valid = changes as Partial<RunSettings>;
  return { ...(base ?? defaultsFor(valid.agent ?? defaultSettings.agent)), ...valid };
}
