// The published Hi-Lo market for tests, with what a test changes of it.

import { hiLo, type MemoryParameters } from './memory-parameters.ts';
import type { MemorySetup } from './memory-setup.ts';

export function hiLoSetup(changes: Partial<MemoryParameters> = {}): MemorySetup {
  return { kind: 'memory', products: [{ name: 'Hi-Lo', parameters: { ...hiLo, ...changes } }] };
}
