/** `export` and `import`, as their users run them. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { cobaHh, recordingFromJson, specToJson, spikesOf } from "../../mod.ts";
import { cobahh, cobahhInTurn, inFolder, namesIn } from "./command_line.ts";

const network = ["--variant", "nest", "--scale", "0.05", "--seed", "3"];

Deno.test("a network goes through every format and is simulated to the same spikes", () =>
  inFolder(async (folder) => {
    const hashOf = (stdout: string) => stdout.match(/SHA-256 +(\w+)/)?.[1];
    const expected = hashOf((await cobahh(folder, "sim", ...network, "--duration", "30", "--format", "json")).stdout);
    assertMatch(expected ?? "", /^\w{64}$/);
    for (const target of ["npz", "csv", "sonata"]) {
      const written = await cobahh(folder, "export", "--to", target, ...network, "--out", target);
      assertEquals([written.status, written.stderr], [0, ""]);
      for (const name of namesIn(`${folder}/${target}`)) assertStringIncludes(written.stdout, `${target}/${name} (`);
      const run = await cobahh(
        folder,
        "sim",
        "--network",
        target,
        "--duration",
        "30",
        "--format",
        "json",
        "--out",
        "run",
      );
      assertEquals([run.status, hashOf(run.stdout)], [0, expected]);
    }
    const read = await cobahh(folder, "import", "sonata", "--out", "back");
    assertEquals([read.status, read.stderr], [0, ""]);
    assertEquals(namesIn(`${folder}/back`), ["network.npz"]);
    // The run keeps its synapses, which its specification does not have.
    assertEquals(namesIn(`${folder}/run`), ["network.json", "network.npz", "recording.json"]);
  }));

Deno.test("a script and its data are written for each simulator", () =>
  inFolder(async (folder) => {
    for (const target of ["nest", "neuron", "brian2", "brainpy"]) {
      const { status } = await cobahh(folder, "export", "--to", target, ...network, "--out", target);
      const files = ["network.npz", `${target}_cobahh.py`, ...(target === "neuron" ? ["traub.mod"] : [])].sort();
      assertEquals([status, namesIn(`${folder}/${target}`)], [0, files]);
    }
  }));

Deno.test("files of spikes that ranks of a cluster have written become one recording", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/spikes-0.csv`, "time_ms,neuron\n0.3,10\n7,2\n");
    await Deno.writeTextFile(`${folder}/spikes-1.csv`, "time_ms,neuron\n0.3,7\n");
    const flags = [...network, "--duration", "20", "--simulator", "nest", "--method", "rkf45"];
    const { status, stdout } = await cobahh(folder, "import", "spikes-0.csv", "spikes-1.csv", ...flags);
    assertEquals(status, 0);
    assertStringIncludes(stdout, "3 spikes in 20 ms in steps of 0.1 ms");
    const { observed, provenance, start, stop } = recordingFromJson(
      await Deno.readTextFile(`${folder}/out/recording.json`),
    );
    assertEquals(observed.spikes, { kind: "spikes", step: Uint32Array.of(3, 3, 70), neuron: Uint32Array.of(7, 10, 2) });
    assertEquals([start, stop, provenance.engine, provenance.method], [0, 200, "nest", "rkf45"]);
    assertEquals([provenance.spec.variant, provenance.excitatory, provenance.synapses], ["nest", 160, 16_000]);
    // What the files have beyond the duration that is asked for is no part of the run.
    const cut = await cobahh(folder, "import", "spikes-0.csv", "spikes-1.csv", ...network, "--duration", "5");
    assertStringIncludes(cut.stdout, "2 spikes in 5 ms in steps of 0.1 ms");
    const kept = recordingFromJson(await Deno.readTextFile(`${folder}/out/recording.json`));
    assertEquals([spikesOf(kept)?.step, kept.stop], [Uint32Array.of(3, 3), 50]);
    const twice = await cobahh(folder, "import", "spikes-0.csv", "spikes-0.csv", ...network);
    assertEquals(twice.status, 2);
    assertMatch(twice.stderr, /^Cannot convert spikes: .*received two spikes of neuron 10 .*\n$/);
  }));

const bad: readonly (readonly [args: string[], complaint: string])[] = [
  [["export"], "--to requires one of npz, csv, sonata, nest, neuron, brian2, brainpy, received none"],
  [["export", "--to", "matlab"], 'brainpy, received "matlab"'],
  [["export", "--to", "npz", "--dt", "0"], "--dt requires a positive number of ms, received 0"],
  [["export", "file"], 'export takes flags only, received "file"'],
  [["export", "--to", "csv", "--spec", "long.json"], "Cannot list stimulus: at most 16777216 events are possible, re"],
  [["export", "--to", "nest", "--spec", "long.json"], "set stimulus.stop (1000000000 ms) to the end of the run"],
  [["import"], "import requires a network or files of spikes, received none"],
  [["import", "a.csv", "--sizes", "3200,800"], "Unknown flag --sizes, the flags are --variant"],
  [
    ["import", "a.csv", "--unit", "ms", "--unit", "s"],
    "--unit must be given at most once for each of 1 files, received ms, s",
  ],
  [["import", "missing"], "Cannot read missing: no such file or directory"],
  [["import", "."], ".: a folder with network.npz, synapses.csv or edges.h5 is required, received cut.npz"],
  [["sim", "--network", "a.npz", "--edges", "b.csv"], "--edges cannot be given beside --network, which has them"],
  [["sim", "--network", "cut.npz"], "cut.npz: Cannot read npz: a whole zip file is required"],
];

Deno.test("bad use of export and import is one line on stderr, and nothing is written", () =>
  inFolder(async (folder) => {
    await Deno.writeFile(`${folder}/cut.npz`, Uint8Array.of(0x50, 0x4b, 3, 4));
    const endless = { kind: "poisson", rate: 100, cells: 100, start: 0, stop: 1e9 } as const;
    await Deno.writeTextFile(`${folder}/long.json`, specToJson(cobaHh({ scale: 0.1, stimulus: endless })));
    const outcomes = await cobahhInTurn(folder, bad.map(([args]) => args));
    for (const [k, [args, complaint]] of bad.entries()) {
      const { status, stdout, stderr } = outcomes[k];
      assertEquals([status, stdout], [2, ""], args.join(" "));
      assertStringIncludes(stderr, complaint);
      assertEquals(stderr.split("\n").length, 2, stderr);
    }
    assertEquals(namesIn(folder), ["cut.npz", "long.json"]);
  }));

Deno.test("export and import explain themselves", () =>
  inFolder(async (folder) => {
    for (const name of ["export", "import"]) {
      const { status, stdout } = await cobahh(folder, name, "--help");
      assertEquals(status, 0);
      assertStringIncludes(stdout, `Usage: deno task ${name} `);
      assert(stdout.split("\n").every((line) => line.length <= 120));
    }
  }));
