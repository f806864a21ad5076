import { assertEquals, assertStringIncludes } from "@std/assert";
import { buildNetwork, cobaHh, engines, spikeHash, VERSION } from "../../mod.ts";
import { PROTOCOL } from "../../process/mod.ts";
import { PLAIN, serveRepository, TYPED } from "./repository_server.ts";
import { textOf } from "./source_files.ts";

/** Output of the client of mod.ts; the same statements run here. */
async function hashesHere(): Promise<string> {
  const network = buildNetwork(cobaHh({ variant: "seed-3", scale: 0.1, seed: 5 }));
  const lines: string[] = [];
  for (const engine of engines) {
    if (await engine.unavailable() !== undefined) continue;
    await using simulation = await engine.create(network, { dt: 0.1, threads: 2 });
    lines.push(`${engine.name} ${await spikeHash(await simulation.advance(250))}`);
  }
  return lines.join("\n") + "\n";
}

function clientOfLibrary(origin: string): string {
  return `import { buildNetwork, cobaHh, engines, run, spikeHash, spikes } from "${origin}/mod.ts";
const network = buildNetwork(cobaHh({ variant: "seed-3", scale: 0.1, seed: 5 }));
for (const engine of engines) {
  if (await engine.unavailable() !== undefined) continue;
  await using simulation = await engine.create(network, { dt: 0.1, threads: 2 });
  const { observed } = await run(simulation, 25, { all: spikes() });
  console.log(engine.name, await spikeHash(observed.all));
}
`;
}

Deno.test("mod.ts works by URL with no permission but the import, and takes nothing but TypeScript", async () => {
  await using repository = await serveRepository(PLAIN);
  const { origin, folder, served } = repository;
  await Deno.writeTextFile(`${folder}/client.ts`, clientOfLibrary(origin));
  const allowed = ["--no-prompt", `--allow-import=${new URL(origin).host}`];
  const { code, stdout, stderr } = await repository.deno("run", ...allowed, "client.ts");
  assertEquals(code, 0, stderr);
  assertEquals(stdout, await hashesHere());
  // Every file lies beside mod.ts: no configuration, no wasm, no worker file.
  assertEquals(
    [...served].filter((path) =>
      !/^(?:mod|engines|(?:model|reference|engine|record|analysis)\/\w+(?:\.gen)?)\.ts$/.test(path)
    ),
    [],
  );
});

/** A program that uses each entry point; a name without its type would be `any`, and then nothing expected is an error. */
function clientOfAll(origin: string): string {
  return `import { buildNetwork, cobaHh, referenceEngine, run, spikes } from "${origin}/mod.ts";
import { rasterPlot, svgToPng } from "${origin}/plot/mod.ts";
import { networkToSonata, npzFromBytes, npzToBytes } from "${origin}/interchange/mod.ts";
import { PROTOCOL } from "${origin}/process/mod.ts";
import { laws } from "${origin}/validation/mod.ts";
import { nativeEngine } from "${origin}/native/mod.ts";
import { main } from "${origin}/cli.ts";

const network = buildNetwork(cobaHh({ scale: 0.05 }));
await using simulation = await referenceEngine.create(network, { dt: 0.1 });
const svg: string = rasterPlot(await run(simulation, 1, { all: spikes() }));
const png: Uint8Array = await svgToPng(svg);
const npz: Uint8Array = npzToBytes({ v: { shape: [2], values: new Float64Array([1, 2]) } });
console.log(new TextDecoder().decode(png.subarray(1, 4)), ...npzFromBytes(npz).get("v")!.values);
console.log((await networkToSonata(network)).length);
console.log((await laws(referenceEngine, { methods: ["exp_auto"] })).length > 20, PROTOCOL, nativeEngine.name, await main(["--version"]));

export function wrong() {
  // @ts-expect-error
  cobaHh({ scale: "half" });
  // @ts-expect-error
  rasterPlot(1);
  // @ts-expect-error
  npzToBytes(1);
  // @ts-expect-error
  PROTOCOL.x;
  // @ts-expect-error
  laws.x;
  // @ts-expect-error
  nativeEngine.name = 1;
  // @ts-expect-error
  main(1);
}
`;
}

Deno.test("every entry point works by URL from an empty folder, with its types", async () => {
  await using repository = await serveRepository(TYPED);
  const { origin, folder, served } = repository;
  await Deno.writeTextFile(`${folder}/client.ts`, clientOfAll(origin));
  const { code, stdout, stderr } = await repository.deno("run", "--check", "--allow-all", "client.ts");
  assertEquals(code, 0, stderr);
  assertEquals(stdout, `PNG 1 2\n7\n${VERSION}\ntrue ${PROTOCOL} native 0\n`);
  const entries = Object.values<string>(JSON.parse(textOf("deno.json")).exports).map((path) => path.slice(2));
  assertEquals(entries.filter((path) => !served.has(path)), []);
});

Deno.test("the command line runs by URL, and installed, and draws pictures", async () => {
  await using repository = await serveRepository(PLAIN);
  const { origin, folder } = repository;
  const run = ["--scale", "0.1", "--scaling", "in-degree"];
  const sim = await repository.deno("run", "--allow-all", `${origin}/cli.ts`, "sim", ...run, "--duration", "20");
  assertEquals(sim.code, 0, sim.stderr);
  for (const picture of ["raster.svg", "raster.png"]) await Deno.stat(`${folder}/out/${picture}`);

  const installed = await repository.deno(
    "install",
    "--global",
    "-A",
    "--root",
    folder,
    "-n",
    "cobahh",
    `${origin}/cli.ts`,
  );
  assertEquals(installed.code, 0, installed.stderr);
  const judged = await repository.program(`${folder}/bin/cobahh`, "judge", "out/spikes.csv", ...run);
  assertStringIncludes(judged.stdout, "Right: all ");
  assertEquals([judged.code, judged.stderr], [0, ""]);
});
