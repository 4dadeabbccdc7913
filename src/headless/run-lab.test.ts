// Help for every command, from the same object that reads what was typed.

import { expect, test } from 'vitest';

import { readLine, usageOf, type CommandLine } from './command.ts';
import { commands } from './commands.ts';
import { runLab } from './run-lab.ts';

async function typed(...words: string[]) {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await runLab(words, {
    out: (text) => out.push(text),
    complain: (text) => complaints.push(text),
  });
  return { code, out: out.join(''), complaints: complaints.join('') };
}

test.each(commands.map((command) => [command.name, command] as const))(
  '%s --help: usage, every option with its meaning, an example that can be read, exit codes',
  async (name, command) => {
    const { code, out, complaints } = await typed(...name.split(' '), '--help');
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
    expect(out).toContain(`usage: npm run --silent lab -- ${usageOf(command)}`);
    for (const [option, { meaning }] of Object.entries(command.options)) {
      expect(out).toContain(`--${option}`);
      expect(out).toContain(meaning);
    }
    expect(out).toContain(command.example);
    expect(out).toContain('exit codes: 0 ');
    // `serve` and `worker` say 0 for Ctrl-C, which is how they end.
    expect(out.includes('130 cancelled with Ctrl-C')).toBe(!command.runsUntilStopped);
    expect((await typed('help', ...name.split(' '))).out).toBe(out);
    expect(command.example.startsWith(`${name} `) || command.example === name).toBe(true);
    const rest = command.example.slice(name.length + 1).split(' ');
    expect(() => readLine(command, rest)).not.toThrow();
  },
);

test('lab: an overview names every command; an unknown one is a sentence', async () => {
  for (const words of [['help'], ['--help']]) {
    const { code, out } = await typed(...words);
    expect(code).toBe(0);
    for (const command of commands) expect(out).toContain(`  ${usageOf(command)}\n      ${command.summary}`);
  }
  expect(await typed()).toMatchObject({ code: 1, out: '' });
  const unknown = await typed('trian', '--help');
  expect(unknown.code).toBe(1);
  expect(unknown.complaints).toMatch(/^There is no command "trian"; there are read, features, /);
});

test('lab: a command of two words is found by both; one of them alone says which there are', async () => {
  const family = await typed('test', '--help');
  expect(family.code).toBe(0);
  for (const name of ['test plan', 'test read', 'test simulate', 'test list'])
    expect(family.out).toContain(`  ${name} `);
  expect(family.out).not.toContain('  read FILE');
  expect(await typed('test', 'paln')).toMatchObject({
    code: 1,
    complaints:
      'There is no command "test paln"; there are test plan, test read, test simulate, test list.\n',
  });
  expect((await typed('test', 'list', 'nowhere.json')).complaints).toBe(
    'test list: cannot read the file nowhere.json: there is no such file or folder\n',
  );
});

test('lab: what a command throws is one sentence and exit code 1', async () => {
  const { code, complaints } = await typed('optimum', 'nowhere.json');
  expect(code).toBe(1);
  expect(complaints).toBe('optimum: cannot read the file nowhere.json: there is no such file or folder\n');
});

const line = {
  name: 'bake',
  summary: 'bakes a cake',
  argument: { name: 'CAKE', what: 'one cake', meaning: 'what is baked' },
  options: {
    hours: { kind: 'number', value: 'H', min: 0.5, max: 3, default: 1, meaning: 'how long' },
    eggs: { kind: 'whole', value: 'N', min: 1, max: 12, required: true, meaning: 'how many' },
    oven: { kind: 'choice', choices: ['gas', 'wood'], meaning: 'which', otherwise: 'default: any' },
    iced: { kind: 'switch', meaning: 'with icing' },
  },
  example: 'bake sponge --eggs 4',
} as const satisfies CommandLine;

test('readLine: values by their kind, defaults where nothing was typed', () => {
  expect(readLine(line, ['sponge', '--eggs', '4'])).toEqual({
    argument: 'sponge',
    values: { hours: 1, eggs: 4, oven: undefined, iced: false },
  });
  expect(readLine(line, ['--iced', '--oven', 'wood', 'pie', '--hours=2.5', '--eggs=1']).values).toEqual({
    hours: 2.5,
    eggs: 1,
    oven: 'wood',
    iced: true,
  });
});

test('readLine: what cannot be is a sentence with the usage', () => {
  const usage = 'usage: bake CAKE --eggs N [--hours H] [--oven gas|wood] [--iced]';
  const refused = (...args: string[]) => expect(() => readLine(line, args));
  refused('--eggs', '2').toThrow(`bake: expected one cake; ${usage}`);
  refused('a', 'b', '--eggs', '2').toThrow(`bake: expected one cake; ${usage}`);
  refused('a').toThrow(`bake: --eggs is missing; ${usage}`);
  refused('a', '--eggs', '2.5').toThrow('bake: --eggs is a whole number from 1 to 12, got "2.5"');
  refused('a', '--eggs', '').toThrow('bake: --eggs is a whole number from 1 to 12, got ""');
  refused('a', '--eggs', '2', '--hours', '4').toThrow('bake: --hours is a number from 0.5 to 3, got "4"');
  refused('a', '--eggs', '2', '--oven', 'sun').toThrow('bake: --oven is gas or wood, got "sun"');
  refused('a', '--egs', '2').toThrow(/^bake: Unknown option '--egs'.*; usage: bake /);
});
