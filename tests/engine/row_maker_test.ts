import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { rangesOf } from "../../engine/ranges.ts";
import type { WrittenFormat } from "../../engine/row_format.ts";
import { encodeRows } from "../../engine/stored_rows.ts";
import { buildNetwork, cobaHh, type Connectivity } from "../../mod.ts";
import { PROPERTY } from "../laws/arbitraries.ts";

/** The same rows without their procedure, so that no kernel makes them. */
function withoutKernel({ neurons, synapses, targets }: Connectivity): Connectivity {
  return { neurons, synapses, targets };
}

Deno.test("a kernel makes the rows of every rule, sparse or dense, in every format and range, byte for byte", () => {
  const sample = fc.record({
    variant: fc.constantFrom("seed-1", "seed-2", "seed-3", "brian2"),
    seed: fc.nat(),
    autapses: fc.boolean(),
    threads: fc.integer({ min: 1, max: 7 }),
    // Mean distances of targets from 1.1 to 400, below and above that from which on the bitmap has an index.
    network: fc.constantFrom([0.04, 0.9], [0.15, 0.2], [0.25, 0.02], [1, 0.0025]),
    format: fc.constantFrom<WrittenFormat>("u16", "gaps8", "gaps16"),
  });
  let kernels = 0;
  fc.assert(
    fc.property(sample, ({ variant, seed, autapses, threads, network: [scale, probability], format }) => {
      const spec = cobaHh({ variant, seed, scale, scaling: "weights", connectivity: { probability, autapses } });
      const { connectivity } = buildNetwork(spec), ranges = rangesOf(connectivity.neurons, threads);
      if (connectivity.synapses >= 20_000) kernels++;
      const made = encodeRows(connectivity, ranges, format);
      assertEquals(made, encodeRows(withoutKernel(connectivity), ranges, format));
    }),
    { ...PROPERTY, numRuns: 25 },
  );
  assertEquals(kernels > 15, true, `${kernels} networks are large enough for the kernel`);
});
