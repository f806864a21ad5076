/** Independent sources of one fixture agree: solvers of scipy, NEST, closed forms; see the folders of fixtures/. */

import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import psp from "../fixtures/psp/psp.json" with { type: "json" };
import driven from "../fixtures/single-neuron/driven.json" with { type: "json" };
import singleNeuron from "../fixtures/single-neuron/single_neuron.json" with { type: "json" };

/** About twice the largest differences there are; NEST's integrator has a tolerance of its own, and begins anew every 10 µs. */
const AGREEMENT = {
  /** Spikes of 1 s [ms]. */
  spikes: { lsoda: 1.5e-6, nest: 5e-6 },
  /** Rates [Hz]. */
  rates: 3e-6,
  /** v on the way to rest, in an action potential of 950 mV/ms, and in a postsynaptic potential [mV]. */
  v: { rest: 1e-9, actionPotential: 3e-4, psp: 1e-12, lsoda: 5e-9 },
  /** Driven cells [ms, mV], whose solvers begin anew at each event. */
  driven: { spikes: 2e-9, v: 2e-8 },
};

function largestDifference(a: readonly number[], b: readonly number[]): number {
  assertEquals(a.length, b.length);
  return Math.max(...a.map((x, k) => Math.abs(x - b[k])));
}

Deno.test("LSODA and NEST find the tonic spikes that DOP853 finds, and NEST its rates at ten currents", () => {
  const { tonic, fI } = singleNeuron;
  assertLessOrEqual(largestDifference(tonic.lsoda, tonic.spikes), AGREEMENT.spikes.lsoda);
  assertLessOrEqual(largestDifference(tonic.nest, tonic.spikes), AGREEMENT.spikes.nest);
  assertLessOrEqual(largestDifference(fI.nest, fI.rate), AGREEMENT.rates);
});

Deno.test("NEST finds the way to rest and the action potential that DOP853 finds", () => {
  const { rest: { drift }, actionPotential: { trace } } = singleNeuron;
  assertLessOrEqual(largestDifference(drift.nest, drift.v), AGREEMENT.v.rest);
  assertLessOrEqual(largestDifference(trace.nest, trace.v), AGREEMENT.v.actionPotential);
});

Deno.test("DOP853, LSODA and NEST find the postsynaptic potentials that the closed form gives", () => {
  for (const { solvers, nest, channels, v } of psp.potentials) {
    assert(solvers.DOP853 > 0 || channels, "without channels DOP853 is a second source");
    assertLessOrEqual(Math.max(solvers.DOP853, nest), AGREEMENT.v.psp);
    assertLessOrEqual(solvers.LSODA, AGREEMENT.v.lsoda);
    assert(Math.max(...v) - Math.min(...v) > 5, "a potential of some millivolts");
  }
});

Deno.test("LSODA finds the spikes and potentials of driven cells that DOP853 finds", () => {
  assertLessOrEqual(driven.lsoda.spikes, AGREEMENT.driven.spikes);
  assertLessOrEqual(driven.lsoda.v, AGREEMENT.driven.v);
});
