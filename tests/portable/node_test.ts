import { assertEquals } from "@std/assert";
import golden from "../engine/golden.json" with { type: "json" };
import { bundle, expected, HASHES } from "./bundle.ts";

async function nodeVersion(): Promise<string | undefined> {
  try {
    const { stdout } = await new Deno.Command("node", { args: ["--version"] }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch {
    return undefined;
  }
}

const version = await nodeVersion();
if (version === undefined) console.log("no node on the PATH: its golden spike trains are not checked");

Deno.test({
  name: `Node gives the golden spike trains (${version ?? "not found"})`,
  ignore: version === undefined,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeTextFile(`${folder}/cobahh.mjs`, await bundle());
      await Deno.writeTextFile(
        `${folder}/main.mjs`,
        `import * as cobahh from "./cobahh.mjs";
        console.log(JSON.stringify(await (${HASHES})(cobahh, ${JSON.stringify(golden)})));`,
      );
      const { code, stdout, stderr } = await new Deno.Command("node", { args: [`${folder}/main.mjs`] }).output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      const hashes = JSON.parse(new TextDecoder().decode(stdout));
      // Before version 22 a module of WebAssembly has one memory, and the engine uses one thread.
      assertEquals(hashes, expected(golden, Number(/\d+/.exec(version!)![0]) < 22 ? 1 : 2));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
