/**
 * The notebook runs in Deno's kernel, and its outputs are the ones that are stored. A minute; skipped by name where there is
 * no Python with nbclient: `notebook/bin/python` in the folder COBAHH_ENVIRONMENTS, or else python3.
 */

import { assert, assertEquals, assertGreater } from "@std/assert";
import { root } from "../repository/source_files.ts";
import { pythonOf } from "../simulators/environment.ts";

/** A cell, as far as it is looked at here. */
interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly { readonly output_type: string; readonly data?: Readonly<Record<string, unknown>> }[];
}

const NOTEBOOK = new URL("examples/Brette_2007_COBAHH.ipynb", root);
const python = pythonOf("notebook") ?? "python3";

async function hasClient(): Promise<boolean> {
  const command = new Deno.Command(python, { args: ["-c", "import nbclient"], stdout: "null", stderr: "null" });
  return await command.output().then(({ success }) => success, () => false);
}

function cellsOf(text: string): readonly Cell[] {
  return JSON.parse(text).cells;
}

/** Executes the notebook in a kernel of this Deno, which need not be installed. */
async function execute(folder: string): Promise<readonly Cell[]> {
  await Deno.mkdir(`${folder}/kernels/deno`, { recursive: true });
  const argv = [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"];
  const kernel = { argv, display_name: "Deno", language: "typescript" };
  await Deno.writeTextFile(`${folder}/kernels/deno/kernel.json`, JSON.stringify(kernel));
  const { code, stderr } = await new Deno.Command(python, {
    args: ["examples/execute_notebook.py", NOTEBOOK.pathname, `${folder}/executed.ipynb`],
    cwd: root,
    env: { JUPYTER_PATH: folder, JUPYTER_PREFER_ENV_PATH: "0", JUPYTER_DATA_DIR: folder },
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr).slice(-2000));
  return cellsOf(await Deno.readTextFile(`${folder}/executed.ipynb`));
}

const isThere = await hasClient();

Deno.test({
  name: "the notebook gives the outputs that are stored in it" + (isThere ? "" : " (no Python with nbclient)"),
  ignore: !isThere,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "cobahh-notebook-" });
    try {
      const stored = cellsOf(await Deno.readTextFile(NOTEBOOK)), executed = await execute(folder);
      assertEquals(executed.map(({ id }) => id), stored.map(({ id }) => id));
      for (const [k, { id, outputs }] of executed.entries()) {
        const same = JSON.stringify(outputs) === JSON.stringify(stored[k].outputs);
        assert(same, `cell ${id} has other outputs than stored: execute it again (examples/execute_notebook.py)`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("the stored notebook shows a raster of each implementation, without an error", async () => {
  const outputs = cellsOf(await Deno.readTextFile(NOTEBOOK)).flatMap(({ outputs = [] }) => outputs);
  assertEquals(outputs.filter(({ output_type }) => output_type === "error"), []);
  assertGreater(outputs.filter(({ data = {} }) => "image/svg+xml" in data).length, 2);
});
