/** A hundred million spikes, as text and as arrays, are read in bounded memory: more than one string or one array of bytes holds. */

import { assertEquals, assertLess } from "@std/assert";
import { type ByteSource, readSpikeFile } from "../../interchange/mod.ts";
import { npyHeader } from "../../interchange/npy.ts";
import { crc32 } from "../../interchange/crc32.ts";

/** Spikes; 2^29 letters, what a string holds, are a third of their text. */
const SPIKES = 100_000_000;

/** Memory beside the spikes, of 12 bytes each, and what their arrays are copied to when they grow [bytes]. */
const LIMIT = SPIKES * 12 * 2.5 + 2 ** 30;

/** The digits of an integer, to the left of a position, with blanks before them up to a width. */
function putDigits(bytes: Uint8Array, end: number, width: number, integer: number): void {
  for (let k = 1; k <= width; k++) {
    bytes[end - k] = integer > 0 || k === 1 ? 0x30 + integer % 10 : 0x20;
    integer = Math.floor(integer / 10);
  }
}

/** Text of lines of equal length, made when it is asked for: line k is time k / 10 ms, neuron k mod 4000. */
function text(): ByteSource {
  const head = new TextEncoder().encode("time_ms,neuron\n"), width = 16;
  const size = head.length + SPIKES * width;
  return {
    size,
    read(offset, length) {
      const end = Math.min(size, offset + length);
      const first = Math.max(0, Math.floor((offset - head.length) / width));
      const last = Math.min(SPIKES, Math.ceil((end - head.length) / width));
      const before = offset < head.length ? head.length : 0;
      const bytes = new Uint8Array(before + Math.max(0, last - first) * width);
      bytes.set(head.subarray(0, before));
      for (let k = first, at = before; k < last; k++, at += width) {
        putDigits(bytes, at + 8, 8, Math.floor(k / 10));
        bytes[at + 8] = 0x2e;
        bytes[at + 9] = 0x30 + k % 10;
        bytes[at + 10] = 0x2c;
        putDigits(bytes, at + 15, 4, k % 4000);
        bytes[at + 15] = 0x0a;
      }
      const from = before > 0 ? 0 : head.length + first * width;
      return bytes.subarray(offset - from, end - from);
    },
  };
}

Deno.test("a hundred million spikes are read from text", async () => {
  const before = Deno.memoryUsage().rss, began = performance.now();
  const { times } = await readSpikeFile(text());
  const seconds = (performance.now() - began) / 1000, used = Deno.memoryUsage().rss - before;
  console.log(`${seconds.toFixed(0)} s, ${(used / 2 ** 20).toFixed(0)} MiB`);
  assertEquals(times.time.length, SPIKES);
  assertEquals([times.time[SPIKES - 1], times.neuron[SPIKES - 1]], [(SPIKES - 1) / 10, (SPIKES - 1) % 4000]);
  assertLess(used, LIMIT);
});

/** A stored zip of two arrays, made when it is asked for: times k / 10 ms and neurons k mod 4000. */
function npz(): ByteSource {
  const arrays = [
    { name: "t.npy", type: new Float64Array(0), value: (k: number) => k / 10 },
    { name: "i.npy", type: new Uint32Array(0), value: (k: number) => k % 4000 },
  ];
  const parts: {
    first: number;
    bytes?: Uint8Array;
    make?: (offset: number, length: number) => Uint8Array;
    size: number;
  }[] = [];
  let at = 0;
  const add = (bytes: Uint8Array) => {
    parts.push({ first: at, bytes, size: bytes.length });
    at += bytes.length;
  };
  const entries: Uint8Array[] = [];
  for (const { name, type, value } of arrays) {
    const header = npyHeader([SPIKES], type), size = header.length + SPIKES * type.BYTES_PER_ELEMENT;
    const make = (first: number, count: number) => {
      const values = type instanceof Float64Array ? new Float64Array(count) : new Uint32Array(count);
      for (let k = 0; k < count; k++) values[k] = value(first + k);
      return new Uint8Array(values.buffer);
    };
    let check = crc32(header);
    const piece = 1 << 18;
    for (let k = 0; k < SPIKES; k += piece) check = crc32(make(k, Math.min(piece, SPIKES - k)), check);
    const local = new DataView(new ArrayBuffer(30)), entry = new DataView(new ArrayBuffer(46));
    local.setUint32(0, 0x04034b50, true);
    entry.setUint32(0, 0x02014b50, true);
    for (const [view, base] of [[local, 14], [entry, 16]] as const) {
      view.setUint32(base, check, true);
      view.setUint32(base + 4, size, true);
      view.setUint32(base + 8, size, true);
      view.setUint16(base + 12, name.length, true);
    }
    entry.setUint32(42, at, true);
    const letters = new TextEncoder().encode(name);
    entries.push(new Uint8Array(entry.buffer), letters);
    add(new Uint8Array(local.buffer));
    add(letters);
    add(header);
    const width = type.BYTES_PER_ELEMENT;
    parts.push({
      first: at,
      size: SPIKES * width,
      make: (offset, length) => {
        const first = Math.floor(offset / width), last = Math.ceil((offset + length) / width);
        return make(first, last - first).subarray(offset - first * width, offset - first * width + length);
      },
    });
    at += SPIKES * width;
  }
  const directory = at;
  for (const bytes of entries) add(bytes);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 2, true);
  end.setUint16(10, 2, true);
  end.setUint32(12, at - directory, true);
  end.setUint32(16, directory, true);
  add(new Uint8Array(end.buffer));
  return {
    size: at,
    read(offset, length) {
      const stop = Math.min(at, offset + length), bytes = new Uint8Array(Math.max(0, stop - offset));
      for (const { first, size, bytes: fixed, make } of parts) {
        const from = Math.max(first, offset), to = Math.min(first + size, stop);
        if (from >= to) continue;
        bytes.set(fixed?.subarray(from - first, to - first) ?? make!(from - first, to - from), from - offset);
      }
      return bytes;
    },
  };
}

Deno.test("a hundred million spikes are read from arrays", async () => {
  const source = npz();
  const before = Deno.memoryUsage().rss, began = performance.now();
  const { times } = await readSpikeFile(source);
  const seconds = (performance.now() - began) / 1000, used = Deno.memoryUsage().rss - before;
  console.log(`${seconds.toFixed(0)} s, ${(used / 2 ** 20).toFixed(0)} MiB`);
  assertEquals([times.time[SPIKES - 1], times.neuron[SPIKES - 1]], [(SPIKES - 1) / 10, (SPIKES - 1) % 4000]);
  assertLess(used, LIMIT);
});
