// Single steps on a given arena, for checks of the kernels.

import type { Step, UpdateScalars } from '../program/steps.ts';
import { dispatchesOf } from './dispatches.ts';
import { GuardedDevice } from './guarded-device.ts';
import { createRecorder } from './recorder.ts';

/** What the arena holds after `steps`. */
export async function runSteps(
  device: GPUDevice,
  { arena, steps, scalars }: { arena: Float32Array; steps: readonly Step[]; scalars: UpdateScalars },
): Promise<Float32Array> {
  const guarded = new GuardedDevice(device);
  try {
    const recorder = await createRecorder({
      guarded,
      arenaSize: arena.length,
      lists: [dispatchesOf(steps)],
      updates: 1,
    });
    guarded.use(() => {
      device.queue.writeBuffer(recorder.arena, 0, arena as Float32Array<ArrayBuffer>);
      recorder.setScalars(0, { ...scalars, transitions: 1, rewardScale: 1 });
      recorder.submit(device, 1, () => [0]);
    });
    return await guarded.read(recorder.arena, 0, arena.length);
  } finally {
    guarded.dispose();
  }
}
