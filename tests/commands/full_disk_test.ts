/** Disks that are full, folders that have the names of files, and outputs that nobody reads. */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { OutputFolder } from "../../commands/output_folder.ts";
import { takeShortfalls } from "../../commands/failure.ts";
import { cobahh, inFolder, inShell, namesIn, outcomeOf } from "./command_line.ts";

const network = ["--variant", "seed-3", "--scale", "0.05", "--seed", "7"];

/** Commands that write, and what they write where a file may have 4 kB only: whatever is smaller. */
const writers: readonly (readonly [args: readonly string[], fits: readonly string[], lacks: readonly string[]])[] = [
  [["sim", ...network, "--duration", "18"], ["network.json", "spikes.csv"], ["raster.svg", "raster.png", "rate.png"]],
  [["export", ...network, "--to", "csv"], ["network.json", "synapses.csv.gz"], ["neurons.csv"]],
  [["export", ...network, "--to", "sonata"], ["circuit_config.json"], ["edges.h5"]],
  [["plot", "recording.json"], [], ["raster.svg", "raster.png", "rate.svg", "rate.png"]],
  [["import", "network.npz"], [], ["network.npz"]],
  [["import", "spikes.csv", ...network], [], ["recording.json"]],
  [
    [
      ...["convergence", ...network, "--seeds", "1", "--methods", "exp_auto@0.1", "--reference", "exp_auto@0.05"],
      ...["--duration", "5", "--transient", "5"],
    ],
    ["runs.jsonl", "convergence.md"],
    ["work-precision.png"],
  ],
];

Deno.test("where files cannot be written whole, smaller ones are; the rest is one line, exit status 1, and nothing is left", async (test) => {
  await inFolder(async (folder) => {
    const made = ["sim", ...network, "--duration", "18", "--format", "json", "--out", "."];
    assertEquals((await cobahh(folder, ...made)).status, 0);
    assertEquals((await cobahh(folder, "export", ...network, "--to", "npz", "--out", ".")).status, 0);
    const spikes = Array.from({ length: 500 }, (_, k) => `${(k / 10).toFixed(1)},${k % 200}\n`);
    await Deno.writeTextFile(`${folder}/spikes.csv`, `time_ms,neuron\n${spikes.join("")}`);
    for (const [k, [args, fits, lacks]] of writers.entries()) {
      await test.step(args.join(" ").slice(0, 60), async () => {
        const out = `out-${k}`;
        // Blocks of 1 kB; a process that ignores the signal of it is told that the file is too large.
        const limited = inShell(folder, 'trap "" XFSZ; ulimit -f 4; exec "$@"', [...args, "--out", out]);
        const { status, stderr } = await outcomeOf(limited);
        assertEquals([status, stderr.split("\n").length], [1, 2], stderr);
        assertMatch(stderr, /^Cannot write .*: file too large\n$/);
        const names = namesIn(`${folder}/${out}`);
        for (const name of fits) assertEquals(names.includes(name), true, `${name} is written: ${names}`);
        for (const name of lacks) {
          assertStringIncludes(stderr, `${out}/${name}`);
          assertEquals(names.includes(name), false, name);
        }
        assertEquals(names.filter((name) => name.startsWith(".")), []);
      });
    }
  });
});

/** A disk of 64 kB, where this user may have one. */
async function onSmallDisk(work: (folder: string) => Promise<void>): Promise<boolean> {
  let isThere = false;
  await inFolder(async (folder) => {
    const mount = new Deno.Command("mount", { args: ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder] });
    isThere = await mount.output().then(({ success }) => success, () => false);
    if (!isThere) return;
    try {
      await work(folder);
    } finally {
      await new Deno.Command("umount", { args: [folder] }).output();
    }
  });
  return isThere;
}

Deno.test("on a full disk what fits is written, the rest is one line, and nothing is left", async () => {
  const isThere = await onSmallDisk(async (folder) => {
    const { status, stdout, stderr } = await cobahh(folder, "export", "--scale", "0.2", "--to", "csv");
    assertEquals([status, namesIn(`${folder}/out`)], [1, ["network.json", "neurons.csv"]], stderr);
    assertEquals(stderr, "Cannot write out/synapses.csv.gz: no space left on device\n");
    assertStringIncludes(stdout, "wrote out/network.json (");
    const run = await cobahh(folder, "sim", ...network, "--duration", "18");
    assertEquals(run.status, 1);
    assertMatch(run.stderr, /^Cannot write out\/.*: no space left on device\n$/);
    assertMatch(run.stdout, /SHA-256 .*\n[^]*wrote +out\/network.json out\/spikes.csv/);
  });
  if (!isThere) console.log("not checked on a file system of 64 kB: this user may not mount one");
});

Deno.test("a file that has fewer bytes on the disk than were made keeps its temporary name, and is removed", () =>
  inFolder(async (folder) => {
    const opened = await OutputFolder.open(folder);
    await Deno.writeTextFile(`${folder}/a.txt`, "before");
    assertEquals(await opened.write("a.txt", () => cut(["0123456789", "01234"], folder)), false);
    assertEquals(takeShortfalls(), [`Cannot write ${folder}/a.txt: 10 of 15 bytes are on the disk`]);
    assertEquals([namesIn(folder), await Deno.readTextFile(`${folder}/a.txt`)], [["a.txt"], "before"]);
  }));

/** The pieces, the file being cut to ten bytes after the last of them. */
function* cut(pieces: Iterable<string>, folder: string): Generator<string> {
  yield* pieces;
  const temporary = namesIn(folder).find((name) => name.startsWith("."))!;
  Deno.truncateSync(`${folder}/${temporary}`, 10);
}

Deno.test("a folder with the name of a file is refused before anything is simulated", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/out/recording.json`, { recursive: true });
    const long = ["sim", ...network, "--duration", "1000000"];
    assertEquals(await cobahh(folder, ...long), {
      status: 2,
      stdout: "",
      stderr: "Cannot write out/recording.json: the name of a file is required, received a folder\n",
    });
    await Deno.symlink(`${folder}/nowhere`, `${folder}/link`);
    const dangling = await cobahh(folder, ...long, "--out", "link");
    assertEquals(dangling.status, 2);
    assertMatch(dangling.stderr, /^Cannot write to link: a folder that can be written to is required, [^\n]*\n$/);
  }));

Deno.test("a standard output that is full is one line and status 1, one that is closed is silent; the files are there", () =>
  inFolder(async (folder) => {
    const run = ["sim", ...network, "--duration", "5", "--format", "csv"];
    const full = await outcomeOf(inShell(folder, 'exec "$@" > /dev/full', run));
    assertEquals(full, { status: 1, stdout: "", stderr: "Cannot print: no space left on device\n" });
    assertEquals(namesIn(`${folder}/out`), ["spikes.csv"]);
    const first = await outcomeOf(inShell(folder, 'set -o pipefail; "$@" | head -c 1', run));
    assertEquals([first.status, first.stderr], [0, ""]);
    const closed = await outcomeOf(inShell(folder, 'exec "$@" >&- 2>&-', run));
    assertEquals(closed, { status: 0, stdout: "", stderr: "" });
  }));
