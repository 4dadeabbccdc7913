import { Inflate, strToU8, zipSync } from 'fflate';
import { expect, test, vi } from 'vitest';

import { packZip, unpackZip } from './bounded-zip.ts';
import { lyingZip } from './zip-fixture.ts';

const bounds = { maxFiles: 5, maxBytes: 2 ** 20 };

test('unpackZip: gives back what was packed, by names that an object has anyway as by others', () => {
  const files = {
    constructor: strToU8('a'),
    'b.bin': new Uint8Array(70_000).fill(7),
    'c.txt': strToU8('é'.repeat(50_000)),
  };
  expect({ ...unpackZip(packZip(files), bounds) }).toEqual(files);
  expect('toString' in unpackZip(packZip(files), bounds)).toBe(false);
  const empty = packZip({});
  expect({ ...unpackZip(empty, bounds) }).toEqual({});
});

test('unpackZip: what unpacks to too much, or holds too many files, is refused before it is unpacked', () => {
  const zeros = zipSync({ 'a.bin': new Uint8Array(3 * 2 ** 20) });
  expect(zeros.length).toBeLessThan(10_000);
  expect(() => unpackZip(zeros, bounds)).toThrow('unpacked it is larger than 1 MB');
  const many = zipSync(Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.txt`, strToU8('x')])));
  expect(() => unpackZip(many, bounds)).toThrow('it holds more than 5 files');
});

test('unpackZip: 4 GB of zeros that call themselves 100 bytes end after one piece too many', () => {
  const bomb = lyingZip('card.json', 4 * 2 ** 30, 100);
  expect(bomb.length).toBeLessThan(8e6);
  const pushed = vi.spyOn(Inflate.prototype, 'push');
  expect(() => unpackZip(bomb, bounds)).toThrow('its "card.json" does not unpack to the size the zip states');
  expect(pushed).toHaveBeenCalledTimes(1);
  pushed.mockRestore();
});

test('unpackZip: the same where the lie is within the bound, and where less comes out than is stated', () => {
  const lie = 'its "a.bin" does not unpack to the size the zip states';
  expect(() => unpackZip(lyingZip('a.bin', 2 ** 30, 2 ** 20), bounds)).toThrow(lie);
  expect(() => unpackZip(lyingZip('a.bin', 2 ** 24, 2 ** 26), { maxFiles: 5, maxBytes: 2 ** 27 })).toThrow(
    lie,
  );
});

test('unpackZip: a file that is stored unpacked and states another size is refused as well', () => {
  const zip = zipSync({ 'a.bin': [new Uint8Array(100), { level: 0 }] });
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  view.setUint32(view.getUint32(zip.length - 6, true) + 24, 99, true);
  expect(() => unpackZip(zip, bounds)).toThrow('its "a.bin" does not unpack to the size the zip states');
});

test('unpackZip: a zip cut off anywhere, or with a byte changed, is refused in a sentence or reads', () => {
  const whole = packZip({ 'a.txt': strToU8('some text '.repeat(9)), 'b.bin': new Uint8Array(9).fill(1) });
  const sentence =
    /^(it is not a zip file|the zip is cut off or damaged|it holds|its ".*" (is|does)|unpacked it is)/s;
  const outcome = (bytes: Uint8Array) => {
    try {
      unpackZip(bytes, bounds);
      return 'it holds files';
    } catch (error) {
      return (error as Error).message;
    }
  };
  for (let length = 0; length < whole.length; length++)
    expect(outcome(whole.slice(0, length))).toMatch(sentence);
  for (let at = 0; at < whole.length; at++) {
    const changed = whole.slice();
    changed[at]! ^= 0xff;
    expect(outcome(changed)).toMatch(sentence);
  }
});
