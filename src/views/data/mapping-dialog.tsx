// The dialog that asks what only the person knows: which column is which, and how to read an ambiguous date.

import { Button, NativeSelect, Radio } from '@mantine/core';
import { useState } from 'react';

import { columns, type ColumnRole } from '../../core/table/columns.ts';
import type { DateOrder, FilePreview } from '../../core/table/dataset.ts';
import { useLab } from '../../store/use-lab.ts';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import {
  choicesOf,
  mappingProblem,
  needOfRole,
  readingsOfDate,
  roleOfColumn,
  sampleValues,
  withColumn,
  type MappingAnswers,
} from './mapping-form.ts';
import { dateOrderWords, decimalWords, encodingWords } from './format-words.ts';
import classes from './mapping-dialog.module.css';

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
  const asksOnlyDates = questions.length > 0 && questions.every(({ kind }) => kind === 'dateOrder');
  return asksOnlyDates ? 'Day or month first?' : 'Which column is which?';
}

function MappingForm({ preview }: { readonly preview: FilePreview }) {
  const actions = useLab((state) => state.actions);
  const [answers, setAnswers] = useState<MappingAnswers>({
    mapping: preview.mapping,
    dateOrder: null,
    decimalSeparator: null,
    encoding: null,
  });
  const problem = mappingProblem(preview, answers);
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
      answers={answers}
      takesFocus={role === firstToAnswer}
      onChoose={(column) => setAnswers({ ...answers, mapping: withColumn(answers.mapping, role, column) })}
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
      <DateOrderQuestion
        preview={preview}
        value={answers.dateOrder}
        onChange={(dateOrder) => setAnswers({ ...answers, dateOrder })}
      />
      <fieldset className={classes.group}>
        <legend>Needed: date, price, and sales or units</legend>
        {needed.map(({ role }) => row(role))}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>Optional: each makes the answers better</legend>
        {optional.map(({ role }) => row(role))}
      </fieldset>
      <FormatChoices preview={preview} answers={answers} onChange={setAnswers} />
      <DialogActions>
        <p id="mapping-problem" role="status" className={classes.problem} data-ok={problem === null}>
          {problem ?? 'Everything needed is there.'}
        </p>
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
  readonly answers: MappingAnswers;
  /** The dialog opens with the focus here. */
  readonly takesFocus: boolean;
  readonly onChoose: (column: number | null) => void;
}

function RoleRow({ role, preview, answers, takesFocus, onChoose }: RoleRowProps) {
  const definition = columns.find((column) => column.role === role)!;
  const chosen = answers.mapping[role];
  const need = needOfRole(role);
  const isMissing =
    chosen === undefined &&
    (need === 'required' ||
      (need === 'sales or units' &&
        answers.mapping.sales === undefined &&
        answers.mapping.units === undefined));
  const options = preview.headers.map((header, index) => {
    const user = roleOfColumn(answers.mapping, index);
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
          definition.kind === 'number'
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
      description={question.message}
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
