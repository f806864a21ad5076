import { assert, assertEquals, assertGreaterOrEqual, assertMatch } from "@std/assert";
import { filesBelow, root } from "./source_files.ts";

/**
 * Fewest and most spikes of 100 ms at scale 1 in 40 seeds of an independent float64 transcription of the notebook's three
 * implementations (NumPy; its rasters equal those of BrainPy 2.4.4 spike for spike).
 */
const ranges: Readonly<Record<string, { readonly E: [number, number]; readonly I: [number, number] }>> = {
  "examples/implementation_1.ts": { E: [9628, 14420], I: [2706, 3253] },
  "examples/implementation_2.ts": { E: [7313, 12142], I: [2190, 2775] },
  "examples/implementation_3.ts": { E: [6977, 11933], I: [2092, 2674] },
};

const examples = filesBelow("examples/");

Deno.test("there is an example for each of the notebook's implementations", () => {
  assertGreaterOrEqual(examples.length, 3);
  for (const file of Object.keys(ranges)) assert(examples.includes(file), `${file} is missing`);
});

for (const example of examples) {
  Deno.test(`${example} draws its raster, and its spike counts are those of the notebook`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "cobahh-example-" });
    try {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--quiet", "--no-prompt", "--allow-read", "--allow-write", example, `${folder}/raster.svg`],
        cwd: root,
      }).output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      assertMatch(await Deno.readTextFile(`${folder}/raster.svg`), /^<svg/);
      const text = new TextDecoder().decode(stdout);
      for (const population of ["E", "I"] as const) {
        const count = spikesIn(text, population);
        const [least, most] = ranges[example]?.[population] ?? [1, Infinity];
        assert(count >= least && count <= most, `${count} ${population} spikes, not in [${least}, ${most}]`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** The count on the line that names the spikes of a population, before or after the name. */
function spikesIn(text: string, population: "E" | "I"): number {
  const line = text.split("\n").find((line) => line.includes(`${population} spikes`));
  assert(line !== undefined, `no line of ${population} spikes in: ${text}`);
  const count = line.match(/[\d,]+/);
  assert(count !== null, `no count in: ${line}`);
  return Number(count[0].replaceAll(",", ""));
}
