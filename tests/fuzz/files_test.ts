/**
 * Damaged files of every format: a command reads them or refuses them in one line with exit status 2. No stack trace, no
 * hang, and a network of an archive is never read as another network.
 */

import { assert, assertEquals, AssertionError } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, cobaHh, referenceEngine, run, spikes } from "../../mod.ts";
import {
  contentBytes,
  exportNetwork,
  networkFromNpz,
  networkToNpz,
  spikeTimesToCsv,
  spikeTimesToNpz,
  spikeTimesToSonata,
  toTimes,
} from "../../interchange/mod.ts";
import { cobahhInTurn, inFolder } from "../commands/command_line.ts";

const SEED = 20_071_126;

/** Damaged files of a format, and how many go through one process. */
const FILES = 90, AT_ONCE = 30;

const network = buildNetwork(cobaHh({ variant: "brian2", scale: 0.02 }));
await using simulation = await referenceEngine.create(network, { dt: 0.1 });
const { all } = (await run(simulation, 20, { all: spikes() })).observed;
const times = toTimes(all, 0.1);

/** One way to damage a file. */
type Damage = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

function damage(): fc.Arbitrary<Damage> {
  const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  return fc.oneof(
    fc.tuple(place, fc.nat(7)).map(([at, bit]): Damage => (bytes) => {
      const copy = bytes.slice();
      copy[Math.trunc(at * copy.length)] ^= 1 << bit;
      return copy;
    }),
    place.map((at): Damage => (bytes) => bytes.slice(0, Math.trunc(at * bytes.length))),
    fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 16 })).map(([at, part]): Damage => (bytes) => {
      const copy = bytes.slice();
      copy.set(part.subarray(0, copy.length - Math.trunc(at * copy.length)), Math.trunc(at * copy.length));
      return copy;
    }),
    fc.tuple(place, fc.nat(64)).map(([at, length]): Damage => (bytes) => {
      const start = Math.trunc(at * bytes.length);
      return Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(start + length)]);
    }),
    fc.tuple(place, place, fc.nat(64)).map(([from, to, length]): Damage => (bytes) => {
      const copy = bytes.slice();
      const part = bytes.subarray(Math.trunc(from * bytes.length)).subarray(0, length);
      const at = Math.trunc(to * bytes.length);
      copy.set(part.subarray(0, copy.length - at), at);
      return copy;
    }),
    fc.tuple(place, fc.nat(64)).map(([at, length]): Damage => (bytes) => {
      const copy = bytes.slice();
      copy.fill(0, Math.trunc(at * bytes.length), Math.trunc(at * bytes.length) + length);
      return copy;
    }),
  );
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(
    await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer(),
  );
}

const csv = new TextEncoder().encode(spikeTimesToCsv(times));
const exported = await exportNetwork(network, "sonata");
const edges = exported.find(({ name }) => name.endsWith("edges.h5"))!;

/** A file of each format, and the command line that reads it. */
const formats: readonly { name: string; bytes: Uint8Array<ArrayBuffer>; line: (file: string) => string[] }[] = [
  { name: "spikes.csv", bytes: csv, line: (file) => ["compare", file, file] },
  { name: "spikes.csv.gz", bytes: await gzipped(csv), line: (file) => ["compare", file, file] },
  { name: "spikes.npz", bytes: Uint8Array.from(spikeTimesToNpz(times)), line: (file) => ["compare", file, file] },
  {
    name: "spikes.h5",
    bytes: Uint8Array.from(await spikeTimesToSonata(times)),
    line: (file) => ["compare", file, file],
  },
  {
    name: "network.npz",
    bytes: contentBytes(networkToNpz(network)),
    line: (file) => ["import", file, "--out", `${file}-out`],
  },
  { name: "edges.h5", bytes: contentBytes(edges.content), line: (file) => ["judge", file, "--variant", "brian2"] },
];

for (const { name, bytes, line } of formats) {
  Deno.test(`a damaged ${name} is read, or refused in one line`, async () => {
    const damages = fc.sample(damage(), { seed: SEED, numRuns: FILES });
    await inFolder(async (folder) => {
      for (let first = 0; first < FILES; first += AT_ONCE) {
        const names: string[] = [];
        for (let k = first; k < first + AT_ONCE; k++) {
          names.push(`${k}-${name}`);
          await Deno.writeFile(`${folder}/${k}-${name}`, damages[k](bytes));
        }
        const outcomes = await cobahhInTurn(folder, names.map(line));
        for (const [k, { status, stderr, stdout }] of outcomes.entries()) {
          const said = `${names[k]}: exit status ${status}, ${stderr}${stdout.slice(0, 200)}`;
          assert([0, 1, 2, 3].includes(status), said); // 3: two files without spikes decide nothing
          assert(!/\n\s+at |RuntimeError|TypeError|undefined/.test(stderr), said);
          if (status === 2) assertEquals(stderr.trim().split("\n").length, 1, said);
        }
      }
    });
  });
}

/** Fails: an archive has been read as another network. */
function assertAnother(flip: string): never {
  throw new AssertionError(`${flip}: another network was read`);
}

Deno.test("no flip of one bit in an archive gives another network", async () => {
  // Read and written once: its connection rule is explicit, as that of every network out of a file.
  const archive = contentBytes(networkToNpz(await networkFromNpz(contentBytes(networkToNpz(network)))));
  const flips = fc.sample(fc.tuple(fc.nat(archive.length - 1), fc.nat(7)), { seed: SEED, numRuns: 600 });
  for (const [at, bit] of flips) {
    const copy = archive.slice();
    copy[at] ^= 1 << bit;
    try {
      // Some bits carry nothing: dates, and flags that no reader uses. Then it must be the very same network.
      const read = contentBytes(networkToNpz(await networkFromNpz(copy)));
      if (read.some((byte, k) => byte !== archive[k])) assertAnother(`bit ${bit} of byte ${at}`);
    } catch (error) {
      assert(
        error instanceof RangeError || error instanceof SyntaxError || error instanceof TypeError,
        `bit ${bit} of byte ${at}: ${error instanceof Error ? error.stack : error}`,
      );
    }
  }
});
