import fc from "fast-check";
import { cobaHh } from "../../mod.ts";
import {
  gatesAreProbabilities,
  potentialStaysInHull,
  potentialStaysInMirroredHull,
} from "../../validation/laws/bounds.ts";
import type { Subject } from "../../validation/laws/law.ts";
import { cellState, conductance, gate, runsOf, voltage } from "./arbitraries.ts";
import { eachMethod } from "./each_engine.ts";

/** Cells of a run, each in a state of its own: to create a simulation costs more than to step it. */
const CELLS = { minLength: 1, maxLength: 40 };

/** Runs of each property. */
const RUNS = 25;

const isBounded = ({ scheme }: Subject) => scheme.kind !== "other";

eachMethod(
  "gates stay in [0, 1] and conductances at 0 or above, at any voltage and any dt up to 1 ms",
  async (subject) => {
    // Currents of potentials beyond overflow, and a method with sub-steps has them act on the gates within the step.
    const largest = subject.engine.precision === "float64" ? 1e100 : 1e25;
    const anyVoltage = subject.scheme.subSteps > 1
      ? voltage().map((v) => Math.max(-largest, Math.min(v, largest)))
      : voltage();
    const anywhere = fc.record({
      v: anyVoltage,
      m: gate(),
      h: gate(),
      n: gate(),
      gE: conductance(),
      gI: conductance(),
    });
    const dt = fc.double({ min: 0.001, max: 1, noNaN: true });
    const property = fc.asyncProperty(
      fc.array(anywhere, CELLS),
      dt,
      (states, dt) => gatesAreProbabilities(subject, states, dt),
    );
    await fc.assert(property, runsOf(subject, RUNS));
  },
  isBounded,
);

eachMethod(
  "v stays inside the hull of the reversal potentials where the synaptic current is linear",
  async (subject) => {
    for (const variant of ["seed-3", "brian2"]) {
      const { eK, eNa } = cobaHh({ variant }).parameters;
      const states = fc.array(cellState({ cM: 1e6, v: [eK, eNa] }), CELLS);
      const dt = fc.double({ min: 0.001, max: 1, noNaN: true });
      const property = fc.asyncProperty(
        states,
        dt,
        (states, dt) => potentialStaysInHull(subject, variant, states, dt),
      );
      await fc.assert(property, runsOf(subject, RUNS));
    }
  },
  isBounded,
);

eachMethod(
  "v stays in the mirrored hull where the synaptic current is frozen and gE + gI at most 2 cM / dt",
  async (subject) => {
    for (const variant of ["seed-1", "seed-2"]) {
      const { cM, eK, eNa } = cobaHh({ variant }).parameters;
      const half = fc.double({ min: 0, max: 0.5, noNaN: true }); // of the limit
      const v = fc.double({ min: eK, max: eNa, noNaN: true });
      const shares = fc.array(fc.record({ v, m: gate(), h: gate(), n: gate(), gE: half, gI: half }), CELLS);
      const dt = fc.double({ min: 0.01, max: 1, noNaN: true });
      const property = fc.asyncProperty(shares, dt, (shares, dt) => {
        const limit = 2 * cM / dt;
        const states = shares.map((state) => ({ ...state, gE: state.gE * limit, gI: state.gI * limit }));
        return potentialStaysInMirroredHull(subject, variant, states, dt);
      });
      await fc.assert(property, runsOf(subject, RUNS));
    }
  },
  ({ scheme }) => scheme.kind === "exponential Euler",
);
