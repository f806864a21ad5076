/**
 * Specifications of cells with the most different numbers, for tests: thresholds, reversal potentials, conductances and currents far
 * from the published ones.
 *
 * @module
 */

import fc from "fast-check";
import { cobaHh, type NetworkSpec, variants } from "../../mod.ts";

/** A number between these whose logarithm is evenly distributed. */
function logarithmic(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
}

function between(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min, max, noNaN: true });
}

/**
 * Any cells, per pF or of 200 pF: `width` 1 are reversal potentials within some 50 mV of the published ones and currents of up to
 * 20 pA/pF; thresholds lie anywhere.
 */
export function cellSpec(neurons: number, width: number = 1): fc.Arbitrary<NetworkSpec> {
  const around = (value: number, by: number) => between(value - by * width, value + by * width);
  return fc.constantFrom(1, 200).chain((cM) => {
    const conductance = (published: number) =>
      fc.oneof(fc.constant(cM * published), fc.constant(0), logarithmic(cM * published / 100, cM * published * 5));
    return fc.record({
      variant: fc.constantFrom(...Object.keys(variants)),
      parameters: fc.record({
        cM: logarithmic(cM / (1 + width), cM * (1 + width)),
        gL: fc.oneof(fc.constant(cM * 0.05), logarithmic(cM * 0.05 / (1 + 10 * width), cM * 0.05 * (1 + 10 * width))),
        gNa: conductance(100),
        gK: conductance(30),
        eL: around(-60, 20),
        eNa: around(50, 50),
        eK: around(-90, 50),
        vT: around(-63, 20),
        tauE: logarithmic(1, 50),
        tauI: logarithmic(1, 50),
        eE: around(0, 20),
        eI: around(-80, 30),
      }),
      synapses: fc.record({
        order: fc.constantFrom("decay-add-use" as const, "add-decay-use" as const, "add-use-decay" as const),
        current: fc.constantFrom("frozen" as const, "linear" as const),
        delay: fc.constant(0),
      }),
      spike: fc.record({
        rule: fc.constantFrom("crossing" as const, "above" as const, "peak" as const),
        threshold: fc.oneof(between(-100, 60), between(-400, 400), fc.constantFrom(65, 80, 1e9, 1e30, -1e9)),
        refractory: fc.constantFrom(0, 2, 1e6),
      }),
      current: fc.oneof(fc.constant(0), around(0, 20 * cM)),
    }).map((options) =>
      cobaHh({
        ...options,
        stimulus: { kind: "none" },
        populations: { excitatory: neurons, inhibitory: 0 },
      })
    );
  });
}
