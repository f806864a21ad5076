/**
 * Connection rules. Each makes rows: the ascending targets of a presynaptic neuron, a pure function of (seed, rule, neuron).
 *
 * - Fixed out-degree (per projection, or over the whole network): the first K distinct integers among the draws of the row.
 * - Bernoulli: the same with a binomial K, which gives every pair the same probability independently of the others.
 * - Fixed in-degree with autapses and multapses (NEST's `fixed_indegree`): each of the K input sites of each target draws a
 *   source; only how often each neuron is drawn is kept. A keyed permutation then deals the sites out to the sources.
 * - Fixed in-degree with distinct sources (NEURON's `connect_cells`): columns are drawn as rows are above, and transposed.
 *
 * All but the last make a row in time proportional to its length from a few words of memory, so a kernel can make it again
 * at each spike; the last one is stored.
 *
 * @module
 */

import type { Connectivity } from "./connectivity.ts";
import { binomialQuantile, binomialTable } from "./binomial.ts";
import { keyedPermutation, permute } from "./permutation.ts";
import { PURPOSE, type Purpose, randomWords, uniformFromWords } from "./random.ts";
import { distinctIntegers, drawInteger, repeatedIntegers, rowScratch } from "./keyed_draws.ts";
import { effectiveProbability, fixedDegree, type PopulationSizes } from "./scaling.ts";
import type { NetworkSpec } from "./spec.ts";
import { rowsFromEdges } from "./stored_rows.ts";

/** A range of neurons: first, first + 1, …, first + size - 1. */
interface Range {
  readonly first: number;
  readonly size: number;
}

/** The synapses that the specification's rule makes between populations of these sizes. */
export function connect(spec: NetworkSpec, sizes: PopulationSizes): Connectivity {
  const excitatory = { first: 0, size: sizes.excitatory };
  const inhibitory = { first: sizes.excitatory, size: sizes.inhibitory };
  const everyone = { first: 0, size: sizes.excitatory + sizes.inhibitory };
  const { rule, autapses, multapses } = spec.connectivity;
  switch (rule) {
    case "projection-out-degree":
      return drawnRows(spec, everyone.size, [excitatory, inhibitory]);
    case "out-degree":
    case "bernoulli":
      return drawnRows(spec, everyone.size, [everyone]);
    case "in-degree":
      return autapses && multapses
        ? dealtRows(spec, everyone.size, [excitatory, inhibitory])
        : transposedColumns(spec, everyone.size, [excitatory, inhibitory]);
    case "explicit":
      throw new RangeError("Cannot build network: explicit edges are required, use assembleNetwork");
  }
}

/** Draws members of a range for neuron i: the row key, and how many. */
interface Chooser {
  /** The range that is drawn from. */
  readonly range: Range;
  /** Two key words and the number of members of every neuron, one after the other. */
  table(neurons: number): Uint32Array;
  /** Number of members chosen for neuron i. */
  count(i: number): number;
  /** Writes them to the beginning of out, ascending, and returns how many there are. */
  choose(i: number, out: Uint32Array): number;
}

function chooser(spec: NetworkSpec, purpose: Purpose, range: Range, stream: number): Chooser {
  const { autapses, multapses, rule } = spec.connectivity;
  const words = new Uint32Array(4);
  const scratch = rowScratch(range.size);
  const candidates = (i: number) => range.size - (autapses || !isIn(i, range) ? 0 : 1);
  const degree = fixedDegree(spec, range.size);
  const p = effectiveProbability(spec);
  const tables = rule === "bernoulli" ? [binomialTable(range.size, p), binomialTable(range.size - 1, p)] : [];
  /** The number of members, where `words` are those of neuron i. */
  function wanted(i: number): number {
    if (rule !== "bernoulli") return degree;
    return binomialQuantile(tables[range.size - candidates(i)], uniformFromWords(words[2], words[3]));
  }
  function count(i: number): number {
    if (rule === "bernoulli") randomWords(spec.seed, purpose, i, stream, words);
    return wanted(i);
  }
  function choose(i: number, out: Uint32Array): number {
    randomWords(spec.seed, purpose, i, stream, words);
    const n = candidates(i), chosen = wanted(i);
    if (multapses) repeatedIntegers(words[0], words[1], chosen, n, out);
    else distinctIntegers(words[0], words[1], chosen, n, scratch, out);
    const self = n < range.size ? i - range.first : n;
    for (let k = 0; k < chosen; k++) out[k] += out[k] < self ? range.first : range.first + 1;
    return chosen;
  }
  function table(neurons: number): Uint32Array {
    const entries = new Uint32Array(3 * neurons);
    for (let i = 0; i < neurons; i++) {
      randomWords(spec.seed, purpose, i, stream, words);
      entries.set([words[0], words[1], wanted(i)], 3 * i);
    }
    return entries;
  }
  return { range, table, count, choose };
}

function isIn(i: number, range: Range): boolean {
  return i >= range.first && i < range.first + range.size;
}

/** Out-degree and Bernoulli rules: neuron i chooses its targets in each range. */
function drawnRows(spec: NetworkSpec, neurons: number, ranges: readonly Range[]): Connectivity {
  const choosers = ranges.map((range, stream) => chooser(spec, PURPOSE.rows, range, stream));
  let synapses = 0, longest = 0;
  for (let i = 0; i < neurons; i++) {
    let length = 0;
    for (const { count } of choosers) length += count(i);
    synapses += length;
    longest = Math.max(longest, length);
  }
  const row = new Uint32Array(longest);
  return {
    neurons,
    synapses,
    targets(i) {
      let length = 0;
      for (const { choose } of choosers) length += choose(i, row.subarray(length));
      return row.subarray(0, length);
    },
    procedure: () => ({
      kind: "drawn",
      repeats: spec.connectivity.multapses,
      excludesSelf: !spec.connectivity.autapses,
      parts: choosers.map(({ range, table }) => ({ ...range, table: table(neurons) })),
    }),
  };
}

/** Input sites that draw their sources under one key; more would show that the draws of a key are distinct words. */
const SITES_PER_KEY = 65536;

/** Fixed in-degree with autapses and multapses: sites 0 … neurons × K - 1, site s being an input of neuron floor(s / K). */
function dealtRows(spec: NetworkSpec, neurons: number, ranges: readonly Range[]): Connectivity {
  const words = new Uint32Array(4);
  const projections = ranges.map((range, stream) => {
    const degree = fixedDegree(spec, range.size);
    const sites = neurons * degree;
    // offsets[i] = sites of the sources before the i-th: the sites that source i holds are consecutive until permuted.
    const offsets = new Float64Array(range.size + 1);
    for (let s = 0; s < sites; s++) {
      if (s % SITES_PER_KEY === 0) randomWords(spec.seed, PURPOSE.sources, s / SITES_PER_KEY, stream, words);
      offsets[1 + drawInteger(words[0], words[1], s % SITES_PER_KEY, SITES_PER_KEY, range.size)]++;
    }
    for (let i = 0; i < range.size; i++) offsets[i + 1] += offsets[i];
    randomWords(spec.seed, PURPOSE.permutation, 0, stream, words);
    const permutation = keyedPermutation(sites, [words[0], words[1]]);
    return { range, degree, offsets, permutation };
  });
  let longest = 0;
  for (const { range, offsets } of projections) {
    for (let i = 0; i < range.size; i++) longest = Math.max(longest, offsets[i + 1] - offsets[i]);
  }
  const row = new Uint32Array(longest);
  return {
    neurons,
    synapses: projections.reduce((sum, { permutation }) => sum + permutation.size, 0),
    targets(i) {
      let length = 0;
      for (const { range, degree, offsets, permutation } of projections) {
        if (!isIn(i, range)) continue;
        const end = offsets[i - range.first + 1];
        for (let s = offsets[i - range.first]; s < end; s++) {
          row[length++] = Math.floor(permute(s, permutation) / degree);
        }
      }
      return row.subarray(0, length).sort();
    },
    procedure: () => ({
      kind: "dealt",
      parts: projections.map(({ range, degree, offsets, permutation }) => ({ ...range, degree, offsets, permutation })),
    }),
  };
}

/** Fixed in-degree without autapses or multapses: neuron j chooses its sources in each range. */
function transposedColumns(spec: NetworkSpec, neurons: number, ranges: readonly Range[]): Connectivity {
  const choosers = ranges.map((range, stream) => chooser(spec, PURPOSE.columns, range, stream));
  const degree = choosers.reduce((sum, { count }) => sum + count(0), 0);
  const pre = new Uint32Array(neurons * degree);
  const post = new Uint32Array(neurons * degree);
  for (let j = 0, k = 0; j < neurons; j++) {
    post.fill(j, k, k + degree);
    for (const { choose } of choosers) k += choose(j, pre.subarray(k));
  }
  return rowsFromEdges(neurons, pre, post);
}
