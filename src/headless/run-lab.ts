// Finds the command that was typed and runs it, or prints help.

import { sentenceOf } from '../core/text/sentence-of.ts';
import { helpOf, usageOf } from './command.ts';
import { commands } from './commands.ts';
import { JobAborted } from './jobs/job-kind.ts';

/** As shells give it for Ctrl-C. */
const cancelledCode = 130;

interface Terminal {
  readonly out: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Runs `COMMAND ...`, `help [COMMAND]` or `COMMAND --help`; resolves to the exit code. Never throws. */
export async function runLab(
  [name, ...args]: readonly string[],
  { out, complain }: Terminal,
): Promise<number> {
  if (name === undefined) {
    complain(overview());
    return 1;
  }
  if (name === '--help' || name === '-h') {
    out(overview());
    return 0;
  }
  if (name === 'help' && args.length === 0) {
    out(overview());
    return 0;
  }
  const wanted = name === 'help' ? args[0]! : name;
  const command = commands.find((one) => one.name === wanted);
  if (!command) {
    complain(`There is no command "${wanted}"; there are ${commands.map((one) => one.name).join(', ')}.\n`);
    return 1;
  }
  if (name === 'help' || args.includes('--help') || args.includes('-h')) {
    out(helpOf(command));
    return 0;
  }
  try {
    await (
      await command.load()
    )(args);
    return 0;
  } catch (error) {
    if (error instanceof JobAborted) {
      complain('Cancelled.\n');
      return cancelledCode;
    }
    complain(`${sentenceOf(error)}\n`);
    return 1;
  }
}

function overview(): string {
  const lines = commands.map((command) => `  ${usageOf(command)}\n      ${command.summary}`);
  return (
    'usage: npm run --silent lab -- COMMAND ...\n\n' +
    `${lines.join('\n')}\n\n` +
    '"help COMMAND" or "COMMAND --help" says what each option means.\n'
  );
}
