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
  const opened = await openFile(file, bytes, choices.part, hooks);
  if (!opened) return { source: file, choices, opened };
  return {
    source: opened.source,
    choices: opened.isTyped ? { ...choices, decimalSeparator: '.' } : choices,
    opened,
  };
}

export function openedFinding({ format, part, parts }: OpenedFile): Finding {
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

export function partQuestion({ parts }: OpenedFile, choices: ReadChoices): OpenQuestion[] {
  if (parts.length < 2 || choices.part !== undefined) return [];
  return [
    {
      about: 'sheet or file',
      message: `The file holds ${counted(parts.length, 'table')}; "${parts[0]!}" was read. Which one is meant?`,
      choices: parts.map((part) => ({ label: part, choices: { part } })),
    },
  ];
}
