// Checksums of what leaves in a zip, as `sha256sum -c` reads them.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 of `bytes` in lower-case hexadecimal digits. */
export function checksum(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** The line of a checksum file that names `file`, whose content is `bytes`. */
export function checksumLine(bytes: Uint8Array, file: string): string {
  return `${checksum(bytes)}  ${file}\n`;
}
