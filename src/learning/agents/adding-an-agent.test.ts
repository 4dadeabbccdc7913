// What src/README.md says is needed for another agent is all that names one: no other file asks which agent it is.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { agentNames } from '../../core/agents/agents.ts';
import { learningAgent } from './learning-agents.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8');

/** They name an agent as what is chosen first, or as what a comparison was published with; they ask nothing. */
const naming: readonly string[] = ['core/run/settings.ts', 'core/run/presets.ts'];

const others = /\.test\.tsx?$|-fixture\.ts$|^core\/agents\/|^learning\/agents\//;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !others.test(file),
);

test('an agent: outside its folders no file names one, but for two that choose one', () => {
  expect(files.length).toBeGreaterThan(400);
  const named = new RegExp(`['"\`](${agentNames.join('|')})['"\`]`);
  expect(files.filter((file) => named.test(read(file))).sort()).toEqual([...naming].sort());
});

test('an agent: the README lists the two halves and the two lines, and every agent has them', () => {
  const section = /\*\*An agent\.\*\*([\s\S]*?)\n\n/.exec(read('README.md'))![1]!;
  const needed = [
    'core/agents/<name>.ts',
    'core/agents/agents.ts',
    'learning/agents/<name>/<name>-agent.ts',
    'learning/agents/learning-agents.ts',
  ];
  for (const file of needed) expect(section).toContain(`\`${file}\``);
  for (const agent of agentNames) {
    for (const file of needed) expect(() => read(file.replaceAll('<name>', agent))).not.toThrow();
    for (const list of ['core/agents/agents.ts', 'learning/agents/learning-agents.ts'])
      expect(read(list)).toContain(`/${agent}`);
    expect(learningAgent({ agent })).toBeDefined();
  }
});
