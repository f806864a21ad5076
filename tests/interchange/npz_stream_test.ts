import { assertEquals, assertThrows } from "@std/assert";
import { type NpyPieces, npzPieces } from "../../interchange/npz_stream.ts";

/** Room for two arrays of this size, their headers and the zip's end, but not for three. */
const ARRAY = 100_000, LARGEST = 290_000;

/** Bytes that hardly deflate. */
function noise(seed: number): NpyPieces {
  let x = seed;
  const values = Uint8Array.from({ length: ARRAY }, () => (x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0) >>> 24);
  return { shape: [ARRAY], type: values, pieces: [values] };
}

Deno.test("arrays that together take more bytes than a zip can address are refused, not written wrongly", () => {
  const arrays = (count: number) => Array.from({ length: count }, (_, k) => [`noise${k}`, noise(k + 1)] as const);
  const bytes = new Blob([...npzPieces(arrays(2), LARGEST)]).size;
  assertEquals(bytes > 2 * ARRAY, true);
  const complaint = "Cannot write npz: a file must be smaller than 4 GiB, received arrays that take more";
  assertThrows(() => [...npzPieces(arrays(3), LARGEST)], RangeError, complaint);
});

Deno.test("an array that is larger than a zip can have is refused before it is written", () => {
  const complaint = "Cannot write npz: an array must be smaller than 4 GiB, received 100000 bytes of noise";
  assertThrows(() => npzPieces([["noise", noise(1)]], ARRAY).next(), RangeError, complaint);
});
