import { expect, test } from 'vitest';

import { usableLocks } from './usable-locks.ts';

test('usableLocks: those that answer; none where there are none, or where site data is blocked', async () => {
  const answering = { request: (_: string, __: object, work: () => void) => Promise.resolve(work()) };
  const refusing = {
    request: () => Promise.reject(new DOMException('The request was denied.', 'SecurityError')),
  };
  expect(await usableLocks({ locks: answering as unknown as LockManager })).toBe(answering);
  expect(await usableLocks({ locks: refusing as unknown as LockManager })).toBeNull();
  expect(await usableLocks({})).toBeNull();
  const forbidden = {
    get locks(): LockManager {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  expect(await usableLocks(forbidden)).toBeNull();
});
