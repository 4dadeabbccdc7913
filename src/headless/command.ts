// What a command of the lab is: one object that says its arguments, its options and what it is for. Its usage line, its
// help and the reading of what was typed all come from that object, so that they cannot disagree.

import { parseArgs } from 'node:util';

import { settingDefinitions, type SettingDefinition, type SettingName } from '../core/run/settings.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { placeProblem } from './write-file.ts';

interface OptionBase {
  readonly meaning: string;
  /** What is taken where the option is left out, in words, where that is no fixed value. */
  readonly otherwise?: string;
  readonly required?: true;
}

/** A setting's option is checked with the settings, so it comes as it was typed. */
export type CommandOption = OptionBase &
  (
    | {
        readonly kind: 'text';
        readonly value: string;
        readonly default?: string;
        /** What the command writes there: looked at before it begins, for its work may take an hour. */
        readonly writes?: 'file' | 'folder';
      }
    | {
        readonly kind: 'whole' | 'number';
        readonly value: string;
        readonly min: number;
        readonly max: number;
        readonly default?: number;
      }
    | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default?: string }
    | { readonly kind: 'setting'; readonly setting: SettingName; readonly value?: string }
    /** May be typed several times. */
    | { readonly kind: 'texts'; readonly value: string }
    | { readonly kind: 'switch' }
  );

export interface CommandArgument {
  /** As the usage line has it: `FILE.csv`. */
  readonly name: string;
  /** What it is, after "expected": `one file with sales`. */
  readonly what: string;
  readonly meaning: string;
  readonly default?: string;
}

export type CommandOptions = Readonly<Record<string, CommandOption>>;

/** What a command reads from its command line: everything of it but how to run it. */
export interface CommandLine {
  readonly name: string;
  readonly summary: string;
  readonly argument?: CommandArgument;
  readonly options: CommandOptions;
  /** What is typed after `npm run --silent lab --`. */
  readonly example: string;
  /** It has no end of its own: being stopped is how it is done. */
  readonly runsUntilStopped?: true;
}

export interface Command extends CommandLine {
  readonly load: () => Promise<(args: readonly string[]) => Promise<void>>;
}

type ValueOf<O extends CommandOption> = O extends { kind: 'switch' }
  ? boolean
  : O extends { kind: 'whole' | 'number' }
    ? number
    : O extends { kind: 'texts' }
      ? readonly string[]
      : O extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C
        : string;

export type OptionValues<O extends CommandOptions> = {
  readonly [K in keyof O]: O[K] extends
    { default: unknown } | { required: true } | { kind: 'switch' | 'texts' }
    ? ValueOf<O[K]>
    : ValueOf<O[K]> | undefined;
};

/** A command line as it was typed; a line without an argument gives an empty one. */
export interface ReadLine<O extends CommandOptions> {
  readonly argument: string;
  readonly values: OptionValues<O>;
}

/** `suggest FILE.csv --model MODEL.zip [--guardrails G.json]` */
export function usageOf({ name, argument, options }: CommandLine): string {
  const parts = Object.entries(options).map(([option, declared]) => {
    const text = declared.kind === 'switch' ? `--${option}` : `--${option} ${placeholder(declared)}`;
    const repeated = declared.kind === 'texts' ? ' ...' : '';
    return {
      isRequired: declared.required === true,
      text: declared.required ? text : `[${text}]${repeated}`,
    };
  });
  return [
    name,
    ...(argument ? [argument.default === undefined ? argument.name : `[${argument.name}]`] : []),
    ...parts.filter(({ isRequired }) => isRequired).map(({ text }) => text),
    ...parts.filter(({ isRequired }) => !isRequired).map(({ text }) => text),
  ].join(' ');
}

/** Usage, what each option means and is by default, an example, the exit codes. */
export function helpOf(line: CommandLine): string {
  const { argument } = line;
  const rows: [string, string][] = [
    ...(argument
      ? [[argument.name, withDefault(argument.meaning, argument.default)] as [string, string]]
      : []),
    ...Object.entries(line.options).map(([name, option]): [string, string] => [
      option.kind === 'switch' ? `--${name}` : `--${name} ${placeholder(option)}`,
      describe(option),
    ]),
    ['--help', 'prints this help'],
  ];
  const width = Math.min(32, Math.max(...rows.map(([left]) => left.length)));
  const lines = rows.map(([left, right]) =>
    left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`,
  );
  return [
    `usage: npm run --silent lab -- ${usageOf(line)}`,
    '',
    `${line.summary[0]!.toUpperCase()}${line.summary.slice(1)}.`,
    '',
    ...lines,
    '',
    `example: npm run --silent lab -- ${line.example}`,
    '',
    exitCodesOf(line),
    '',
  ].join('\n');
}

function exitCodesOf({ runsUntilStopped }: CommandLine): string {
  const [done, cancelled] = runsUntilStopped
    ? ['0 stopped, by Ctrl-C (for which npm itself says 130) or SIGTERM', '']
    : ['0 done', '; 130 cancelled with Ctrl-C'];
  return `exit codes: ${done}; 1 the request or a file cannot be used, and one sentence on standard error says why${cancelled}`;
}

/**
 * Reads what was typed after the command's name.
 *
 * @throws Error in one sentence for an unknown or missing option, a missing argument, a value that cannot be, or a place
 *   where nothing can be written.
 */
export function readLine<O extends CommandOptions>(
  line: CommandLine & { readonly options: O },
  args: readonly string[],
): ReadLine<O> {
  const { name, argument } = line;
  const usage = `usage: ${usageOf(line)}`;
  const { values, positionals } = typed(line, args, usage);
  if (
    positionals.length > (argument ? 1 : 0) ||
    (argument && argument.default === undefined && !positionals[0])
  )
    throw new Error(
      argument
        ? `${name}: expected ${argument.what}; ${usage}`
        : `${name}: unexpected argument "${positionals[0]}"; ${usage}`,
    );
  const read = Object.entries(line.options).map(([option, declared]) => {
    const text = values[option];
    if (declared.required && text === undefined) throw new Error(`${name}: --${option} is missing; ${usage}`);
    if (declared.kind === 'text' && declared.writes !== undefined && typeof text === 'string') {
      const problem = placeProblem(text, declared.writes);
      if (problem !== null) throw new Error(`${name}: cannot write ${text}: ${problem}`);
    }
    return [option, valueOf(`${name}: --${option}`, declared, text)] as const;
  });
  return {
    argument: positionals[0] ?? argument?.default ?? '',
    values: Object.fromEntries(read) as unknown as OptionValues<O>,
  };
}

function typed({ name, options }: CommandLine, args: readonly string[], usage: string) {
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries(
        Object.entries(options).map(([option, { kind }]) => [
          option,
          {
            type: kind === 'switch' ? ('boolean' as const) : ('string' as const),
            multiple: kind === 'texts',
          },
        ]),
      ),
      allowPositionals: true,
    });
  } catch (error) {
    // Node's sentence goes on about dashes; its beginning says what is wrong.
    const [problem] = sentenceOf(error).split(/\. To specify|\n/);
    throw new Error(`${name}: ${problem}; ${usage}`, { cause: error });
  }
}

function valueOf(
  where: string,
  option: CommandOption,
  typedValue: string | boolean | readonly (string | boolean)[] | undefined,
): string | number | boolean | readonly string[] | undefined {
  if (option.kind === 'switch') return typedValue === true;
  if (option.kind === 'texts')
    return Array.isArray(typedValue) ? typedValue.filter((one) => typeof one === 'string') : [];
  const text = typeof typedValue === 'string' ? typedValue : undefined;
  switch (option.kind) {
    case 'text':
      return text ?? option.default;
    case 'setting':
      return text;
    case 'choice':
      if (text !== undefined && !option.choices.includes(text))
        throw new Error(`${where} is ${inWords(option.choices)}, got "${text}"`);
      return text ?? option.default;
    case 'whole':
    case 'number': {
      if (text === undefined) return option.default;
      const value = text.trim() === '' ? NaN : Number(text);
      const kind = option.kind === 'whole' ? 'a whole number' : 'a number';
      const fits = value >= option.min && value <= option.max;
      if (!fits || (option.kind === 'whole' && !Number.isInteger(value)))
        throw new Error(`${where} is ${kind} from ${option.min} to ${option.max}, got "${text}"`);
      return value;
    }
    default:
      return option satisfies never;
  }
}

function placeholder(option: Exclude<CommandOption, { kind: 'switch' }>): string {
  if (option.kind === 'choice') return option.choices.join('|');
  if (option.kind !== 'setting') return option.value;
  const definition = definitionOf(option.setting);
  return (
    option.value ??
    (definition.kind === 'choice' ? definition.choices.map(({ value }) => value).join('|') : 'N')
  );
}

function describe(option: CommandOption): string {
  if (option.kind === 'setting') {
    const definition = definitionOf(option.setting);
    const range = definition.kind === 'integer' || definition.kind === 'number' ? rangeWords(definition) : '';
    return `${option.meaning}${range} (${option.otherwise ?? `default ${withCommas(definition.default)}`})`;
  }
  if (option.kind === 'switch') return option.meaning;
  const range = option.kind === 'whole' || option.kind === 'number' ? rangeWords(option) : '';
  const meaning = `${option.meaning}${range}`;
  if (option.required) return `${meaning} (required)`;
  if (option.otherwise !== undefined) return `${meaning} (${option.otherwise})`;
  return option.kind === 'texts' ? meaning : withDefault(meaning, option.default);
}

function withDefault(meaning: string, value: string | number | undefined): string {
  return value === undefined ? meaning : `${meaning} (default ${withCommas(value)})`;
}

/** `, 100 to 1,000,000` */
function rangeWords({ min, max }: { readonly min: number; readonly max: number }): string {
  return `, ${withCommas(min)} to ${withCommas(max)}`;
}

function withCommas(value: string | number | boolean): string {
  return typeof value === 'number' && value >= 10_000 ? value.toLocaleString('en') : String(value);
}

function definitionOf(name: SettingName): SettingDefinition {
  return (settingDefinitions as readonly SettingDefinition[]).find((definition) => definition.name === name)!;
}

/** `a, b or c` */
function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
