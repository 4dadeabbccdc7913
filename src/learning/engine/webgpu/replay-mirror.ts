// The replay buffer's copy on the GPU: five buffers laid out as in plain memory, kept equal row by row.

import type { ReplayBuffer } from '../../replay/replay-buffer.ts';
import type { GuardedDevice } from './guarded-device.ts';

export class ReplayMirror {
  /** States, actions, rewards, next states, discounts: what kernels/draw.ts reads. */
  readonly buffers: readonly GPUBuffer[];
  private readonly widths: readonly number[];
  private readonly capacity: number;
  /** The row the next transition goes to. */
  private next = 0;

  constructor(guarded: GuardedDevice, { capacity, observationSize, actionSize }: ReplayBuffer['shape']) {
    this.capacity = capacity;
    this.widths = [observationSize, actionSize, 1, observationSize, 1];
    this.buffers = this.widths.map((width) =>
      guarded.buffer('replay', capacity * width * 4, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST),
    );
  }

  /** Takes over what `replay` holds. */
  upload(device: GPUDevice, replay: ReplayBuffer): void {
    const { state, action, reward, nextState, discount, next } = replay.state();
    [state, action, reward, nextState, discount].forEach((values, i) =>
      device.queue.writeBuffer(this.buffers[i]!, 0, values as Float32Array<ArrayBuffer>),
    );
    this.next = next;
  }

  /** Adds transitions as ReplayBuffer.add takes them. */
  add(device: GPUDevice, arrays: readonly Float32Array[]): void {
    const count = arrays[2]!.length;
    for (let done = 0; done < count;) {
      const rows = Math.min(count - done, this.capacity - this.next);
      arrays.forEach((values, i) => {
        const width = this.widths[i]!;
        device.queue.writeBuffer(
          this.buffers[i]!,
          this.next * width * 4,
          values as Float32Array<ArrayBuffer>,
          done * width,
          rows * width,
        );
      });
      this.next = (this.next + rows) % this.capacity;
      done += rows;
    }
  }
}
