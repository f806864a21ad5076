/**
 * Damaged files of every format: a command reads them or refuses them in one line with exit status 2. No stack trace, no
 * hang, and one bit that is flipped never makes another network of a network, nor other spikes of spikes.
 */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, cobaHh, referenceEngine, run, spikes } from "../../mod.ts";
import {
  contentBytes,
  exportNetwork,
  spikeTimesToCsv,
  spikeTimesToNpz,
  spikeTimesToSonata,
  toTimes,
} from "../../interchange/mod.ts";
import { cobahhInTurn, inFolder } from "../commands/command_line.ts";
import { readOrRefused } from "../interchange/damage.ts";
import { damagedFiles } from "../interchange/damaged_files.ts";

const SEED = 20_071_126;

/** Damaged files of a format, and how many go through one process: of the three in HDF5, 450 together. */
const FILES = 150, AT_ONCE = 50;

/** Files of which one is damaged, and the command line that reads them. */
interface DamagedCommand {
  /** The file that is damaged. */
  readonly name: string;
  /** All of them, by name. */
  readonly files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** The command line, the files being in a folder. */
  readonly line: (folder: string, name: string) => string[];
}

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

/** A file of each format of spikes, and the command line that reads it. */
const spikeFiles: readonly DamagedCommand[] = [
  { name: "spikes.csv", files: { "spikes.csv": csv }, line: comparing },
  { name: "spikes.csv.gz", files: { "spikes.csv.gz": await gzipped(csv) }, line: comparing },
  { name: "spikes.npz", files: { "spikes.npz": Uint8Array.from(spikeTimesToNpz(times)) }, line: comparing },
  { name: "spikes.h5", files: { "spikes.h5": Uint8Array.from(await spikeTimesToSonata(times)) }, line: comparing },
];

function comparing(folder: string, name: string): string[] {
  return ["compare", `${folder}/${name}`, `${folder}/${name}`];
}

/** The files of an exported network, of which one is to be damaged. */
async function networkFiles(target: "npz" | "csv" | "sonata", name: string): Promise<DamagedCommand> {
  const exported = await exportNetwork(network, target);
  const files = Object.fromEntries(exported.map(({ name, content }) => [name, contentBytes(content)]));
  return { name, files, line: (folder) => ["import", folder, "--out", `${folder}-out`] };
}

/** Everything that is damaged. */
const commands: readonly DamagedCommand[] = [
  ...spikeFiles,
  await networkFiles("npz", "network.npz"),
  await networkFiles("csv", "synapses.csv.gz"),
  await networkFiles("sonata", "edges.h5"),
  await networkFiles("sonata", "nodes.h5"),
];

for (const { name, files, line } of commands) {
  Deno.test(`a damaged ${name} is read, or refused in one line`, async () => {
    const damages = fc.sample(damage(), { seed: SEED, numRuns: FILES });
    await inFolder(async (folder) => {
      for (let first = 0; first < FILES; first += AT_ONCE) {
        const folders: string[] = [];
        for (let k = first; k < first + AT_ONCE; k++) {
          folders.push(`${k}-${name}`);
          await Deno.mkdir(`${folder}/${k}-${name}`);
          for (const [own, bytes] of Object.entries(files)) {
            await Deno.writeFile(`${folder}/${k}-${name}/${own}`, own === name ? damages[k](bytes) : bytes);
          }
        }
        const outcomes = await cobahhInTurn(folder, folders.map((folder) => line(folder, name)));
        for (const [k, { status, stderr, stdout }] of outcomes.entries()) {
          const said = `${folders[k]}: exit status ${status}, ${stderr}${stdout.slice(0, 200)}`;
          assert([0, 1, 2, 3].includes(status), said); // 3: two files without spikes decide nothing
          assert(!/\n\s+at |RuntimeError|TypeError|undefined/.test(stderr), said);
          if (status === 2) assertEquals(stderr.trim().split("\n").length, 1, said);
        }
      }
    });
  });

  Deno.test(`a whole ${name} is read`, async () => {
    await inFolder(async (folder) => {
      await Deno.mkdir(`${folder}/whole`);
      for (const [own, bytes] of Object.entries(files)) await Deno.writeFile(`${folder}/whole/${own}`, bytes);
      const [{ status, stderr }] = await cobahhInTurn(folder, [line("whole", name)]);
      assertEquals(status, 0, stderr);
    });
  });
}

/** Flips of one bit in each file. */
const FLIPS = 600;

for (const { name, bytes, read } of damagedFiles) {
  Deno.test(`no flip of one bit gives anything else than it was (${name})`, async () => {
    const whole = await bytes(), expected = await read(whole);
    const flips = fc.sample(fc.tuple(fc.nat(whole.length - 1), fc.nat(7)), { seed: SEED, numRuns: FLIPS });
    for (const [at, bit] of flips) {
      const copy = whole.slice();
      copy[at] ^= 1 << bit;
      const found = await readOrRefused(() => read(copy));
      // Some bits carry nothing: dates, and flags that no reader uses. Then it must be what it was.
      if (found !== undefined) assertEquals(found, expected, `bit ${bit} of byte ${at}`);
    }
  });
}
