/**
 * Networks for tests of files.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { assembleNetwork, buildNetwork, cobaHh, type Network, storeRows } from "../../mod.ts";
import { smallSpec } from "../laws/arbitraries.ts";

/** A network of any rule, or of any edges and any state, the odd values that doubles have among them. */
export function network(): fc.Arbitrary<Network> {
  return fc.oneof(smallSpec().map(buildNetwork), explicitNetwork());
}

function explicitNetwork(): fc.Arbitrary<Network> {
  return fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 4 }), fc.nat())
    .filter(([excitatory, inhibitory]) => excitatory + inhibitory > 0)
    .chain(([excitatory, inhibitory, seed]) => {
      const neurons = excitatory + inhibitory;
      const neuron = fc.nat({ max: neurons - 1 });
      const values = fc.array(fc.double(), { minLength: neurons, maxLength: neurons })
        .map((values) => Float64Array.from(values));
      const state = fc.record({ v: values, m: values, h: values, n: values, gE: values, gI: values });
      return fc.record({ edges: fc.array(fc.tuple(neuron, neuron), { maxLength: 40 }), state }).map((
        { edges, state },
      ) =>
        assembleNetwork(cobaHh({ populations: { excitatory, inhibitory }, seed }), {
          pre: Uint32Array.from(edges, ([pre]) => pre),
          post: Uint32Array.from(edges, ([, post]) => post),
          state,
        })
      );
    });
}

/** Asserts that two networks are the same, bit for bit: all but the rule that made the synapses, which no file has. */
export function assertSameNetwork(actual: Network, expected: Network): void {
  const { connectivity: rows, spec, ...others } = expected;
  const { connectivity: actualRows, spec: actualSpec, ...actualOthers } = actual;
  // Object.is tells -0 from 0 and NaN from none, as doubles of a typed array do not in assertEquals.
  for (const [variable, values] of Object.entries(expected.initial)) {
    const differs = values.findIndex((x, i) => !Object.is(x, actual.initial[variable as keyof Network["initial"]][i]));
    assertEquals(differs, -1, `${variable} differs`);
  }
  assertEquals(actualOthers, others);
  assertEquals(actualSpec, { ...spec, connectivity: { ...spec.connectivity, rule: "explicit" } });
  const { offsets, storedTargets } = storeRows(actualRows), expectedRows = storeRows(rows);
  assertEquals({ offsets, storedTargets }, {
    offsets: expectedRows.offsets,
    storedTargets: expectedRows.storedTargets,
  });
}
