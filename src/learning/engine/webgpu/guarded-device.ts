// A GPU device whose loss is an EngineLostError, never a hang and never a result.
//
// After a loss WebGPU takes commands as if nothing had happened; only an awaited read rejects. So every use asks here
// first, and every wait ends at the loss at the latest.

import { EngineLostError } from '../engine.ts';

export class GuardedDevice {
  readonly device: GPUDevice;
  private error: EngineLostError | null = null;
  /** How to end what is being waited for. A race against `device.lost` would leave something at it each time. */
  private readonly waiting = new Set<(error: EngineLostError) => void>();
  private readonly buffers: GPUBuffer[] = [];

  constructor(device: GPUDevice) {
    this.device = device;
    void device.lost.then(({ reason, message }) => {
      this.error = lostError(message || reason);
      for (const end of this.waiting) end(this.error);
    });
  }

  /** A buffer that lives until `dispose`. */
  buffer(label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const size = Math.max(16, Math.ceil(bytes / 4) * 4);
    const buffer = this.device.createBuffer({ label, size, usage });
    this.buffers.push(buffer);
    return buffer;
  }

  /** Does `work` on the device. @throws EngineLostError where the device is gone. */
  use<T>(work: (device: GPUDevice) => T): T {
    if (this.error) throw this.error;
    try {
      return work(this.device);
    } catch (error) {
      throw error instanceof DOMException ? lostError(error.message) : error;
    }
  }

  /**
   * Waits for `made`, at most until the device is lost; a refusal by the browser tells of a loss as well.
   *
   * @throws EngineLostError where the device is gone.
   */
  async wait<T>(made: Promise<T>): Promise<T> {
    let end: (error: EngineLostError) => void = () => undefined;
    const lost = new Promise<never>((_, reject) => {
      end = reject;
      if (this.error) end(this.error);
    });
    this.waiting.add(end);
    try {
      return await Promise.race([made, lost]);
    } catch (error) {
      throw error instanceof DOMException ? (this.error ?? lostError(error.message)) : error;
    } finally {
      this.waiting.delete(end);
    }
  }

  /** Numbers of a buffer as they are after all work queued so far. @throws EngineLostError */
  async read(source: GPUBuffer, offset: number, length: number): Promise<Float32Array> {
    const bytes = length * 4;
    const staging = this.use((device) => {
      const made = device.createBuffer({
        label: 'read',
        size: bytes,
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      });
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(source, offset * 4, made, 0, bytes);
      device.queue.submit([encoder.finish()]);
      return made;
    });
    try {
      await this.wait(staging.mapAsync(GPUMapMode.READ));
      return this.use(() => new Float32Array(staging.getMappedRange()).slice());
    } finally {
      staging.destroy();
    }
  }

  /**
   * What `make` makes, or the device's own words where it refuses a part of it.
   *
   * @throws Error as "WebGPU: ...", EngineLostError
   */
  async checked<T>(make: (device: GPUDevice) => T): Promise<T> {
    const { device } = this;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    let made: T;
    let errors: Promise<(GPUError | null)[]>;
    try {
      made = this.use(make);
    } finally {
      errors = Promise.all([device.popErrorScope(), device.popErrorScope()]);
    }
    const error = (await this.wait(errors)).find((found) => found !== null);
    if (error) throw new Error(`WebGPU: ${error.message}`);
    return made;
  }

  /** Destroys the buffers; the device belongs to whoever made it. */
  dispose(): void {
    for (const buffer of this.buffers) buffer.destroy();
    this.buffers.length = 0;
  }
}

function lostError(message: string): EngineLostError {
  return new EngineLostError(`The GPU was lost (${message.replace(/\.$/, '')}).`);
}
