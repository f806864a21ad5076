import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { licencesOf } from "../../web/licences.ts";

const root = new URL("../../", import.meta.url);

async function graphOf(program: string): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json", program], cwd: root }).output();
  return new TextDecoder().decode(stdout);
}

Deno.test("licences of this library and of every package that the page's programs import are in one text", async () => {
  const graphs = await Promise.all(["web/main.ts", "web/worker.ts"].map(graphOf));
  const text = await licencesOf(graphs);
  assertStringIncludes(text, (await Deno.readTextFile(new URL("LICENSE", root))).trim());
  const specifiers = graphs.flatMap((graph) =>
    (JSON.parse(graph).modules as { specifier: string }[]).map(({ specifier }) => specifier)
  );
  // Nothing comes from elsewhere than this repository and npm.
  const others = specifiers.filter((specifier) => !specifier.startsWith(root.href));
  assertEquals(others.filter((specifier) => !specifier.startsWith("npm:")), []);
  assertEquals(others.length > 0, true);
  for (const specifier of others) {
    const [, name, version] = specifier.match(/^npm:\/?(@?[^@]+)@([^/]+)/)!;
    assertStringIncludes(text, `\n${name} ${version}\n===`);
  }
});

Deno.test("a package without a licence keeps the page from being built", async () => {
  const folder = await Deno.makeTempDir({ prefix: "cobahh-licences-" });
  try {
    const graph = (localPath: string) =>
      JSON.stringify({
        modules: [{ specifier: "npm:/bare@1.0.0" }],
        npmPackages: { "bare@1.0.0": { name: "bare", version: "1.0.0", dependencies: [], localPath } },
      });
    await assertRejects(() => licencesOf([graph(folder)]), Error, "a file with its licence is required in bare");
    await Deno.writeTextFile(`${folder}/COPYING`, "as you like");
    assertStringIncludes(await licencesOf([graph(folder)]), "bare 1.0.0\n==========\n\nas you like\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
