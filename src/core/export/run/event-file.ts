// A run as a TensorBoard event file: scalars by tag and step, each with the name and meaning of the lab's own list.
//
// A record is its length (u64), the masked CRC-32C of that, the data and the masked CRC-32C of the data, all little
// endian: https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details. The data is an Event,
// https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto; the first one names
// the version. Numbers before the fields are those of event.proto and summary.proto.

import protobuf from 'protobufjs/minimal.js';

import { metricDefinitions, type MetricName } from '../../run/metrics.ts';

import { crc32c } from './crc32c.ts';
import { recordsInOrder, type RunRecord, type StepRecord } from './run-record.ts';

const { Writer } = protobuf;

/** Figures as they come, once an episode, an evaluation or a report; the last metric is known only at the end. */
const metricTags = {
  episodeReturn: 'return/episode',
  evaluationReturn: 'return/evaluation',
  evaluationProfit: 'profit/evaluation',
  criticLoss: 'loss/critic',
  actorLoss: 'loss/actor',
  temperature: 'agent/temperature',
  entropy: 'agent/entropy',
  meanQ: 'agent/mean_q',
  updatesPerSecond: 'speed/updates_per_second',
} as const satisfies Record<MetricName, string>;

interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
}

/**
 * The bytes of the file. Figures that are not finite are left out.
 *
 * @param wallTime seconds since 1970 at which a step happened.
 */
export function eventFile(run: RunRecord, wallTime: (step: number) => number): Uint8Array {
  const descriptions = descriptionsOf(run);
  const described = new Set<string>();
  const records = [record(versionEvent(wallTime(0)))];
  for (const scalar of scalarsOf(run)) {
    if (!Number.isFinite(scalar.value)) continue;
    const description = described.has(scalar.tag) ? null : (descriptions.get(scalar.tag) ?? null);
    described.add(scalar.tag);
    records.push(record(scalarEvent(scalar, wallTime(scalar.step), description)));
  }
  const bytes = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const one of records) {
    bytes.set(one, offset);
    offset += one.length;
  }
  return bytes;
}

function scalarsOf(run: RunRecord): readonly Scalar[] {
  const scalars = recordsInOrder(run).flatMap((entry) => scalarsOfRecord(run, entry));
  if (run.elapsedSeconds > 0)
    scalars.push({
      tag: metricTags.updatesPerSecond,
      step: run.steps,
      value: run.updates / run.elapsedSeconds,
    });
  return scalars;
}

function scalarsOfRecord(run: RunRecord, entry: StepRecord): Scalar[] {
  const { step } = entry.record;
  switch (entry.type) {
    case 'episode':
      return [
        { tag: metricTags.episodeReturn, step, value: entry.record.episodeReturn },
        ...run.rewardPartNames.map((name, i) => ({
          tag: `reward/${name}`,
          step,
          value: entry.record.parts[i] ?? Number.NaN,
        })),
      ];
    case 'loss':
      return (['criticLoss', 'actorLoss', 'temperature', 'entropy', 'meanQ'] as const).map((name) => ({
        tag: metricTags[name],
        step,
        value: entry.record[name],
      }));
    case 'evaluation':
      return [
        { tag: metricTags.evaluationReturn, step, value: entry.record.meanReturn },
        { tag: metricTags.evaluationProfit, step, value: entry.record.profit?.mean ?? Number.NaN },
        { tag: 'return/gap_closed', step, value: entry.record.gapClosed ?? Number.NaN },
      ];
    default:
      return entry satisfies never;
  }
}

interface Description {
  readonly name: string;
  readonly meaning: string;
}

function descriptionsOf(run: RunRecord): ReadonlyMap<string, Description> {
  return new Map<string, Description>([
    ...metricDefinitions.map(
      ({ name, label, unit, meaning }) =>
        [metricTags[name], { name: unit === '' ? label : `${label}, ${unit}`, meaning }] as const,
    ),
    [
      'return/gap_closed',
      {
        name: 'Gap closed',
        meaning: '(return - keep) / (optimum - keep): 1 is the optimum, 0 keeps the price.',
      },
    ],
    ...run.rewardPartNames.map(
      (name) =>
        [
          `reward/${name}`,
          { name: `Reward part ${name}`, meaning: 'Sum of this part over the episode, weight included.' },
        ] as const,
    ),
  ]);
}

function versionEvent(wallTime: number): Uint8Array {
  const event = Writer.create();
  event.uint32(9).double(wallTime); // 1: wall_time
  event.uint32(26).string('brain.Event:2'); // 3: file_version
  return event.finish();
}

function scalarEvent(
  { tag, step, value }: Scalar,
  wallTime: number,
  description: Description | null,
): Uint8Array {
  const event = Writer.create();
  event.uint32(9).double(wallTime); // 1: wall_time
  event.uint32(16).int64(step); // 2: step
  event.uint32(42).fork(); // 5: summary
  event.uint32(10).fork(); // Summary 1: value
  event.uint32(10).string(tag); // Value 1: tag
  event.uint32(21).float(value); // Value 2: simple_value
  if (description) {
    event.uint32(74).fork(); // Value 9: metadata
    event.uint32(18).string(description.name); // SummaryMetadata 2: display_name
    event.uint32(26).string(description.meaning); // SummaryMetadata 3: summary_description
    event.ldelim();
  }
  event.ldelim().ldelim();
  return event.finish();
}

function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(crc32c(bytes.subarray(0, 8))), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, masked(crc32c(data)), true);
  return bytes;
}

/** A checksum of data that holds checksums would be weak; so TFRecord turns and shifts each one. */
function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
