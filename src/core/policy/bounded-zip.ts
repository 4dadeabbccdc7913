// Zip files: written so that the same content gives the same bytes, read without trusting what they claim.

import { unzipSync, zipSync, type Zippable } from 'fflate';

export interface ZipBounds {
  readonly maxFiles: number;
  /** Of all files together, unpacked. */
  readonly maxBytes: number;
}

/** Zip times are local and begin in 1980; one fixed moment makes the bytes repeatable. */
const fixedTime = new Date(1980, 0, 1);

/** Weights hardly shrink, and what is a zip already does not. */
const unpackable = /\.(bin|onnx|safetensors|zip)$/;

/** Text is packed, binary numbers are not. */
export function packZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(files))
    entries[name] = [bytes, { level: unpackable.test(name) ? 0 : 6, mtime: fixedTime }];
  return zipSync(entries);
}

/**
 * The files of a zip by name.
 *
 * @throws Error that reads on after "The model cannot be imported: " and its like, where the bytes are no whole zip or unpack to
 * more than the bounds allow. Sizes are checked before anything is unpacked.
 */
export function unpackZip(bytes: Uint8Array, bounds: ZipBounds): Record<string, Uint8Array> {
  if (!startsAsZip(bytes)) throw new Error('it is not a zip file');
  let count = 0;
  let total = 0;
  let excess: string | null = null;
  try {
    const files = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        count++;
        total += originalSize;
        if (count > bounds.maxFiles) excess = `it holds more than ${bounds.maxFiles} files`;
        else if (total > bounds.maxBytes)
          excess = `unpacked it is larger than ${Math.round(bounds.maxBytes / 2 ** 20)} MB`;
        return excess === null;
      },
    });
    if (excess === null) return files;
  } catch (error) {
    throw new Error('the zip is cut off or damaged', { cause: error });
  }
  throw new Error(excess);
}

/** A zip begins with the header of its first file, or of its directory where it is empty. */
function startsAsZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}
