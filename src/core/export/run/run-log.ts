// A run as JSON lines, out and in again: one line says what the run was, each further line is one thing it reported.
//
// {"type":"run", ...}         settings, seed, data fingerprint, names, what the run came to, when, and how it was checked
// {"type":"baselines", ...}   where there are any
// {"type":"episode" | "loss" | "evaluation", "step": ..., ...}  in the order of their steps
//
// JSON has no NaN: figures an agent does not have (the temperature of DDPG) stand as null.

import { z } from 'zod';

import { firstIssue, jsonFrom, named } from '../../incoming/json.ts';
import type { Baselines, EpisodeRecord, EvaluationRecord, LossRecord } from '../../run/events.ts';
import { settingsOfRecord } from '../../run/run-settings.ts';

import {
  baselinesLine,
  episodeLine,
  evaluationLine,
  headLine,
  lossLine,
  runLogFormat,
  runLogVersion,
} from './run-log-schema.ts';
import { recordsInOrder, type RunRecord } from './run-record.ts';

/** The run as text, one JSON object a line. */
export function runLog(run: RunRecord): string {
  const { baselines, episodes, losses, evaluations, ...head } = run;
  const lines: unknown[] = [
    { type: 'run', format: runLogFormat, version: runLogVersion, seed: run.settings.seed, ...head },
  ];
  if (baselines) lines.push({ type: 'baselines', ...baselines });
  for (const { type, record } of recordsInOrder({ ...run, episodes, losses, evaluations }))
    lines.push({ type, ...record });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/**
 * The run that `runLog` wrote.
 *
 * @throws Error naming the line and what is wrong with it, in words that read on after "the run log: ".
 */
export function readRunLog(text: string): RunRecord {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) throw new Error('it is empty; a run has one thing it reported per line');
  const first = checked(headLine, lines[0], 1);
  const episodes: EpisodeRecord[] = [];
  const losses: LossRecord[] = [];
  const evaluations: EvaluationRecord[] = [];
  let baselines: Baselines | null = null;
  lines.slice(1).forEach((line, i) => {
    const number = i + 2;
    const { type } = checked(z.object({ type: z.string() }), line, number);
    switch (type) {
      case 'baselines':
        baselines = checked(baselinesLine, line, number);
        return;
      case 'episode':
        episodes.push(checked(episodeLine, line, number));
        return;
      case 'loss':
        losses.push(checked(lossLine, line, number));
        return;
      case 'evaluation':
        evaluations.push(checked(evaluationLine, line, number));
        return;
      default:
        throw new Error(`line ${number} has ${named('type', type)}, which this lab does not know`);
    }
  });
  const { runId, startedAt, settings, data, backend, productNames, rewardPartNames } = first;
  const { steps, updates, elapsedSeconds, marketCheck = null, portfolioCheck = null, times = [] } = first;
  return {
    runId,
    startedAt,
    settings: settingsOfRecord(settings),
    data,
    backend,
    productNames,
    marketCheck,
    rewardPartNames,
    steps,
    updates,
    elapsedSeconds,
    baselines,
    episodes,
    losses,
    evaluations,
    portfolioCheck,
    times,
  };
}

function checked<T>(schema: z.ZodType<T>, line: string | undefined, number: number): T {
  const parsed = schema.safeParse(jsonFrom(line ?? '', `line ${number}`));
  if (!parsed.success) throw new Error(`line ${number} at ${firstIssue(parsed.error)}`);
  return parsed.data;
}
