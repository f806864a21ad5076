import { assertEquals, assertMatch } from "@std/assert";
import { buildNetwork, cobaHh, referenceEngine, spikeHash } from "../../mod.ts";
import { inFolder, type Outcome } from "./command_line.ts";

const root = new URL("../../", import.meta.url).pathname;

/** The command line with the permission to run programs, or without. */
async function cobahh(folder: string, permissions: string[], ...args: string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-read", "--allow-write", ...permissions, `${root}cli.ts`, ...args],
    cwd: folder,
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  return { status: code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

/** The value of --engine for the fake engine. */
function fake(...args: string[]): string {
  return `exec:"${Deno.execPath()}" run --quiet --allow-run ${root}tests/process/fake_engine.ts ${args.join(" ")}`;
}

Deno.test("sim runs an engine in another process, by --engine exec:COMMAND", async () => {
  await using simulation = await referenceEngine.create(buildNetwork(cobaHh({ scale: 0.1 })), { dt: 0.1 });
  const hash = await spikeHash(await simulation.advance(100));
  await inFolder(async (folder) => {
    const args = ["--engine", fake(), "--scale", "0.1", "--duration", "10", "--format", "csv"];
    const { status, stdout, stderr } = await cobahh(folder, ["--allow-run"], "sim", ...args);
    assertEquals([status, stderr], [0, ""]);
    assertMatch(stdout, /engine fake \(float64, 1 thread\)/);
    assertMatch(stdout, new RegExp(hash));
  });
});

Deno.test("validate holds an engine in another process to the laws", async () => {
  await inFolder(async (folder) => {
    const args = ["--engine", fake("crash", "advance"), "--method", "exp_auto"];
    const { status, stdout } = await cobahh(folder, ["--allow-run", "--allow-sys=cpus"], "validate", ...args);
    assertEquals(status, 1);
    assertMatch(stdout, /broken: .*it ended with exit status 3 instead of answering/);
  });
});

Deno.test("an engine that cannot be used is one line and exit status 2: no permission, no program, no engine", async () => {
  const cases: readonly [permissions: string[], engine: string, line: RegExp][] = [
    [[], fake(), /^Cannot start program ".*": the permission to run it is required, .*--allow-run=.* cli\.ts …\n$/],
    [["--allow-run"], "exec:/no/such/program", /^Cannot start program "\/no\/such\/program": .*\n$/],
    [["--allow-run"], "exec:", /^--engine exec: requires a command, received none\n$/],
    [["--allow-run"], fake("crash", "hello"), /^Cannot greet engine: .* ended with exit status 3 .*last words.*\n$/],
    [
      ["--allow-run"],
      "nonsense",
      /^--engine requires one of wasm, reference, native, brainpy-2.4.4, .*nest, or exec:COMMAND, received "nonsense"\n$/,
    ],
  ];
  for (const [permissions, engine, line] of cases) {
    await inFolder(async (folder) => {
      const { status, stderr } = await cobahh(folder, permissions, "sim", "--engine", engine, "--duration", "1");
      assertEquals(status, 2, stderr);
      assertMatch(stderr, line);
    });
  }
});

Deno.test("an engine that crashes in the middle of a run ends the command with a sentence and exit status 1", async () => {
  await inFolder(async (folder) => {
    const engine = fake("crash", "advance");
    const { status, stderr } = await cobahh(folder, ["--allow-run"], "sim", "--engine", engine, "--duration", "1");
    assertEquals(status, 1, stderr);
    assertMatch(stderr, /^[^\n]*ended with exit status 3 instead of answering; its last words: [^\n]*\n$/);
  });
});
