import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { cobahh, cobahhInTurn, command, inFolder, namesIn, until } from "./command_line.ts";

/** A study that takes two seconds: 2 networks of 200 neurons, 2 methods at 2 steps and a reference. */
const TINY = [
  ...["convergence", "--engine", "reference", "--scale", "0.05", "--scaling", "in-degree", "--seeds", "2"],
  ...["--methods", "exp_auto,staggered", "--dt", "0.1,0.05", "--reference", "rk4@0.05"],
  ...["--duration", "30", "--transient", "10", "--format", "md,json,svg"],
];

/** Runs of that study. */
const RUNS = 10;

interface Report {
  readonly rows: readonly { readonly method: string; readonly dt: number; readonly price: number }[];
}

async function reportIn(folder: string): Promise<Report> {
  return JSON.parse(await Deno.readTextFile(`${folder}/out/convergence/convergence.json`));
}

/** The rows without their prices, which are the machine's at that moment. */
async function resultsIn(folder: string): Promise<unknown[]> {
  return (await reportIn(folder)).rows.map(({ price: _, ...row }) => row);
}

async function runsIn(folder: string): Promise<string[]> {
  const text = await Deno.readTextFile(`${folder}/out/convergence/runs.jsonl`).catch(() => "");
  return text.split("\n").slice(1, -1);
}

Deno.test("a study writes its table, its figures and its picture, each method at each step a row with a price", () =>
  inFolder(async (folder) => {
    const { status, stdout, stderr } = await cobahh(folder, ...TINY);
    assertEquals([status, stderr], [0, ""]);
    assertEquals(namesIn(`${folder}/out/convergence`), [
      "convergence.json",
      "convergence.md",
      "runs.jsonl",
      "work-precision.svg",
    ]);
    const { rows } = await reportIn(folder);
    assertEquals(rows.map(({ method, dt }) => `${method} ${dt}`), [
      "exp_auto 0.1",
      "exp_auto 0.05",
      "staggered 0.1",
      "staggered 0.05",
      "rk4 0.05",
    ]);
    assert(rows.every(({ price }) => price > 0));
    const table = await Deno.readTextFile(`${folder}/out/convergence/convergence.md`);
    assertStringIncludes(stdout, table);
    assertMatch(table, /^\| exp_auto +\| 0\.1 +\| reference, float64 +\| 2 +\| \d+\.\d\d ± \d+\.\d\d/m);
    assertMatch(table, /^\| rk4 +\| 0\.05 .*converged/m);
    assertEquals((await runsIn(folder)).length, RUNS);
  }));

Deno.test("an interrupted study goes on where it was, and comes to the same figures", () =>
  inFolder(async (whole) => {
    await cobahh(whole, ...TINY);
    await inFolder(async (folder) => {
      const child = command(folder, TINY).spawn();
      await until(child, async () => (await runsIn(folder)).length >= 2);
      child.kill("SIGINT");
      const { code, stderr } = await child.output();
      const kept = await runsIn(folder);
      assertEquals(code, 130);
      const words = `Interrupted: ${kept.length} of ${RUNS} runs are kept in out/convergence/runs.jsonl`;
      assertStringIncludes(new TextDecoder().decode(stderr), words);
      assertEquals(namesIn(`${folder}/out/convergence`), ["runs.jsonl"]);

      // Two runs are kept, whenever the interruption came; and the machine may stop in the middle of a line.
      const store = `${folder}/out/convergence/runs.jsonl`, lines = (await Deno.readTextFile(store)).split("\n");
      await Deno.writeTextFile(store, [...lines.slice(0, 3), kept[0].slice(0, 40)].join("\n"));
      assertEquals((await cobahh(folder, ...TINY)).status, 0);
      const runs = await runsIn(folder);
      assertEquals(runs.slice(0, 2), kept.slice(0, 2));
      assertEquals(new Set(runs), new Set(await runsIn(whole)));
      assertEquals(await resultsIn(folder), await resultsIn(whole));
    });
  }));

Deno.test("runs of another network are not gone on with", () =>
  inFolder(async (folder) => {
    const flags = ["convergence", "--scale", "0.05", "--seeds", "1", "--methods", "exp_auto@0.1", "--format", "md"];
    const times = ["--reference", "exp_auto@0.05", "--duration", "5", "--transient", "5"];
    assertEquals((await cobahh(folder, ...flags, ...times)).status, 0);
    const runs = await runsIn(folder);
    const { status, stdout, stderr } = await cobahh(folder, ...flags, ...times, "--variant", "seed-3");
    assertEquals([status, stdout], [2, ""]);
    assertMatch(stderr, /^Cannot go on in out\/convergence: runs\.jsonl must be of this network, duration and version/);
    assertEquals(await runsIn(folder), runs);
    // More networks, or other methods, are the same study.
    assertEquals((await cobahh(folder, ...flags, ...times, "--seeds", "1")).status, 2); // given twice
    const more = flags.with(flags.indexOf("1"), "2");
    assertEquals((await cobahh(folder, ...more, ...times)).status, 0);
    assertEquals((await runsIn(folder)).slice(0, runs.length), runs);
    const store = `${folder}/out/convergence/runs.jsonl`, kept = await Deno.readTextFile(store);
    const run = JSON.parse(kept.split("\n")[1]);
    const damages = [
      ...["no run", "5", "null", "{}", "[]", '"run"'],
      ...[{ rate: "3" }, { seed: null }, { dt: 0 }, { nonFinite: -1 }, { method: 3 }, { precision: "float16" }]
        .map((change) => JSON.stringify({ ...run, ...change })),
    ];
    const lines = [...more, ...times];
    for (const line of damages) {
      await Deno.writeTextFile(store, `${kept}${line}\n`);
      const [{ status, stderr }] = await cobahhInTurn(folder, [lines]);
      const complaint = 'Cannot go on with out/convergence/runs.jsonl: a run is required in line 6, received "';
      assertEquals([status, stderr.slice(0, complaint.length)], [2, complaint], line);
      assert(stderr.length < 200, stderr);
    }
  }));

Deno.test("an explicit method is not run where it is unstable, and the table says so", () =>
  inFolder(async (folder) => {
    const { status, stdout } = await cobahh(
      folder,
      ...["convergence", "--scale", "0.05", "--seeds", "1", "--methods", "rk4", "--dt", "0.1,0.05"],
      ...["--reference", "exp_auto@0.1", "--duration", "5", "--transient", "5", "--format", "md"],
    );
    assertEquals(status, 0);
    assertStringIncludes(stdout, "rk4 is unstable at 0.1 ms (it needs 0.062 ms or less), and not run there");
    assertEquals((await runsIn(folder)).length, 2);
  }));
