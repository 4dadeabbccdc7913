// Finds the command that was typed and runs it, or prints help.

import { sentenceOf } from '../core/text/sentence-of.ts';
import { helpOf, usageOf, type Command } from './command.ts';
import { commands } from './commands.ts';
import { JobAborted } from './jobs/job-kind.ts';

/** As shells give it for Ctrl-C. */
const cancelledCode = 130;

interface Terminal {
  readonly out: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Runs `COMMAND ...`, `help [COMMAND]` or `COMMAND --help`; resolves to the exit code. Never throws. */
export async function runLab(typed: readonly string[], { out, complain }: Terminal): Promise<number> {
  const [first] = typed;
  if (first === undefined) {
    complain(overview());
    return 1;
  }
  const isHelp = first === 'help';
  const words = isHelp ? typed.slice(1) : typed;
  if (first === '--help' || first === '-h' || (isHelp && words.length === 0)) {
    out(overview());
    return 0;
  }
  const wantsHelp = isHelp || words.includes('--help') || words.includes('-h');
  const found = commandIn(words);
  if (!found) {
    const family = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
    if (wantsHelp && family.length > 0) {
      out(overview(family));
      return 0;
    }
    complain(unknown(words, family.length > 0 ? family : commands));
    return 1;
  }
  if (wantsHelp) {
    out(helpOf(found.command));
    return 0;
  }
  try {
    await (
      await found.command.load()
    )(found.args);
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

/** Some commands have names of two words: `test plan`. */
function commandIn(
  words: readonly string[],
): { readonly command: Command; readonly args: readonly string[] } | null {
  for (const length of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, length).join(' '));
    if (command) return { command, args: words.slice(length) };
  }
  return null;
}

function unknown(words: readonly string[], there: readonly Command[]): string {
  const isFamily = there !== commands;
  const name = words.slice(0, isFamily ? 2 : 1).join(' ');
  return `There is no command "${name}"; there are ${there.map((one) => one.name).join(', ')}.\n`;
}

function overview(shown: readonly Command[] = commands): string {
  const lines = shown.map((command) => `  ${usageOf(command)}\n      ${command.summary}`);
  return (
    'usage: npm run --silent lab -- COMMAND ...\n\n' +
    `${lines.join('\n')}\n\n` +
    '"help COMMAND" or "COMMAND --help" explains each option.\n'
  );
}
