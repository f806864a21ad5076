/** Connection rules: what holds of every network that they draw. Their distributions are in the other tests here. */

import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { connect } from "../../model/connection_rules.ts";
import type { Connectivity } from "../../model/connectivity.ts";
import { fixedDegree, populationSizes } from "../../model/scaling.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { storeRows } from "../../model/stored_rows.ts";
import { cobaHh, type CobaHhOptions, variants } from "../../model/variants.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { below, columnsOf, connectivityOf, DRAWN_RULES, drawnSpec, rowsOf } from "./networks.ts";

/** Properties that every rule promises, checked on one network. */
function assertRowsKeepTheirPromises(spec: NetworkSpec, connectivity: Connectivity): void {
  const { autapses, multapses } = spec.connectivity;
  const { excitatory, inhibitory } = populationSizes(spec);
  assertEquals(connectivity.neurons, excitatory + inhibitory);
  let synapses = 0;
  for (let i = 0; i < connectivity.neurons; i++) {
    const row = connectivity.targets(i);
    synapses += row.length;
    for (let k = 0; k < row.length; k++) {
      assert(row[k] < connectivity.neurons, `row ${i} has the target ${row[k]}`);
      assert(autapses || row[k] !== i, `row ${i} has an autapse`);
      assert(
        k === 0 || row[k] > row[k - 1] || (multapses && row[k] === row[k - 1]),
        `row ${i} is not ascending at ${k}`,
      );
    }
  }
  assertEquals(connectivity.synapses, synapses);
}

/** The degrees that the rule fixes, of one network. */
function assertFixedDegrees(spec: NetworkSpec, connectivity: Connectivity): void {
  const { excitatory, inhibitory } = populationSizes(spec);
  const { rule } = spec.connectivity;
  if (rule === "bernoulli") return;
  const rows = rule === "in-degree" ? columnsOf(connectivity) : connectivity;
  for (let i = 0; i < rows.neurons; i++) {
    const row = rows.targets(i);
    const ofExcitatory = below(row, excitatory);
    if (rule === "out-degree") assertEquals(row.length, fixedDegree(spec, excitatory + inhibitory));
    else {
      assertEquals(ofExcitatory, fixedDegree(spec, excitatory));
      assertEquals(row.length - ofExcitatory, fixedDegree(spec, inhibitory));
    }
  }
}

Deno.test("rows ascend, stay in range, lack excluded autapses and multapses, and have as many synapses as said", () => {
  const law = fc.property(drawnSpec(), (spec) => {
    const connectivity = connect(spec, populationSizes(spec));
    assertRowsKeepTheirPromises(spec, connectivity);
    assertFixedDegrees(spec, connectivity);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 1000 });
});

Deno.test("a row is the same when asked alone, twice, or in any order", () => {
  const order = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });
  const law = fc.property(drawnSpec(), order, (spec, asked) => {
    const rows = rowsOf(connect(spec, populationSizes(spec)));
    const again = connect(spec, populationSizes(spec));
    for (const i of asked) {
      assertEquals(again.targets(i % rows.length), rows[i % rows.length]);
      assertEquals(again.targets(i % rows.length), rows[i % rows.length]);
    }
    const alone = connect(spec, populationSizes(spec));
    assertEquals(alone.targets(asked[0] % rows.length), rows[asked[0] % rows.length]);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 300 });
});

Deno.test("stored rows equal regenerated ones", () => {
  const law = fc.property(drawnSpec(), (spec) => {
    const connectivity = connect(spec, populationSizes(spec));
    const stored = storeRows(connectivity);
    assertEquals(rowsOf(stored), rowsOf(connectivity));
    assertEquals([stored.neurons, stored.synapses], [connectivity.neurons, connectivity.synapses]);
  });
  fc.assert(law, { ...PROPERTY, numRuns: 300 });
});

for (const rule of DRAWN_RULES) {
  for (const autapses of [true, false]) {
    for (const multapses of rule === "bernoulli" ? [false] : [true, false]) {
      const name = `${rule}${autapses ? ", autapses" : ""}${multapses ? ", multapses" : ""}`;
      const options = (seed: number): CobaHhOptions => ({ seed, connectivity: { rule, autapses, multapses } });

      Deno.test(`4000 neurons: ${name}: rows keep their promises and have the fixed degrees`, () => {
        const spec = cobaHh(options(3));
        const connectivity = connect(spec, populationSizes(spec));
        assertRowsKeepTheirPromises(spec, connectivity);
        assertFixedDegrees(spec, connectivity);
      });

      Deno.test(`4000 neurons: ${name}: another seed gives other rows, also one that differs above 2^32 only`, () => {
        const rows = rowsOf(connectivityOf(options(3)));
        for (const seed of [4, 3 + 2 ** 32]) {
          // Two equal rows of 80 targets among 4000 do not happen: their chance is below 1e-100.
          rowsOf(connectivityOf(options(seed))).forEach((row, i) => assertNotEquals(row, rows[i]));
        }
        rows.forEach((row, i) => i > 0 && assertNotEquals(row, rows[i - 1]));
      });
    }
  }
}

Deno.test("published networks have 64 excitatory and 16 inhibitory, or 80, targets or sources of each neuron", () => {
  const degrees = (rows: Connectivity) =>
    new Set(rowsOf(rows).map((row) => `${below(row, 3200)} + ${row.length - below(row, 3200)}`));
  assertEquals(degrees(connectivityOf({ variant: "seed-1" })), new Set(["64 + 16"]));
  assertEquals(degrees(columnsOf(connectivityOf({ variant: "nest" }))), new Set(["64 + 16"]));
  assertEquals(degrees(columnsOf(connectivityOf({ variant: "neuron" }))), new Set(["64 + 16"]));
  for (const variant of ["seed-2", "seed-3"]) {
    assertEquals(new Set(rowsOf(connectivityOf({ variant })).map((row) => row.length)), new Set([80]));
  }
  for (const variant of Object.keys(variants)) {
    const { synapses } = connectivityOf({ variant });
    // Brian 2 draws each of 1.6e7 pairs: 320,000 ± 560 synapses.
    assert(
      variant === "brian2" ? Math.abs(synapses - 320_000) < 4 * 560 : synapses === 320_000,
      `${variant}: ${synapses}`,
    );
  }
});

Deno.test("a rule at its limits connects everyone or no one", () => {
  const populations = { excitatory: 33, inhibitory: 7 };
  for (const rule of DRAWN_RULES) {
    const none = connectivityOf({ populations, connectivity: { rule, probability: 0, autapses: true } });
    assertEquals(none.synapses, 0);
    const all = connectivityOf({
      populations,
      connectivity: { rule, probability: 1, autapses: true, multapses: false },
    });
    const everyone = Uint32Array.from({ length: 40 }, (_, j) => j);
    rowsOf(all).forEach((row) => assertEquals(row, everyone));
  }
  const bernoulli = { rule: "bernoulli", probability: 1, autapses: false } as const;
  rowsOf(connectivityOf({ populations, connectivity: bernoulli })).forEach((row, i) => {
    assertEquals(Array.from(row), Array.from({ length: 40 }, (_, j) => j).filter((j) => j !== i));
  });
});

Deno.test("explicit edges are not drawn", () => {
  const message = "Cannot build network: explicit edges are required, use assembleNetwork";
  const error = assertThrows(() => connectivityOf({ connectivity: { rule: "explicit" } }), RangeError);
  assertEquals(error.message, message);
});
