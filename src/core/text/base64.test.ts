import fc from 'fast-check';
import { expect, test } from 'vitest';

import { base64Of } from './base64.ts';

test('base64Of: as the platform has it, with its padding', () => {
  expect(base64Of(Uint8Array.of(102, 111))).toBe('Zm8='); // RFC 4648 section 10: "fo"
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});
