// The dialog that asks what only the person knows: which column is which, and how to read an ambiguous date.

import { Button, NativeSelect, NumberInput, Radio } from '@mantine/core';
import { useEffect, useState } from 'react';

import { type ColumnMapping, columns, type ColumnRole } from '../../../core/table/columns.ts';
import type { DateOrder, FilePreview, ReadChoices } from '../../../core/table/dataset.ts';
import { withoutChoices } from '../../../core/table/without-choices.ts';
import { pageWords } from '../../../core/text/page-words.ts';
import { useLab } from '../../../store/use-lab.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { EffectPreview } from './effect-preview.tsx';
import { effectSentence } from './effect-words.ts';
import {
  answersOf,
  choicesOf,
  chosenAnswer,
  mappingProblem,
  needOfRole,
  isListOfProducts,
  readingsOfDate,
  roleOfColumn,
  sampleValues,
  withAnswer,
  withColumn,
  type MappingAnswers,
} from './mapping-form.ts';
import { dateOrderWords, decimalWords, encodingWords } from '../format-words.ts';
import classes from './mapping-dialog.module.css';

/** Typing comes to rest before the first rows are read again. */
const tryAfterMs = 150;

export function MappingDialog() {
  const data = useLab((state) => state.data);
  const actions = useLab((state) => state.actions);
  const preview = data.status === 'asking' ? data.preview : null;
  return (
    <Dialog
      opened={preview !== null}
      onClose={() => actions.cancelReading()}
      title={preview === null ? '' : dialogTitle(preview)}
      closeLabel="Cancel reading"
      width={860}
    >
      {preview === null ? null : <MappingForm key={preview.fileName} preview={preview} />}
    </Dialog>
  );
}

function dialogTitle({ questions }: FilePreview): string {
  const [first] = questions;
  if (questions.length === 1 && first?.kind === 'choice')
    return first.about === 'price' ? 'Which price was paid?' : 'What do the columns hold?';
  if (questions.length === 1 && first?.kind === 'year') return 'Which year?';
  const asksOnlyDates = questions.length > 0 && questions.every(({ kind }) => kind === 'dateOrder');
  return asksOnlyDates ? 'Day or month first?' : 'Which column is which?';
}

function MappingForm({ preview: asked }: { readonly preview: FilePreview }) {
  const actions = useLab((state) => state.actions);
  const effect = useLab((state) => state.effect);
  const [answers, setAnswers] = useState<MappingAnswers>(() => answersOf(asked.choices ?? {}));
  useEffect(() => {
    const timer = setTimeout(() => actions.tryAnswers(choicesOf(answers)), tryAfterMs);
    return () => clearTimeout(timer);
  }, [actions, answers]);
  // Another header row or encoding gives other columns; what is asked stays asked.
  const preview: FilePreview = { ...(effect?.preview ?? asked), questions: asked.questions };
  const mapping = answers.mapping ?? preview.mapping;
  const isOneChoice = asked.questions.length > 0 && asked.questions.every(({ kind }) => kind !== 'mapping');
  const problem = mappingProblem(preview, answers);
  const isFine = problem === null && (effect === null || effect.refusal === null);
  const mappingMessages = preview.questions.filter((question) => question.kind === 'mapping');
  const needed = columns.filter(({ role }) => needOfRole(role) !== 'optional');
  const optional = columns.filter(({ role }) => needOfRole(role) === 'optional');
  const asksDates = preview.questions.some((question) => question.kind === 'dateOrder');
  const firstToAnswer = asksDates
    ? null
    : (needed.find(({ role }) => preview.mapping[role] === undefined)?.role ?? 'date');
  const row = (role: ColumnRole) => (
    <RoleRow
      key={role}
      role={role}
      preview={preview}
      mapping={mapping}
      takesFocus={role === firstToAnswer && !isOneChoice}
      onChoose={(column) => setAnswers({ ...answers, mapping: withColumn(mapping, role, column) })}
    />
  );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null) actions.answer(choicesOf(answers));
      }}
    >
      <p className={classes.words}>
        {mappingMessages.length > 0
          ? mappingMessages.map((question) => question.message).join(' ')
          : `${preview.fileName} has the columns ${preview.headers.map((header) => `"${header}"`).join(', ')}.`}
      </p>
      {isListOfProducts(preview) ? (
        <p className={classes.words}>
          A list of products without past sales does not tell what another price would sell. Read a sales file
          first: this list then adds its costs, stock or prices to it as a second file in Data, or is priced
          as a whole by a trained model in Prices, Catalogue file.
        </p>
      ) : null}
      <DateOrderQuestion
        preview={preview}
        value={answers.dateOrder}
        onChange={(dateOrder) => setAnswers({ ...answers, dateOrder })}
      />
      <OtherQuestions preview={preview} answers={answers} onChange={setAnswers} />
      <EffectPreview effect={effect} sampleRows={preview.sampleRows} headers={preview.headers} />
      <details open={!isOneChoice} className={classes.details}>
        <summary hidden={!isOneChoice}>Columns, and how the file is written</summary>
        <fieldset className={classes.group}>
          <legend>Needed: date, price, and sales or units</legend>
          {needed.map(({ role }) => row(role))}
        </fieldset>
        <fieldset className={classes.group}>
          <legend>Optional: each improves the estimates</legend>
          {optional.map(({ role }) => row(role))}
        </fieldset>
        <FormatChoices preview={preview} answers={answers} onChange={setAnswers} />
      </details>
      <DialogActions>
        <p id="mapping-problem" role="status" className={classes.problem} data-ok={isFine}>
          {problem ?? (effect === null ? 'All required columns are chosen.' : effectSentence(effect))}
        </p>
        <Button variant="subtle" onClick={() => actions.saveAnswers(choicesOf(answers))}>
          Save the choices
        </Button>
        <Button variant="default" onClick={() => actions.cancelReading()}>
          Cancel
        </Button>
        <Button type="submit" disabled={problem !== null} aria-describedby="mapping-problem">
          Read the file
        </Button>
      </DialogActions>
    </form>
  );
}

interface RoleRowProps {
  readonly role: ColumnRole;
  readonly preview: FilePreview;
  readonly mapping: ColumnMapping;
  /** The dialog opens with the focus here. */
  readonly takesFocus: boolean;
  readonly onChoose: (column: number | null) => void;
}

function RoleRow({ role, preview, mapping, takesFocus, onChoose }: RoleRowProps) {
  const definition = columns.find((column) => column.role === role)!;
  const chosen = mapping[role];
  const need = needOfRole(role);
  const isMissing =
    chosen === undefined &&
    (need === 'required' ||
      (need === 'sales or units' && mapping.sales === undefined && mapping.units === undefined));
  const options = preview.headers.map((header, index) => {
    const user = roleOfColumn(mapping, index);
    const usedBy =
      user === null || user === role
        ? ''
        : ` (now ${columns.find((column) => column.role === user)?.header})`;
    return { value: String(index), label: `${header === '' ? `Column ${index + 1}` : header}${usedBy}` };
  });
  const samples = chosen === undefined ? [] : sampleValues(preview, chosen);
  return (
    <div className={classes.row} data-missing={isMissing}>
      <NativeSelect
        label={definition.header}
        description={
          definition.kind === 'number' && definition.unit !== ''
            ? `${definition.meaning.replace(/\.$/, '')} (${definition.unit}).`
            : definition.meaning
        }
        withAsterisk={need === 'required'}
        aria-required={need === 'required'}
        aria-invalid={isMissing}
        data-autofocus={takesFocus || undefined}
        value={chosen === undefined ? '' : String(chosen)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChoose(value === '' ? null : Number(value));
        }}
        data={[{ value: '', label: 'Not in this file' }, ...options]}
      />
      <p className={classes.samples}>
        {chosen === undefined ? (
          <span className={classes.none}>{isMissing ? 'Choose a column' : ''}</span>
        ) : samples.length === 0 ? (
          <span className={classes.none}>blank in the first rows</span>
        ) : (
          samples.map((value) => <code key={value}>{value}</code>)
        )}
      </p>
    </div>
  );
}

interface DateOrderQuestionProps {
  readonly preview: FilePreview;
  readonly value: DateOrder | null;
  readonly onChange: (order: DateOrder) => void;
}

function DateOrderQuestion({ preview, value, onChange }: DateOrderQuestionProps) {
  const question = preview.questions.find((entry) => entry.kind === 'dateOrder');
  if (question?.kind !== 'dateOrder') return null;
  const readings = readingsOfDate(question.example);
  return (
    <Radio.Group
      className={classes.question}
      label={
        readings
          ? `${question.example}: ${readings.dmy} or ${readings.mdy}?`
          : `How is ${question.example} read?`
      }
      description={pageWords(question.message)}
      withAsterisk
      value={value ?? ''}
      onChange={(order) => onChange(order === 'mdy' ? 'mdy' : 'dmy')}
    >
      <div className={classes.readings}>
        <Radio data-autofocus value="dmy" label={readings ? `${readings.dmy} (day first)` : 'Day first'} />
        <Radio value="mdy" label={readings ? `${readings.mdy} (month first)` : 'Month first'} />
      </div>
    </Radio.Group>
  );
}

/** Questions with a few answers, and the year of dates without one. */
function OtherQuestions({ preview, answers, onChange }: FormatChoicesProps) {
  return preview.questions.map((question) => {
    if (question.kind === 'choice')
      return (
        <Radio.Group
          key={question.message}
          className={classes.question}
          label={pageWords(question.message)}
          value={String(chosenAnswer(question, answers))}
          onChange={(place) => onChange(withAnswer(answers, question.choices[Number(place)]!.choices))}
        >
          <div className={classes.readings}>
            {question.choices.map(({ label }, place) => (
              <Radio
                key={label}
                data-autofocus={place === 0 || undefined}
                value={String(place)}
                label={pageWords(label)}
              />
            ))}
          </div>
        </Radio.Group>
      );
    if (question.kind === 'year')
      return (
        <NumberInput
          key={question.kind}
          className={classes.question}
          label="The year of the dates"
          description={pageWords(question.message)}
          data-autofocus
          withAsterisk
          min={1950}
          max={2100}
          allowDecimal={false}
          value={answers.others?.year ?? ''}
          onChange={(value) =>
            onChange({ ...answers, others: withYear(answers.others ?? {}, Number(value)) })
          }
        />
      );
    return null;
  });
}

function withYear(given: ReadChoices, year: number): ReadChoices {
  const others = withoutChoices(given, 'year');
  return Number.isInteger(year) && year >= 1950 && year <= 2100 ? { ...others, year } : others;
}

interface FormatChoicesProps {
  readonly preview: FilePreview;
  readonly answers: MappingAnswers;
  readonly onChange: (answers: MappingAnswers) => void;
}

/** What was recognised about the file's writing, and room to overrule it. */
function FormatChoices({ preview, answers, onChange }: FormatChoicesProps) {
  const { format, questions } = preview;
  const asked = questions.some((question) => question.kind === 'dateOrder');
  return (
    <fieldset className={classes.group}>
      <legend>How the file is written</legend>
      <div className={classes.formats}>
        {asked ? null : (
          <NativeSelect
            label="Date order"
            value={answers.dateOrder ?? ''}
            onChange={(event) => {
              const order = (['ymd', 'dmy', 'mdy'] as const).find(
                (entry) => entry === event.currentTarget.value,
              );
              onChange({ ...answers, dateOrder: order ?? null });
            }}
            data={withFound(dateOrderWords, format.dateOrder)}
          />
        )}
        <NumberInput
          label="Header in row"
          min={1}
          max={1000}
          allowDecimal={false}
          value={answers.others?.headerRow ?? preview.headerRow ?? 1}
          onChange={(value) => {
            const headerRow = Number(value);
            if (!Number.isInteger(headerRow) || headerRow < 1 || headerRow === preview.headerRow) return;
            // Other columns stand below another header.
            onChange({ ...answers, mapping: null, others: { ...answers.others, headerRow } });
          }}
        />
        <NativeSelect
          label="Decimal separator"
          value={answers.decimalSeparator ?? ''}
          onChange={(event) => {
            const separator = (['.', ','] as const).find((entry) => entry === event.currentTarget.value);
            onChange({ ...answers, decimalSeparator: separator ?? null });
          }}
          data={withFound(decimalWords, format.decimalSeparator)}
        />
        <NativeSelect
          label="Encoding"
          value={answers.encoding ?? ''}
          onChange={(event) => {
            const encoding = (['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const).find(
              (entry) => entry === event.currentTarget.value,
            );
            onChange({ ...answers, encoding: encoding ?? null });
          }}
          data={withFound(encodingWords, format.encoding)}
        />
      </div>
    </fieldset>
  );
}

/** Options of a choice whose first entry keeps what was found. */
function withFound<K extends string>(words: Readonly<Record<K, string>>, found: K) {
  return [
    { value: '', label: `As found: ${words[found]}` },
    ...Object.entries<string>(words).map(([value, label]) => ({ value, label })),
  ];
}
