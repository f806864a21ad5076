/**
 * Commands that are ended at random moments: a file that has its own name is whole. After SIGINT, SIGTERM and SIGHUP no
 * temporary is left either; after SIGKILL, which no program can answer, only hidden temporaries may be.
 */

import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { networkFromNpz } from "../../interchange/mod.ts";
import { command, inFolder } from "../commands/command_line.ts";

const SEED = 20_071_125;

/** Longest time from the start of a process to the signal [ms]: past start, simulation and writing of a short run. */
const LONGEST = 1500;

/** The commands, each with files that take some time to write. */
const lines: readonly (readonly string[])[] = [
  ["sim", "--duration", "60", "--out", "out"],
  ["sim", "--duration", "60000", "--format", "csv,json", "--out", "out"],
  ["export", "--to", "npz", "--out", "out"],
  ["export", "--to", "csv", "--out", "out"],
  ["export", "--to", "sonata", "--out", "out"],
];

/** Requires that the file is whole. */
async function assertWhole(path: string): Promise<void> {
  const bytes = await Deno.readFile(path);
  const text = () => new TextDecoder().decode(bytes);
  if (path.endsWith(".json")) JSON.parse(text());
  else if (path.endsWith(".svg")) assertMatch(text(), /<\/svg>\s*$/);
  else if (path.endsWith(".png")) assertEquals(text().slice(-8, -4), "IEND");
  else if (path.endsWith(".csv")) assertEquals(text().slice(-1), "\n");
  else if (path.endsWith("network.npz")) await networkFromNpz(bytes as Uint8Array<ArrayBuffer>);
  else assert(bytes.length > 0, path);
}

function filesBelow(folder: string): string[] {
  try {
    return Array.from(Deno.readDirSync(folder)).flatMap(({ name, isDirectory }) =>
      isDirectory ? filesBelow(`${folder}/${name}`) : [`${folder}/${name}`]
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

const isHidden = (path: string) => path.slice(path.lastIndexOf("/") + 1).startsWith(".");

for (const signal of ["SIGKILL", "SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.test(`a command that ${signal} ends leaves whole files only`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lines), fc.integer({ min: 20, max: LONGEST }), async (line, delay) => {
        await inFolder(async (folder) => {
          const process = command(folder, line).spawn();
          const output = process.output();
          const timer = setTimeout(() => {
            try {
              process.kill(signal);
            } catch {
              // it has ended already
            }
          }, delay);
          const { code, stderr } = await output;
          clearTimeout(timer);
          assert(!/\n\s+at /.test(new TextDecoder().decode(stderr)), new TextDecoder().decode(stderr));
          const files = filesBelow(`${folder}/out`);
          for (const file of files.filter((file) => !isHidden(file))) await assertWhole(file);
          // A signal that comes before the program has its handlers ends it as SIGKILL does; then nothing is written yet.
          if (signal !== "SIGKILL") {
            assertEquals(files.filter(isHidden), [], `${line.join(" ")} after ${delay} ms, ${code}`);
          }
        });
      }),
      { seed: SEED, numRuns: 16 },
    );
  });
}
