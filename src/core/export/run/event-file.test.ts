// The file is read back by a reader of its own: framing, a bitwise CRC-32C and protobuf fields by hand.

import { expect, test } from 'vitest';

import { crc32c } from './crc32c.ts';
import { eventFile } from './event-file.ts';
import { portfolioRun, smallRun } from './run-fixture.ts';
import { wallTimeOf } from './run-record.ts';

/** Bit by bit with the unreflected polynomial 0x1edc6f41: shares nothing with the table. */
function slowCrc32c(bytes: Uint8Array): number {
  const reflected = (value: number, bits: number) => {
    let turned = 0;
    for (let i = 0; i < bits; i++) if ((value >>> i) & 1) turned |= 1 << (bits - 1 - i);
    return turned >>> 0;
  };
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = (crc ^ (reflected(byte, 8) << 24)) >>> 0;
    for (let i = 0; i < 8; i++) crc = (crc & 0x80000000 ? (crc << 1) ^ 0x1edc6f41 : crc << 1) >>> 0;
  }
  return (reflected(crc, 32) ^ 0xffffffff) >>> 0;
}

function unmasked(value: number): number {
  const turned = (value - 0xa282ead8) >>> 0;
  return ((turned >>> 17) | (turned << 15)) >>> 0;
}

type Field = number | Uint8Array;

/** The fields of one message: varints and floats as numbers, the rest as bytes. */
function fields(bytes: Uint8Array): Map<number, Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<number, Field>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = tag >>> 3;
    switch (tag & 7) {
      case 0:
        found.set(field, varint());
        break;
      case 1:
        found.set(field, view.getFloat64(at, true));
        at += 8;
        break;
      case 2: {
        const length = varint();
        found.set(field, bytes.subarray(at, at + length));
        at += length;
        break;
      }
      case 5:
        found.set(field, view.getFloat32(at, true));
        at += 4;
        break;
      default:
        throw new Error(`wire type ${tag & 7}`);
    }
  }
  return found;
}

const textOf = (field: Field | undefined) => new TextDecoder().decode(field as Uint8Array);

/** Every event of the file, its two checksums verified. */
function readEvents(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer);
  const events = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(view.getBigUint64(at, true));
    expect(unmasked(view.getUint32(at + 8, true))).toBe(slowCrc32c(bytes.subarray(at, at + 8)));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(unmasked(view.getUint32(at + 12 + length, true))).toBe(slowCrc32c(data));
    events.push(fields(data));
    at += length + 16;
  }
  return events;
}

function scalar(event: Map<number, Field>) {
  const value = fields(fields(event.get(5) as Uint8Array).get(1) as Uint8Array);
  const metadata = value.get(9);
  return {
    wallTime: event.get(1),
    step: event.get(2),
    tag: textOf(value.get(1)),
    value: value.get(2),
    name: metadata === undefined ? null : textOf(fields(metadata as Uint8Array).get(2)),
  };
}

test('crc32c: the check value of the standard, and the same as bit by bit', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283); // RFC 3720, B.4 and the CRC catalogue
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => (i * 31) & 255);
  expect(crc32c(bytes)).toBe(slowCrc32c(bytes));
});

test('eventFile: records re-read with their checksums, figures by tag and step', () => {
  const [version, ...events] = readEvents(eventFile(smallRun, (step) => 1_000 + step / 10));
  expect(textOf(version!.get(3))).toBe('brain.Event:2');
  const scalars = events.map(scalar);
  const of = (tag: string) =>
    scalars.filter((entry) => entry.tag === tag).map(({ step, value }) => [step, value]);
  expect(of('return/episode')).toEqual([
    [30, 4.5],
    [60, 6.25],
  ]);
  expect(of('reward/units')).toEqual([
    [30, 1.5],
    [60, 2.25],
  ]);
  expect(of('loss/critic')).toEqual([[50, 0.5]]);
  expect(of('return/evaluation')).toEqual([[60, 7]]);
  expect(of('return/gap_closed')[0]![1]).toBeCloseTo(0.023, 6);
  expect(of('speed/updates_per_second')).toEqual([[1000, 25]]); // 500 updates in 20 s
  expect(of('agent/temperature'), 'what DDPG does not have is left out').toEqual([]);
  expect(scalars.find(({ tag, step }) => tag === 'loss/critic' && step === 50)!.wallTime).toBe(1_005);
});

test('wallTimeOf: as recorded, and spread evenly over a run whose times were not', () => {
  const startedAt = '1970-01-01T00:16:40.000Z'; // 1,000 s
  expect(wallTimeOf({ ...portfolioRun, startedAt })(30)).toBe(1_001);
  expect(wallTimeOf({ ...smallRun, startedAt })(50), '20 s for 1,000 steps').toBe(1_001);
});

test('eventFile: a tag is named and explained once, where it comes first', () => {
  const [, ...events] = readEvents(eventFile(smallRun, () => 0));
  const names = events
    .map(scalar)
    .filter(({ tag }) => tag === 'return/episode')
    .map(({ name }) => name);
  expect(names).toEqual(['Episode return, reward', null]);
});
