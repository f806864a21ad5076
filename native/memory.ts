/**
 * Memory that C is given.
 *
 * @module
 */

/** Bytes that memory is aligned to: a cache line, which is also the widest vector. */
const ALIGNMENT = 64;

/** Zeroed memory, aligned. */
export function alignedMemory(bytes: number): Uint8Array<ArrayBuffer> {
  const memory = new Uint8Array(bytes + ALIGNMENT);
  const past = Number(addressOf(memory) % BigInt(ALIGNMENT));
  return memory.subarray((ALIGNMENT - past) % ALIGNMENT).subarray(0, bytes);
}

/** Address of memory in this process. */
export function addressOf(memory: Uint8Array<ArrayBuffer>): bigint {
  return Deno.UnsafePointer.value(Deno.UnsafePointer.of(memory));
}
