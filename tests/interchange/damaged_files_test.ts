/** Damaged files: refused in a sentence, or read as what they were; tests/slow has many more of each kind. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { gzipSync, strToU8, zipSync } from "../../interchange/fflate.ts";
import { networkFromCsv, npyToBytes, npzFile, npzFromBytes, npzToBytes } from "../../interchange/mod.ts";
import { crc32 } from "../../interchange/crc32.ts";
import { cobaHh } from "../../mod.ts";
import { damagedFiles, survives } from "./damaged_files.ts";

/** Damages of each kind and file. */
const SAMPLE = 12;

for (const file of damagedFiles) {
  Deno.test(`${file.name}, damaged, is refused in a sentence or read as it was`, async () => {
    await survives(file, SAMPLE);
  });
}

Deno.test("CRC-32 is the one of zip and gzip", () => {
  assertEquals(crc32(strToU8("123456789")), 0xcbf43926); // the check value of the catalogue of CRCs
  assertEquals(crc32(strToU8("6789"), crc32(strToU8("12345"))), 0xcbf43926);
  assertEquals(crc32(new Uint8Array(0)), 0);
});

const values = Float64Array.of(1, 2, 3);
const array = npyToBytes({ shape: [3], values });
/** Archives say when they were made: always the same here, so that their bytes are. */
const DATED = { mtime: "2000-01-01" };

const zip = (level: 0 | 9) => zipSync({ "a.npy": [array, { level }] }, DATED);

Deno.test("a bit that is flipped in the content of an array is found, stored or deflated", () => {
  for (const level of [0, 9] as const) {
    const bytes = zip(level), first = 30 + "a.npy".length;
    assertEquals(npzFromBytes(bytes).get("a")?.values, values);
    for (let at = first; at < first + 60; at++) {
      const flipped = bytes.slice();
      flipped[at] ^= 1;
      assertThrows(() => npzFile(flipped).array("a"), SyntaxError, "Cannot read ");
    }
  }
});

Deno.test("an array that nobody asks for is not unpacked", () => {
  const bytes = zipSync({ "a.npy": [array, { level: 0 }], "b.npy": [array, { level: 0 }] }, DATED);
  const second = bytes.lastIndexOf(0x40) - 1; // in the last value, 3, of b
  const spoilt = bytes.slice();
  spoilt[second - 1] ^= 0xff;
  assertEquals(npzFile(spoilt).array("a").values, values);
  assertThrows(() => npzFromBytes(spoilt), SyntaxError);
});

Deno.test("a small file that would unpack to gigabytes is refused before it is unpacked", () => {
  // 64 MiB of zeros in some 64 KiB, whose header promises a network's rows.
  const zeros = npyToBytes({ shape: [2 ** 26], values: new Uint8Array(2 ** 26) });
  const bomb = zipSync({ "bomb.npy": [zeros, { level: 9 }] }, DATED);
  assert(bomb.length < 2 ** 17);
  assertThrows(() => npzFile(bomb).array("bomb", 2 ** 20), RangeError, "bomb must have at most 1048576 bytes");
  // The list says more than deflate can make of the bytes that are there.
  const lying = zip(9), view = new DataView(lying.buffer);
  const entry = lying.findIndex((_, k) => k + 4 <= lying.length && view.getUint32(k, true) === 0x02014b50);
  view.setUint32(entry + 24, 2 ** 31 - 1, true);
  view.setUint32(22, 2 ** 31 - 1, true);
  assertThrows(() => npzFromBytes(lying), SyntaxError, "received a damaged a.npy");
});

Deno.test("a zip that is encrypted, packed otherwise, or has one name twice is refused", () => {
  const refuses = (change: (view: DataView, entry: number) => void, complaint: string) => {
    const bytes = zip(0), view = new DataView(bytes.buffer);
    change(view, bytes.findIndex((_, k) => k + 4 <= bytes.length && view.getUint32(k, true) === 0x02014b50));
    assertThrows(() => npzFromBytes(bytes), SyntaxError, complaint);
  };
  refuses((view, entry) => {
    view.setUint16(6, 1, true);
    view.setUint16(entry + 8, 1, true);
  }, "received an encrypted a.npy");
  refuses((view, entry) => {
    view.setUint16(8, 14, true);
    view.setUint16(entry + 10, 14, true);
  }, "a.npy packed by method 14, where 0 (stored) or 8 (deflated) is required");
  refuses((view) => view.setUint8(30, 0x62), "a file has another name in it");
});

Deno.test("gzip: check, length, end and what follows are looked at, and several members are one text", () => {
  const spec = cobaHh({ populations: { excitatory: 2, inhibitory: 1 } });
  const text = "pre,post\n0,1\n2,0\n", whole = gzipSync(strToU8(text), DATED);
  const synapses = (bytes: Uint8Array) => networkFromCsv(spec, bytes).connectivity.synapses;
  assertEquals(synapses(whole), 2);
  const [first, second] = ["pre,post\n0,1\n", "2,0\n1,1\n"].map((part) => gzipSync(strToU8(part), DATED));
  assertEquals(synapses(Uint8Array.of(...first, ...second)), 3);
  const changed = (at: number, bit: number) => {
    const bytes = whole.slice();
    bytes[bytes.length + at] ^= bit;
    return bytes;
  };
  const refuses = (bytes: Uint8Array, complaint: string) =>
    assertThrows(() => synapses(bytes), SyntaxError, `Cannot read gzip: a whole gzip file is required, ${complaint}`);
  refuses(changed(-8, 1), "received a damaged one (incorrect data check)");
  refuses(changed(-4, 1), "received a damaged one (incorrect length check)");
  refuses(whole.subarray(0, -1), "received one that ends too early");
  refuses(whole.subarray(0, -8), "received one that ends too early");
  refuses(whole.subarray(0, 5), "received one that ends too early");
  refuses(Uint8Array.of(...whole, 1, 2, 3), "received a damaged one (incorrect header check)");
  refuses(Uint8Array.of(...whole, ...second.subarray(0, -3)), "received one that ends too early");
});

Deno.test("what follows a zip, or precedes it, is refused", () => {
  const bytes = npzToBytes({ a: { shape: [3], values } });
  for (const spoilt of [Uint8Array.of(...bytes, 0), Uint8Array.of(0x50, 0x4b, ...bytes), bytes.subarray(1)]) {
    assertThrows(() => npzFromBytes(spoilt), SyntaxError, "Cannot read npz: a whole zip file is required");
  }
});
