/** Stored rows: that they hold the edges they were made of, each row ascending. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { rowsFromEdges, storeRows } from "../../model/stored_rows.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { edgesOf, rowsOf } from "./networks.ts";

/** Edges among up to 20 neurons, repetitions, autapses and neurons without edges included. */
const edges = fc.integer({ min: 1, max: 20 }).chain((neurons) =>
  fc.record({
    neurons: fc.constant(neurons),
    pairs: fc.array(fc.tuple(fc.nat(neurons - 1), fc.nat(neurons - 1)), { maxLength: 100 }),
  })
);

function columns(pairs: readonly (readonly [number, number])[]): [Uint32Array, Uint32Array] {
  return [Uint32Array.from(pairs, ([pre]) => pre), Uint32Array.from(pairs, ([, post]) => post)];
}

Deno.test("rowsFromEdges is a permutation of the edges: sorted by source, then by target", () => {
  const law = fc.property(edges, ({ neurons, pairs }) => {
    const [pre, post] = columns(pairs);
    const rows = rowsFromEdges(neurons, pre, post);
    assertStrictEquals(rows.neurons, neurons);
    assertStrictEquals(rows.synapses, pairs.length);
    const sorted = pairs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
    const [sortedPre, sortedPost] = columns(sorted);
    assertEquals(edgesOf(rows), { pre: sortedPre, post: sortedPost });
    assertEquals(rows.storedTargets, sortedPost);
    assertEquals(
      Array.from(rows.offsets),
      Array.from({ length: neurons + 1 }, (_, i) => pre.filter((p) => p < i).length),
    );
  });
  fc.assert(law, { ...PROPERTY, numRuns: 500 });
});

Deno.test("rowsFromEdges leaves the edges as they were given", () => {
  const pre = Uint32Array.of(2, 0, 2), post = Uint32Array.of(1, 1, 0);
  rowsFromEdges(3, pre, post);
  assertEquals([pre, post], [Uint32Array.of(2, 0, 2), Uint32Array.of(1, 1, 0)]);
});

Deno.test("the order of the edges does not matter", () => {
  const law = fc.property(edges, ({ neurons, pairs }) => {
    assertEquals(
      rowsOf(rowsFromEdges(neurons, ...columns(pairs.toReversed()))),
      rowsOf(rowsFromEdges(neurons, ...columns(pairs))),
    );
  });
  fc.assert(law, PROPERTY);
});

Deno.test("storeRows of stored rows is a copy that shares no memory", () => {
  const law = fc.property(edges, ({ neurons, pairs }) => {
    const rows = rowsFromEdges(neurons, ...columns(pairs));
    const copy = storeRows(rows);
    assertEquals(copy.offsets, rows.offsets);
    assertEquals(copy.storedTargets, rows.storedTargets);
    copy.storedTargets.fill(99);
    assertEquals(rows.storedTargets.includes(99), false);
  });
  fc.assert(law, PROPERTY);
});

Deno.test("neurons without edges have empty rows", () => {
  const none = new Uint32Array(0);
  assertEquals(rowsOf(rowsFromEdges(3, none, none)), [none, none, none]);
});
