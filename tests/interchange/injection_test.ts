/** Text of a specification never becomes code, markup or an order to a terminal, whatever the target. */

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { contentBytes, EXPORT_TARGETS, exportNetwork, networkFromNpz, npzToBytes } from "../../interchange/mod.ts";
import { buildNetwork, cobaHh, type Network, type NetworkSpec, validateSpec } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { variantName } from "../model/specs.ts";

/** Texts that would run, break or order something where they were placed raw. */
const hostile: readonly string[] = [
  '"""\nimport os; os.system("touch owned")\n"""',
  "'''\nraise SystemExit\n'''",
  "\\",
  "\\N{BULLET}",
  'a"',
  "a\nb",
  "a\r",
  "\u2028import os",
  "${process.exit()}",
  "$(touch owned)",
  "`touch owned`",
  "</title><script>alert(1)</script>",
  "]]><x/>",
  "| a | b |",
  "=cmd|' /C calc'!A0",
  "a,b;c\td",
  "\u001b[2J\u001b]0;owned\u0007",
  "\u202Egnp.tset",
  "\u0000",
  "\ud800",
  "../../etc/passwd",
  "%s {0} #{x}",
  "VERBATIM system(0); ENDVERBATIM",
  " leading",
  "two  spaces",
  "a".repeat(100_000),
  "",
];

/** Every field of a specification, as a path, that holds a text. */
function textFields(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value === "string") return [[...path]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => textFields(entry, [...path, name]));
}

/** The value with another one at a path. */
function withText(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  const object = value as Record<string, unknown>;
  return { ...object, [name]: rest.length === 0 ? text : withText(object[name], rest, text) };
}

const small = buildNetwork(cobaHh({ variant: "nest", scale: 0.025 }));

Deno.test("hostile text is refused in every text of a specification, on one printable line", () => {
  const fields = textFields(small.spec);
  assert(fields.length >= 8, `${fields}`);
  for (const field of fields) {
    for (const text of hostile) {
      const error = assertThrows(() => validateSpec(withText(small.spec, field, text)), RangeError);
      assert(error.message.length < 600 && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(error.message), error.message);
    }
  }
});

Deno.test("a network that was put together by hand around hostile text is exported to no target", async () => {
  for (const text of hostile) {
    for (const field of textFields(small.spec)) {
      const network = { ...small, spec: withText(small.spec, field, text) as NetworkSpec };
      for (const target of EXPORT_TARGETS) {
        await assertRejects(() => exportNetwork(network, target), RangeError, "Cannot");
      }
    }
  }
  const dt = "0.1; import os" as unknown as number;
  await assertRejects(
    () => exportNetwork(small, "nest", { dt }),
    RangeError,
    'dt must be a positive number of ms, received "0',
  );
  for (const [name, value] of [["wE", "1)"], ["excitatory", "80; x"], ["wI", NaN]] as const) {
    const network = { ...small, [name]: value } as unknown as Network;
    for (const target of ["nest", "brian2", "brainpy", "neuron"] as const) {
      await assertRejects(() => exportNetwork(network, target), RangeError, "Cannot write script");
    }
  }
});

Deno.test("hostile text in the specification of a file is refused when it is read", () => {
  for (const text of hostile) {
    const json = new TextEncoder().encode(JSON.stringify({ ...small.spec, variant: text }));
    const bytes = npzToBytes({
      spec_json: { shape: [json.length], values: json },
      indices: { shape: [0], values: new Uint16Array(0) },
      indptr: { shape: [101], values: new Uint32Array(101) },
    });
    assertThrows(() => networkFromNpz(bytes), RangeError, "variant must be a name");
  }
});

/** Python, and what it says of the statements of modules: one text each, without the module's docstring. */
const STATEMENTS = `
import ast, json, sys
def statements(text):
    module = ast.parse(text)
    assert ast.get_docstring(module) is not None
    return ast.dump(ast.Module(module.body[1:], []))
json.dump([statements(text) for text in json.load(sys.stdin)], sys.stdout)
`;

async function pythonStatements(scripts: readonly string[]): Promise<string[]> {
  const python = new Deno.Command("python3", {
    args: ["-c", STATEMENTS],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = python.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(scripts)));
  await writer.close();
  const { code, stdout, stderr } = await python.output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

const hasPython = await new Deno.Command("python3", { args: ["--version"], stdout: "null", stderr: "null" }).output()
  .then(({ success }) => success, () => false);

Deno.test({
  name: `scripts have the same statements whatever the name of the variant${
    hasPython ? "" : " (skipped: there is no python3 here)"
  }`,
  ignore: !hasPython,
  fn: async () => {
    const names = ["nest", ...fc.sample(variantName(), { ...PROPERTY, numRuns: 20 }), "a".repeat(64)];
    for (const target of ["nest", "brian2", "brainpy", "neuron"] as const) {
      const scripts: string[] = [];
      for (const variant of names) {
        const files = await exportNetwork({ ...small, spec: { ...small.spec, variant } }, target);
        scripts.push(new TextDecoder().decode(contentBytes(files.find(({ name }) => name.endsWith(".py"))!.content)));
      }
      const [first, ...others] = await pythonStatements(scripts);
      assert(first.length > 5000);
      for (const [k, other] of others.entries()) assertEquals(other, first, `${target}: ${names[k + 1]}`);
    }
  },
});
