import { assert, assertEquals } from "@std/assert";
import { copyWords, FIELDS, wordIndex } from "../../engine/fields.ts";
import {
  BARRIER,
  BLOCK_BYTES,
  CACHE_LINE,
  CONSTANTS,
  FIRSTS_ADDRESS,
  LAGGED_BLOCK_BYTES,
  LATE_BLOCK_BYTES,
  MOST_FIRSTS,
  SHARED_COUNTS_ADDRESS,
  SINK_ADDRESS,
  TABLE_ADDRESS,
} from "../../engine/layout.ts";
import { CONTROL } from "../../engine/shared_memory.ts";
import { MOST_THREADS } from "../../model/simulation_checks.ts";

Deno.test("words below the gate tables lie apart: constants, as many first neurons as threads, and the sink", () => {
  assert(16 * CONSTANTS.length <= FIRSTS_ADDRESS);
  assert(MOST_THREADS <= MOST_FIRSTS);
  assertEquals([SINK_ADDRESS, TABLE_ADDRESS], [4092, 4096]);
});

Deno.test("words of the barrier, commands and counts in shared memory lie apart", () => {
  const words = [...Object.values(BARRIER), ...Object.values(CONTROL).map((word) => 4 * word)].sort((a, b) => a - b);
  assertEquals(new Set(words).size, words.length);
  assert(words.at(-1)! + CACHE_LINE <= SHARED_COUNTS_ADDRESS);
});

Deno.test("words of neurons are found and copied where they lie, above 2 GiB as well", () => {
  for (const field of Object.values(FIELDS)) {
    for (const blockBytes of [BLOCK_BYTES, LAGGED_BLOCK_BYTES, LATE_BLOCK_BYTES]) {
      for (const block of [661_504, 2 ** 31 + 128, 2 ** 32 - 65_536]) {
        for (let k = 0; k < 50; k++) {
          const index = wordIndex(k, field, block, blockBytes);
          assertEquals(index, (block + (k >> 2) * blockBytes + field.offset + (k & 3) * field.stride) / 4);
        }
      }
      const block = 256, first = 8;
      for (const size of [1, 3, 4, 5, 8, 21]) {
        const memory = Uint32Array.from({ length: 4096 }, (_, k) => k);
        const all = new Uint32Array(40), place = { block, blockBytes, first, size };
        copyWords(memory, place, field, all, false);
        const expected = Array.from({ length: size }, (_, k) => wordIndex(k, field, block, blockBytes));
        assertEquals([...all], [...Array(first).fill(0), ...expected, ...Array(40 - first - size).fill(0)]);
        copyWords(memory, place, field, all.fill(7), true);
        assertEquals(memory.keys().filter((k) => memory[k] !== k).toArray(), [...expected].sort((a, b) => a - b));
      }
    }
  }
});
