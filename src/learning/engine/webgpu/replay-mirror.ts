// The replay buffer's copy on the GPU: five buffers laid out as in plain memory, kept equal row by row.

import type { ReplayBuffer } from '../../experience/replay-buffer.ts';
import type { GuardedDevice } from './guarded-device.ts';

export class ReplayMirror {
  /** States, actions, rewards, next states, discounts: what kernels/draw.ts reads. */
  readonly buffers: readonly GPUBuffer[];
  private readonly widths: readonly number[];
  private readonly capacity: number;
  /** `added` of the replay buffer when its rows were last taken over; null before. */
  private seen: number | null = null;

  constructor(guarded: GuardedDevice, { capacity, observationSize, actionSize }: ReplayBuffer['shape']) {
    this.capacity = capacity;
    this.widths = [observationSize, actionSize, 1, observationSize, 1];
    this.buffers = this.widths.map((width) =>
      guarded.buffer('replay', capacity * width * 4, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST),
    );
  }

  /** Takes over what came into `replay` since the last time. */
  follow(device: GPUDevice, replay: ReplayBuffer): void {
    const { added, size } = replay;
    const fresh = this.seen === null ? size : Math.min(size, added - this.seen);
    this.seen = added;
    const { next, ...columns } = replay.state();
    const values = [columns.state, columns.action, columns.reward, columns.nextState, columns.discount];
    for (let row = (next - fresh + this.capacity) % this.capacity, left = fresh; left > 0;) {
      const rows = Math.min(left, this.capacity - row);
      values.forEach((column, i) => {
        const width = this.widths[i]!;
        device.queue.writeBuffer(
          this.buffers[i]!,
          row * width * 4,
          column as Float32Array<ArrayBuffer>,
          row * width,
          rows * width,
        );
      });
      row = (row + rows) % this.capacity;
      left -= rows;
    }
  }
}
