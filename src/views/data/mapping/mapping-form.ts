// The logic of the mapping dialog: which role needs a column, what is still missing, and what the answers become.

import { columns, type ColumnMapping, type ColumnRole } from '../../../core/table/columns.ts';
import type { DateOrder, FileFormat, FilePreview, ReadChoices } from '../../../core/table/dataset.ts';
import { shortText } from '../../../core/text/short-text.ts';

export type Need = 'required' | 'sales or units' | 'optional';

/** How much a file needs a role. */
export function needOfRole(role: ColumnRole): Need {
  if (role === 'date' || role === 'price') return 'required';
  return role === 'sales' || role === 'units' ? 'sales or units' : 'optional';
}

/** Whether the file looks like a list of products: prices of named products, without any day and any sales. */
export function isListOfProducts({ mapping }: Pick<FilePreview, 'mapping'>): boolean {
  const has = (role: ColumnRole) => mapping[role] !== undefined;
  return (
    has('price') && (has('productId') || has('productName')) && !has('date') && !has('sales') && !has('units')
  );
}

/** What the person has set so far; null means as found in the file. */
export interface MappingAnswers {
  readonly mapping: ColumnMapping | null;
  readonly dateOrder: DateOrder | null;
  readonly decimalSeparator: '.' | ',' | null;
  readonly encoding: FileFormat['encoding'] | null;
  /** Answers to questions that are about neither columns nor writing; absent means none. */
  readonly others?: ReadChoices;
}

/** The answers that a look at the file was taken with, to go on from. */
export function answersOf({
  mapping,
  dateOrder,
  decimalSeparator,
  encoding,
  ...others
}: ReadChoices): MappingAnswers {
  return {
    mapping: mapping ?? null,
    dateOrder: dateOrder ?? null,
    decimalSeparator: decimalSeparator ?? null,
    encoding: encoding ?? null,
    others,
  };
}

type Choice = Extract<FilePreview['questions'][number], { readonly kind: 'choice' }>;

/** The place of the answer that is chosen among a question's; the first where none is. */
export function chosenAnswer({ choices }: Choice, answers: MappingAnswers): number {
  const given: ReadChoices = choicesOf(answers);
  const at = choices.findIndex(({ choices: one }) =>
    (Object.keys(one) as (keyof ReadChoices)[]).every(
      (key) => JSON.stringify(one[key]) === JSON.stringify(given[key]),
    ),
  );
  return Math.max(0, at);
}

/** The answers with another one to a question. */
export function withAnswer(answers: MappingAnswers, choices: ReadChoices): MappingAnswers {
  return answersOf({ ...choicesOf(answers), ...choices });
}

/** Puts a column on a role (null: none) and takes it from the role that had it: no column has two meanings. */
export function withColumn(mapping: ColumnMapping, role: ColumnRole, column: number | null): ColumnMapping {
  const next: Partial<Record<ColumnRole, number>> = {};
  for (const { role: other } of columns) {
    const index = other === role ? column : mapping[other];
    if (index === undefined || index === null) continue;
    if (other !== role && index === column) continue;
    next[other] = index;
  }
  return next;
}

/** The role a column fills, or null. */
export function roleOfColumn(mapping: ColumnMapping, column: number): ColumnRole | null {
  return columns.find(({ role }) => mapping[role] === column)?.role ?? null;
}

/** Why the file cannot be read with these answers, as a sentence; null where it can. */
export function mappingProblem(preview: FilePreview, answers: MappingAnswers): string | null {
  const { dateOrder } = answers;
  const mapping = answers.mapping ?? preview.mapping;
  const missing: string[] = [];
  if (mapping.date === undefined) missing.push('the date');
  // Sales divided by units give the price where no column does.
  const isComputed = mapping.sales !== undefined && mapping.units !== undefined;
  if (mapping.price === undefined && !isComputed) missing.push('the price');
  if (mapping.sales === undefined && mapping.units === undefined) missing.push('the sales (or the units)');
  if (missing.length > 0) return `Still missing: a column for ${inWords(missing)}.`;
  const asked = preview.questions.find((question) => question.kind === 'dateOrder');
  const asksYear = preview.questions.some((question) => question.kind === 'year');
  if (asksYear && answers.others?.year === undefined) return 'Still missing: the year of the dates.';
  if (asked && dateOrder === null) return 'Still missing: whether the dates begin with the day or the month.';
  return null;
}

/** The answers as the reader takes them; what was left as found is left out. */
export function choicesOf({
  mapping,
  dateOrder,
  decimalSeparator,
  encoding,
  others,
}: MappingAnswers): ReadChoices {
  return {
    ...others,
    ...(mapping === null ? {} : { mapping }),
    ...(dateOrder === null ? {} : { dateOrder }),
    ...(decimalSeparator === null ? {} : { decimalSeparator }),
    ...(encoding === null ? {} : { encoding }),
  };
}

/** The first different values of a column that are not blank, shortened for display. */
export function sampleValues(preview: FilePreview, column: number, limit = 3): readonly string[] {
  const seen = new Set<string>();
  for (const row of preview.sampleRows) {
    const value = (row[column] ?? '').trim();
    if (value !== '') seen.add(value.length > 28 ? `${shortText(value, 27)}…` : value);
    if (seen.size === limit) break;
  }
  return [...seen];
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** Both readings of an ambiguous date such as `03/04/2025`; null where the text is no such date. */
export function readingsOfDate(example: string): Readonly<Record<'dmy' | 'mdy', string>> | null {
  const parts = /(\d{1,2})\D(\d{1,2})\D(\d{2,4})/.exec(example);
  if (!parts) return null;
  const [, first = '', second = '', year = ''] = parts;
  const written = (day: string, month: string) => {
    const name = months[Number(month) - 1];
    return name === undefined ? null : `${Number(day)} ${name} ${year.length === 2 ? `20${year}` : year}`;
  };
  const dmy = written(first, second);
  const mdy = written(second, first);
  return dmy === null || mdy === null ? null : { dmy, mdy };
}

function inWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}
