// The external check: Pendulum-v1, a task that has nothing to do with prices, on which published figures exist.
//
// A pendulum is to be swung up and held upright by a torque u in [-2, 2]. State: angle θ (0 is upright) and speed θ'.
//   reward = -(θ² + 0.1 θ'² + 0.001 u²), θ in [-π, π) before the step
//   θ' += (3 g / (2 l) sin θ + 3 / (m l²) u) dt, clipped to ±8;  θ += θ' dt;  g 10, m 1, l 1, dt 0.05, 200 steps
// Source: Gymnasium's documentation of Pendulum-v1, https://gymnasium.farama.org/environments/classic_control/pendulum/.
// Settings and the mean return to expect (SAC about -157 ± 3, optimum about -137) are the published ones.
//
// The learner, its engine, the replay buffer and the acting policy are those of a run; only the market differs.
//
// usage: tsx e2e/bench/pendulum.ts [SEED ...]

import { pathToFileURL } from 'node:url';

import { Random } from '../../src/core/random.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import { startNodeBackend } from '../../src/headless/node-backend.ts';
import { nodeEngines } from '../../src/headless/engines.ts';
import { firstState } from '../../src/learning/agents/learning-agents.ts';
import { ReplayBuffer } from '../../src/learning/experience/replay-buffer.ts';

const episodeSteps = 200;
const fastest = 8;
const strongest = 2;

/** The published settings: no LayerNorm, rewards as they are, one update a step after 100 random steps. */
const settings = settingsFrom({
  agent: 'sac',
  hiddenUnits: 256,
  batchSize: 256,
  learningRateActor: 1e-3,
  learningRateCritic: 1e-3,
  learningRateTemperature: 1e-3,
  layerNorm: false,
  tau: 0.005,
  valueScale: 1,
  replayCapacity: 100_000,
  targetEntropy: -1,
  finalLearningRate: 1,
  normalizeRewards: false,
  trainingSteps: 20_000,
  warmupSteps: 100,
  parallelMarkets: 1,
});
const sizes = { observationSize: 3, actionSize: 1 };

class Pendulum {
  /** cos θ, sin θ, θ' */
  readonly observation = new Float32Array(3);
  private angle = 0;
  private speed = 0;

  /** Hangs anywhere, nearly at rest. */
  reset(random: Random): void {
    this.angle = (2 * random.uniform() - 1) * Math.PI;
    this.speed = 2 * random.uniform() - 1;
    this.observe();
  }

  /** Takes an action in [-1, 1]; returns the reward. */
  step(action: number): number {
    const torque = strongest * Math.min(1, Math.max(-1, action));
    const reward = -(wrapped(this.angle) ** 2 + 0.1 * this.speed ** 2 + 0.001 * torque ** 2);
    const faster = this.speed + (15 * Math.sin(this.angle) + 3 * torque) * 0.05;
    this.speed = Math.min(fastest, Math.max(-fastest, faster));
    this.angle += this.speed * 0.05;
    this.observe();
    return reward;
  }

  private observe(): void {
    this.observation.set([Math.cos(this.angle), Math.sin(this.angle), this.speed]);
  }
}

/** An angle in [-π, π). */
function wrapped(angle: number): number {
  const turn = 2 * Math.PI;
  return ((((angle + Math.PI) % turn) + turn) % turn) - Math.PI;
}

export interface PendulumResult {
  readonly seed: number;
  /** Of the greedy policy after 20,000 steps, over 100 fixed starts. */
  readonly meanReturn: number;
  readonly standardError: number;
  readonly seconds: number;
}

export async function pendulumRun(seed: number): Promise<PendulumResult> {
  const random = new Random(seed);
  const replay = new ReplayBuffer({ capacity: settings.trainingSteps, ...sizes });
  const from = firstState(settings, sizes, random.fork('learner'));
  const engines = nodeEngines(await startNodeBackend('wasm'), 'fused');
  const { engine } = await engines.make({ settings, sizes, from, memory: replay, seed });
  const starts = random.fork('starts');
  const exploring = random.fork('exploration');
  const pendulum = new Pendulum();
  pendulum.reset(starts);
  let policy = await engine.mirror();
  const began = performance.now();
  for (let step = 0; step < settings.trainingSteps; step++) {
    const before = pendulum.observation.slice();
    const action =
      step < settings.warmupSteps
        ? Float32Array.of(2 * exploring.uniform() - 1)
        : policy.explore(before, 1, exploring.fillNormal(new Float32Array(1)), 0);
    const reward = pendulum.step(action[0]!);
    // Time runs out after 200 steps, which is no true end: what follows still counts.
    const after = pendulum.observation.slice();
    replay.add(before, action, Float32Array.of(reward), after, Float32Array.of(settings.gamma));
    if ((step + 1) % episodeSteps === 0) pendulum.reset(starts);
    if (step < settings.warmupSteps) continue;
    engine.train(1);
    policy = await engine.mirror();
  }
  const seconds = (performance.now() - began) / 1000;
  const returns = greedyReturns((observation) => policy.act(observation, 1)[0]!);
  engine.dispose();
  const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
  const variance = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (returns.length - 1);
  return { seed, meanReturn: mean, standardError: Math.sqrt(variance / returns.length), seconds };
}

/** Returns of 100 episodes from the same starts every time. */
function greedyReturns(act: (observation: Float32Array) => number): number[] {
  const starts = new Random(2024).fork('evaluation starts');
  const pendulum = new Pendulum();
  return Array.from({ length: 100 }, () => {
    pendulum.reset(starts);
    let sum = 0;
    for (let step = 0; step < episodeSteps; step++) sum += pendulum.step(act(pendulum.observation));
    return sum;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]!).href) {
  const seeds = process.argv.slice(2).map(Number);
  for (const seed of seeds.length > 0 ? seeds : [1, 2, 3]) {
    const { meanReturn, standardError, seconds } = await pendulumRun(seed);
    console.log(JSON.stringify({ seed, meanReturn, standardError, seconds }));
  }
  // A helper thread of the kernels may still wait for work.
  process.exit(0);
}
