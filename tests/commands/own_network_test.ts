/** A network of one's own and files of other programs on the command line; docs/own-network.md. */

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { cobahh, cobahhInTurn, inFolder } from "./command_line.ts";

const SMALL = ["--variant", "seed-1", "--scale", "0.0025"]; // 8 E, 2 I

Deno.test("a list of pairs is a network with --edges, and a folder without network.json with --scale", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(`${folder}/own`);
    await Deno.writeTextFile(`${folder}/pairs.txt`, "0 1\n1 9\n9 0\n");
    await Deno.writeTextFile(`${folder}/own/synapses.csv`, "pre,post\n0,1\n1,9\n9,0\n");
    await Deno.writeTextFile(`${folder}/own/neurons.csv`, "V0\n" + "-60\n".repeat(10));
    const [edges, own, beside, flags] = await cobahhInTurn(folder, [
      ["import", "--edges", "pairs.txt", ...SMALL, "--out", "a"],
      ["import", "own", ...SMALL, "--out", "b"],
      ["sim", "--edges", "pairs.txt", ...SMALL, "--network", "own"],
      ["sim", "--network", "b/network.npz", "--scale", "2"],
    ]);
    for (const { status, stdout } of [edges, own]) {
      assertEquals(status, 0);
      assertStringIncludes(stdout, "10 neurons (8 E, 2 I), 3 synapses");
    }
    assertEquals([beside.status, beside.stderr], [2, "--edges cannot be given beside --network, which has them\n"]);
    assertEquals([flags.status, flags.stderr], [
      2,
      "--scale cannot be given beside b/network.npz, which says it already\n",
    ]);
    const run = await cobahh(folder, "sim", "--network", "own", ...SMALL, "--duration", "5", "--format", "csv");
    assertEquals([run.status, run.stderr], [0, ""]);
  }));

Deno.test("a circuit_config.json and nodes and edges of any prefix are a network", () =>
  inFolder(async (folder) => {
    const [written] = await cobahhInTurn(folder, [["export", "--to", "sonata", ...SMALL, "--out", "v1"]]);
    assertEquals(written.status, 0);
    await Deno.rename(`${folder}/v1/nodes.h5`, `${folder}/v1/v1_nodes.h5`);
    await Deno.rename(`${folder}/v1/edges.h5`, `${folder}/v1/v1_v1_edges.h5`);
    const config = await Deno.readTextFile(`${folder}/v1/circuit_config.json`);
    const named = config.replaceAll("/nodes.h5", "/v1_nodes.h5").replaceAll("/edges.h5", "/v1_v1_edges.h5");
    await Deno.writeTextFile(`${folder}/v1/circuit_config.json`, named);
    const byConfig = await cobahh(folder, "import", "v1/circuit_config.json", "--out", "a");
    assertEquals([byConfig.status, byConfig.stderr], [0, ""]);
    await Deno.remove(`${folder}/v1/circuit_config.json`);
    const byNames = await cobahh(folder, "import", "v1", "--out", "b");
    assertEquals(byNames.stdout.split("\n")[0], byConfig.stdout.split("\n")[0]);
    assertEquals(await Deno.readFile(`${folder}/b/network.npz`), await Deno.readFile(`${folder}/a/network.npz`));
  }));

Deno.test("any file of spikes is drawn, what was found out about it is said, and flags without effect are refused", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/spikes.dat`, "# NEST version: 3.10\nsender\ttime_ms\n1\t0.4\n7\t0.8\n");
    await Deno.writeTextFile(`${folder}/seconds.csv`, "neuron,t\n0,0.01234\n1,0.01236\n");
    const drawn = await cobahh(folder, "plot", "spikes.dat", "--format", "svg");
    assertEquals([drawn.status, drawn.stdout], [0, "wrote out/raster.svg out/rate.svg\n"]);
    assertMatch(drawn.stderr, /^note: spikes\.dat: read as NEST 3 writes it \(--from nest3\): ids from 1 on, .*\n$/);
    const complaints: [string[], string][] = [
      [["plot", "seconds.csv"], "seconds.csv: Cannot convert spikes: times must be multiples of 0.1 ms"],
      [
        ["plot", "spikes.dat", "--raster", "x"],
        "--raster requires a file that it has an effect on, received csv in spikes.dat",
      ],
      [
        ["plot", "spikes.dat", "--from", "nest4"],
        '--from requires one of nest3, nest2, genn, arbor, bmtk, brian2, neuron, pynn, lems, hnn, received "nest4"',
      ],
      [["judge", "/dev/zero"], "Cannot read /dev/zero: a regular file is required, received a device"],
      [["judge", "."], "Cannot read .: a file is required, received a folder"],
      [["plot", "seconds.csv", "--unit", "s", "--population", "a=0"], "(--population has no effect)"],
    ];
    const outcomes = await cobahhInTurn(folder, complaints.map(([line]) => line));
    for (const [k, [line, complaint]] of complaints.entries()) {
      assertEquals(outcomes[k].status, 2, line.join(" "));
      assertStringIncludes(outcomes[k].stderr, complaint);
    }
  }));

Deno.test({
  name: "a pipe without a writer is refused, not waited for",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder(async (folder) => {
      const { success } = await new Deno.Command("mkfifo", { args: [`${folder}/pipe`] }).output();
      assertEquals(success, true);
      const { status, stderr } = await cobahh(folder, "plot", "pipe");
      assertEquals([status, stderr.split("\n").length], [2, 2]);
      assertStringIncludes(stderr, "Cannot read pipe: a regular file is required, received a pipe");
    }),
});
