/**
 * Connectivities for tests, and other views of them: by row, by column, as edges.
 *
 * @module
 */

import fc from "fast-check";
import { lowerBound } from "../../model/bisection.ts";
import { connect } from "../../model/connection_rules.ts";
import type { Connectivity } from "../../model/connectivity.ts";
import { populationSizes } from "../../model/scaling.ts";
import type { ConnectionRule, NetworkSpec } from "../../model/spec.ts";
import { rowsFromEdges, type StoredRows } from "../../model/stored_rows.ts";
import { cobaHh, type CobaHhOptions } from "../../model/variants.ts";

/** Rules that draw their synapses. */
export const DRAWN_RULES: readonly ConnectionRule[] = ["projection-out-degree", "out-degree", "bernoulli", "in-degree"];

/** The synapses of a specification, without the rest of its network. */
export function connectivityOf(options: CobaHhOptions): Connectivity {
  const spec = cobaHh(options);
  return connect(spec, populationSizes(spec));
}

/** Copies of all rows. */
export function rowsOf(connectivity: Connectivity): Uint32Array[] {
  return Array.from({ length: connectivity.neurons }, (_, i) => connectivity.targets(i).slice());
}

/** The synapses as edges, row after row. */
export function edgesOf(connectivity: Connectivity): { readonly pre: Uint32Array; readonly post: Uint32Array } {
  const pre = new Uint32Array(connectivity.synapses), post = new Uint32Array(connectivity.synapses);
  for (let i = 0, k = 0; i < connectivity.neurons; i++) {
    const row = connectivity.targets(i);
    pre.fill(i, k, k + row.length);
    post.set(row, k);
    k += row.length;
  }
  return { pre, post };
}

/** The transposed connectivity: column j holds the sources of neuron j, ascending. */
export function columnsOf(connectivity: Connectivity): StoredRows {
  const { pre, post } = edgesOf(connectivity);
  return rowsFromEdges(connectivity.neurons, post, pre);
}

/** The number of values that two ascending lists without repetitions have in common. */
export function common(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let k = 0, l = 0; k < a.length && l < b.length;) {
    if (a[k] === b[l]) count++;
    if (a[k] <= b[l]) k++;
    else l++;
  }
  return count;
}

/** The number of ascending values below n. */
export function below(row: Uint32Array, n: number): number {
  return lowerBound(row, n);
}

/** Specifications of a few neurons with any rule that draws its synapses, as dense as it can be. */
export function drawnSpec(): fc.Arbitrary<NetworkSpec> {
  return fc.record({
    rule: fc.constantFrom(...DRAWN_RULES),
    autapses: fc.boolean(),
    multapses: fc.boolean(),
    probability: fc.oneof(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.constantFrom(0, 0.5)),
    excitatory: fc.nat(40),
    inhibitory: fc.integer({ min: 1, max: 12 }),
    seed: fc.maxSafeNat(),
    scaling: fc.constantFrom("weights", "in-degree"),
    scale: fc.constantFrom(1, 2, 3.5),
  }).map(({ rule, autapses, multapses, probability, excitatory, inhibitory, seed, scaling, scale }) =>
    cobaHh({
      seed,
      scale,
      scaling: scaling as NetworkSpec["scaling"],
      populations: { excitatory, inhibitory },
      connectivity: { rule, probability, autapses, multapses: multapses && rule !== "bernoulli" },
    })
  );
}
