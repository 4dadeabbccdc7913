// The text of a file, out of whatever it is packed in, and what is said and asked of that.

import type { OpenedFile } from '../files/file-kind.ts';
import { openFile } from '../files/file-kinds.ts';
import { type ByteSource, headOf } from './byte-source.ts';
import type { Finding, OpenQuestion, ReadChoices } from './dataset.ts';
import { counted } from './findings.ts';
import type { ReadHooks } from './read-hooks.ts';

/** The text of a file, out of whatever it is packed in; numbers that are typed there have a decimal point. */
export async function unpack(
  file: ByteSource,
  choices: ReadChoices,
  hooks: ReadHooks = {},
): Promise<{
  readonly source: ByteSource;
  readonly choices: ReadChoices;
  readonly opened: OpenedFile | null;
}> {
  const { bytes } = await headOf(file, 4096);
  const opened = await openFile(file, bytes, choices.part ?? choices.parts ?? [], hooks);
  if (!opened) return { source: file, choices, opened };
  return {
    source: opened.source,
    choices: opened.isTyped ? { ...choices, decimalSeparator: '.' } : choices,
    opened,
  };
}

/** What is said of a packed file: its format, and which sheets or files of it were read. */
export function openedFinding({ format, part, parts, together }: OpenedFile): Finding {
  const what = together?.what ?? 'sheet';
  if (together)
    return {
      kind: 'sheets-together',
      severity: 'attention',
      found: `The file is packed as: ${format}, with the same columns ${what === 'file' ? 'in' : 'on'} ${counted(together.parts.length, what)}`,
      done:
        `These were read together, one below the other${parts.length > together.parts.length ? `, out of ${counted(parts.length, what)}` : ''}` +
        (together.column === null ? '' : `; each ${what}'s name became the column "${together.column}"`),
      count: together.parts.length,
      rows: [],
      example: `Read: ${named(together.parts)}; row numbers run through all of them`,
    };
  return {
    kind: 'file-format',
    severity: 'info',
    found: `The file is packed as: ${format}`,
    done:
      part === null
        ? 'Its table was read'
        : `"${part}" was read${parts.length > 1 ? `, of ${counted(parts.length, 'table')}` : ''}`,
    count: 1,
    rows: [],
    example:
      parts.length > 1
        ? `Others: ${parts
            .slice(1, 6)
            .map((name) => `"${name}"`)
            .join(', ')}`
        : 'One table',
  };
}

const named = (names: readonly string[]) =>
  names
    .slice(0, 12)
    .map((name) => `"${name}"`)
    .join(', ');

/** What is said of sheets of sales that Excel hides, whether they were read or not. */
export function hiddenFindings({ hidden = [], part, together }: OpenedFile): Finding[] {
  if (hidden.length === 0) return [];
  const read = hidden.filter((name) => name === part || (together?.parts.includes(name) ?? false));
  return [
    {
      kind: 'hidden-sheet',
      severity: 'attention',
      found: `The workbook hides ${counted(hidden.length, 'sheet')} that ${hidden.length === 1 ? 'holds' : 'hold'} sales: ${named(hidden)}`,
      done:
        read.length === 0
          ? `Not read; choose ${hidden.length === 1 ? 'it' : 'one of them'} if it is meant`
          : `${named(read)} was read all the same, since no other sheet holds sales`,
      count: hidden.length,
      rows: [],
      example: 'Excel shows it by a right click on the tabs, Unhide',
    },
  ];
}

/** Asks which sheets or files to read, where there are several and nobody has chosen. */
export function partQuestion(
  { parts, together, alike, hidden = [] }: OpenedFile,
  choices: ReadChoices,
): OpenQuestion[] {
  const labelOf = (part: string) => (hidden.includes(part) ? `${part} (hidden in Excel)` : part);
  if (choices.parts !== undefined) return [];
  const what = together?.what ?? 'sheet';
  const all = (names: readonly string[]) => ({
    label: `All ${counted(names.length, what)} together`,
    choices: { parts: names },
  });
  if (together)
    return [
      {
        about: 'sheet or file',
        message: `${counted(together.parts.length, what)} with the same columns were read together. Is one of them meant alone?`,
        choices: [
          all(together.parts),
          ...together.parts.map((part) => ({ label: labelOf(part), choices: { part } })),
          ...parts
            .filter((part) => !together.parts.includes(part))
            .map((part) => ({ label: labelOf(part), choices: { part } })),
        ],
      },
    ];
  if (parts.length < 2 || choices.part !== undefined) return [];
  return [
    {
      about: 'sheet or file',
      message: `The file holds ${counted(parts.length, 'table')}; "${parts[0]!}" was read. Which one is meant?`,
      choices: [
        ...parts.slice(0, 1).map((part) => ({ label: labelOf(part), choices: { part } })),
        ...(alike ? [all(alike)] : []),
        ...parts.slice(1).map((part) => ({ label: labelOf(part), choices: { part } })),
      ],
    },
  ];
}
