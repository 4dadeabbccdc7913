// A run that is killed, or ended with Ctrl-C, and taken up again: the numbers, the log and the model of one that was not.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

import { readModelBundle } from '../../core/export/model/model-bundle.ts';
import { readRunLog } from '../../core/export/run/run-log.ts';

const lab = fileURLToPath(new URL('../lab.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'resume-test-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** A season of five days, so that what it could earn is soon known and learning is most of the work. */
const market = {
  ...{ p0: 20, cost: 10, elasticity: -1.5, q0: 8, noise: 0.1, I0: 30, days: 5 },
  ...{ maxChange: 0.5, minMarkup: 1.1, wProfit: 0.4, wUnits: 0.3, wInventory: 0.3 },
};
writeFileSync(at('season.json'), JSON.stringify(market));
writeFileSync(at('settings.json'), JSON.stringify({ hiddenUnits: 32 }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** `lab train` of the same run; `meanwhile` may end the process before it is over. */
async function train(
  name: string,
  more: readonly string[],
  meanwhile: (child: ChildProcess, out: () => string) => void = () => undefined,
): Promise<Ended> {
  const run = [
    '--market',
    at('season.json'),
    '--settings',
    at('settings.json'),
    '--steps',
    '3000',
    '--seed',
    '4',
  ];
  const files = ['--out', at(`${name}.zip`), '--log', at(`${name}.jsonl`), '--threads', '1'];
  const child = spawn(process.execPath, ['--import', 'tsx', lab, 'train', ...run, ...files, ...more]);
  let out = '';
  let said = '';
  child.stdout.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  meanwhile(child, () => out);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, said };
}

/** Ends the process once it has printed evaluations and then saved where it stands. */
function ending(signal: NodeJS.Signals, checkpoint: string) {
  return (child: ChildProcess, out: () => string) => {
    const timer = setInterval(() => {
      if (out().split('\n').length < 3 || !existsSync(checkpoint)) return;
      clearInterval(timer);
      child.kill(signal);
    }, 5);
    child.once('exit', () => clearInterval(timer));
  };
}

/** Without what a clock said. */
function numbers(lines: string): unknown[] {
  return lines
    .trimEnd()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line, (key, value: unknown) => (key.startsWith('seconds') ? undefined : value)) as unknown,
    );
}

function kept(name: string) {
  const { evaluations, losses, episodes, steps, updates } = readRunLog(
    readFileSync(at(`${name}.jsonl`), 'utf8'),
  );
  const { weights } = readModelBundle(readFileSync(at(`${name}.zip`)));
  return { evaluations, losses, episodes, steps, updates, weights };
}

test('train: killed twice and resumed, it prints, logs and learns what an uninterrupted run does', async () => {
  const checkpoint = at('run.checkpoint');
  const saving = ['--checkpoint', checkpoint, '--checkpoint-every', '0.1'];
  const whole = await train('whole', []);
  expect(whole.code).toBe(0);
  const killed = await train('again', saving, ending('SIGKILL', checkpoint));
  expect(killed.code).toBe(null);
  // Killed while it writes, it leaves the checkpoint before whole: what it printed is there, and no more than that.
  expect(numbers(whole.out).slice(0, numbers(killed.out).length)).toEqual(numbers(killed.out));
  const refused = await train('again', saving);
  expect([refused.code, refused.said]).toEqual([
    1,
    expect.stringContaining('holds a run that was cut off: go on with it with --resume, or remove the file'),
  ]);
  const cancelled = await train('again', [...saving, '--resume'], (child) => {
    child.stderr!.on('data', (text: Buffer) => {
      if (text.toString().includes('Goes on at step')) child.kill('SIGINT');
    });
  });
  expect([cancelled.code, cancelled.said]).toEqual([
    130,
    expect.stringMatching(
      /Goes on at step \d+ of 3000\.[^]*the same command with --resume goes on from there\./,
    ),
  ]);
  const end = await train('again', [...saving, '--resume']);
  expect([end.code, end.said]).toEqual([0, expect.stringMatching(/Goes on at step \d+ of 3000\./)]);
  expect(numbers(end.out)).toEqual(numbers(whole.out));
  expect(kept('again')).toEqual(kept('whole'));
  expect(existsSync(checkpoint)).toBe(false);
});

test('train: a checkpoint of another run, or a damaged one, is refused in a sentence', async () => {
  const checkpoint = at('other.checkpoint');
  const saving = ['--checkpoint', checkpoint, '--checkpoint-every', '0.1'];
  await train('other', saving, ending('SIGKILL', checkpoint));
  const bytes = readFileSync(checkpoint);
  const wrong = expect.stringContaining('other.checkpoint is not where this run stands') as unknown;
  const seed = await train('other', [...saving, '--resume', '--seed', '5']);
  expect([seed.code, seed.said, seed.out]).toEqual([1, wrong, '']);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(checkpoint, bytes);
  const damaged = await train('other', [...saving, '--resume']);
  expect([damaged.code, damaged.said, damaged.out]).toEqual([1, wrong, '']);
  const none = await train('other', ['--resume']);
  expect(none.said).toContain('train: --resume goes on from a checkpoint: name it with --checkpoint FILE');
  expect(existsSync(at('other.zip'))).toBe(false);
});
