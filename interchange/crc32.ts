/**
 * The cyclic redundancy check of zip and gzip: CRC-32 with the polynomial 0xEDB88320 (RFC 1952, section 8).
 *
 * @module
 */

/** Remainders of four bytes at once: TABLES[k][b] is the remainder of byte b followed by k zero bytes. */
const TABLES: readonly Uint32Array[] = tables();

function tables(): Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
    return remainder;
  });
  const all = [first];
  for (let k = 1; k < 4; k++) all.push(all[k - 1].map((remainder) => (remainder >>> 8) ^ first[remainder & 0xff]));
  return all;
}

/** The check of bytes, where `before` is the check of the bytes before them. */
export function crc32(bytes: Uint8Array, before: number = 0): number {
  const [first, second, third, fourth] = TABLES;
  let remainder = ~before, at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    remainder ^= bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    remainder = fourth[remainder & 0xff] ^ third[(remainder >>> 8) & 0xff] ^ second[(remainder >>> 16) & 0xff] ^
      first[remainder >>> 24];
  }
  for (; at < bytes.length; at++) remainder = (remainder >>> 8) ^ first[(remainder ^ bytes[at]) & 0xff];
  return ~remainder >>> 0;
}
