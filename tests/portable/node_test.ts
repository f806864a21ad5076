import { assertEquals } from "@std/assert";
import allGolden from "../engine/golden.json" with { type: "json" };
import { bundle, expected, goldenOf, HASHES } from "./bundle.ts";

/** A runtime: how it is started, and the TypeScript or JavaScript that it runs. */
interface Runtime {
  readonly name: string;
  readonly command: readonly string[];
  /** Whether it takes mod.ts itself; otherwise it gets the bundle. */
  readonly takesTypeScript: boolean;
}

/** Those of npm are fetched by npx, once. */
const runtimes: readonly Runtime[] = [
  { name: "Node on the path", command: ["node"], takesTypeScript: false },
  { name: "Node 24", command: ["npx", "-y", "node@24.9.0"], takesTypeScript: true },
  { name: "Bun", command: ["npx", "-y", "bun@1.4.5"], takesTypeScript: true },
];

/** One variant with each rule of spikes and each kind of synaptic current; the other runtimes have the same engines, and all. */
const golden = goldenOf(allGolden, ["seed-1", "brian2"]);

/** Time for a runtime to be fetched and to say its version [ms]. */
const FETCHING = 120_000;

const root = new URL("../../", import.meta.url);

async function output([program, ...start]: readonly string[], args: readonly string[], signal?: AbortSignal) {
  const command = new Deno.Command(program, { args: [...start, ...args], ...(signal !== undefined && { signal }) });
  const { code, stdout, stderr } = await command.output();
  const text = new TextDecoder();
  return { code, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}

/** The runtime's version, or undefined where it cannot be started. */
async function versionOf({ command }: Runtime): Promise<string | undefined> {
  const timeout = new AbortController(), timer = setTimeout(() => timeout.abort(), FETCHING);
  try {
    const { code, stdout } = await output(command, ["--version"], timeout.signal);
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Before Node 22 a module of WebAssembly has one memory, and the engine uses one thread. */
function mostThreads({ command }: Runtime, version: string): number {
  return command[0] === "node" && Number(/\d+/.exec(version)![0]) < 22 ? 1 : 2;
}

for (const runtime of runtimes) {
  const { name, command, takesTypeScript } = runtime, version = await versionOf(runtime);
  const found = `${name} (${version ?? "not found"})`;
  if (version === undefined) console.log(`${name} cannot be started by ${command.join(" ")}: it is not checked`);

  Deno.test({
    name: `${found} gives the golden spike trains`,
    ignore: version === undefined,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        if (!takesTypeScript) await Deno.writeTextFile(`${folder}/cobahh.mjs`, await bundle());
        const library = takesTypeScript ? new URL("mod.ts", root).href : "./cobahh.mjs";
        await Deno.writeTextFile(
          `${folder}/main.mjs`,
          `import * as cobahh from "${library}";
          console.log(JSON.stringify(await (${HASHES})(cobahh, ${JSON.stringify(golden)})));`,
        );
        const { code, stdout, stderr } = await output(command, [`${folder}/main.mjs`]);
        assertEquals(code, 0, stderr);
        assertEquals(JSON.parse(stdout), expected(golden, mostThreads(runtime, version!)));
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });

  if (!takesTypeScript) continue;
  Deno.test({
    name: `${found} imports validation and process from a folder, and checks a law`,
    ignore: version === undefined,
    async fn() {
      const folder = await Deno.makeTempDir();
      try {
        await Deno.writeTextFile(
          `${folder}/main.mjs`,
          `import { referenceEngine } from "${root.href}mod.ts";
          import { PROTOCOL } from "${root.href}process/mod.ts";
          import { laws } from "${root.href}validation/mod.ts";
          const list = await laws(referenceEngine, { methods: ["exp_auto"] });
          await list.find(({ skipped, isSlow }) => skipped === undefined && !isSlow).check();
          console.log(list.length > 20, PROTOCOL > 0);`,
        );
        const { code, stdout, stderr } = await output(command, [`${folder}/main.mjs`]);
        assertEquals([code, stdout], [0, "true true\n"], stderr);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
