// CRC-32C (Castagnoli), the checksum of TFRecord files, a byte at a time over a table.
//
// Source: RFC 3720, appendix B.4; reflected polynomial 0x82f63b78.

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** The CRC-32C (Castagnoli) checksum of the bytes, an unsigned 32-bit number; TensorBoard's record format asks for it. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
