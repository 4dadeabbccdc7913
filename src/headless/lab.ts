// The lab without a browser: `npm run --silent lab -- COMMAND ...`.
//
// JSON goes to standard output, progress and errors to standard error; bad input ends with exit code 1 and one
// sentence. Each command is loaded only when asked for, so that the quick ones never wait for TensorFlow.js.

import { sentenceOf } from '../core/sentence-of.ts';

interface Command {
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<(args: readonly string[]) => Promise<void>>;
}

const commands: Readonly<Record<string, Command>> = {
  features: {
    usage: 'features FILE.csv',
    summary: 'cleaned features per product',
    load: async () => (await import('./commands/features.ts')).featuresCommand,
  },
  elasticity: {
    usage: 'elasticity FILE.csv [--model full|plain]',
    summary: 'demand fits per product, with interval and verdict',
    load: async () => (await import('./commands/elasticity.ts')).elasticityCommand,
  },
  coverage: {
    usage: 'coverage [--products 2000] [--seed 1]',
    summary: 'how often the 95 % interval of the elasticity holds the truth, over simulated products',
    load: async () => (await import('./commands/coverage.ts')).coverageCommand,
  },
  'split-halves': {
    usage: 'split-halves FILE...',
    summary: 'whether the intervals of the two halves of a file agree',
    load: async () => (await import('./commands/split-halves.ts')).splitHalvesCommand,
  },
  optimum: {
    usage: 'optimum MARKET.json',
    summary: 'optimal return, keep-price return and best fixed price of a demand market',
    load: async () => (await import('./commands/optimum.ts')).optimumCommand,
  },
  'replay-updates': {
    usage: 'replay-updates GOLDEN.json [--backend wasm|cpu]',
    summary: 'replays reference updates through the learner and prints the largest relative error',
    load: async () => (await import('./commands/replay-updates.ts')).replayUpdatesCommand,
  },
  train: {
    usage:
      'train --market reference|MARKET.json|FILE.csv --agent sac|ddpg|td3 --steps N --seed K [--settings S.json] [--backend wasm|cpu]',
    summary: 'trains an agent; one JSON line per evaluation, then a summary',
    load: async () => (await import('./commands/train.ts')).trainCommand,
  },
  'ab-simulation': {
    usage: 'ab-simulation [--tests 2000] [--seed 1]',
    summary: 'false positives, coverage and power of price tests, over simulated shops',
    load: async () => (await import('./commands/ab-simulation.ts')).abSimulationCommand,
  },
  suggest: {
    usage: 'suggest FILE.csv --model MODEL.zip [--guardrails G.json]',
    summary: 'prices of an exported model for the products of a file, with reasons',
    load: async () => (await import('./commands/suggest.ts')).suggestCommand,
  },
  catalogue: {
    usage: 'catalogue FILE.csv [--products N] [--seed K]',
    summary: 'writes a generated catalogue for batch pricing (default a million products)',
    load: async () => (await import('./commands/catalogue.ts')).catalogueCommand,
  },
  'demo-data': {
    usage: 'demo-data [FOLDER]',
    summary: 'writes the demo files of the page (default public/demo)',
    load: async () => (await import('./commands/demo-data.ts')).demoDataCommand,
  },
};

function usage(): string {
  const lines = Object.values(commands).map((command) => `  ${command.usage}\n      ${command.summary}`);
  return `usage: npm run --silent lab -- COMMAND ...\n\n${lines.join('\n')}\n`;
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stderr.write(usage());
    return name === undefined ? 1 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`There is no command "${name}"; there are ${Object.keys(commands).join(', ')}.\n`);
    return 1;
  }
  try {
    await (
      await command.load()
    )(args);
    return 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
