import { assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, cobaHh } from "../../mod.ts";
import { runIsTheEquations, stepIsTheEquations } from "../../validation/laws/equations.ts";
import type { Subject } from "../../validation/laws/law.ts";
import { cellState, PROPERTY, runsOf, smallSpec } from "./arbitraries.ts";
import { eachMethod } from "./each_engine.ts";
import { loneNeurons, set } from "./kit.ts";

const isKnown = ({ scheme }: Subject) => scheme.kind !== "other";

eachMethod("a step is what the equations come to, from any state", async (subject) => {
  const order = fc.constantFrom("decay-add-use" as const, "add-decay-use" as const, "add-use-decay" as const);
  const current = fc.constantFrom("frozen" as const, "linear" as const);
  const { cM } = cobaHh().parameters;
  const states = fc.array(cellState({ cM, v: [-90, 50] }), { minLength: 1, maxLength: 40 });
  const property = fc.asyncProperty(
    order,
    current,
    states,
    (order, current, states) => stepIsTheEquations(subject, { synapses: { order, current } }, states),
  );
  await fc.assert(property, runsOf(subject, 30));
}, isKnown);

eachMethod("every step of a network's run is what the equations come to from the state before it", async (subject) => {
  const property = fc.asyncProperty(smallSpec(), (spec) => runIsTheEquations(subject, buildNetwork(spec), 100));
  await fc.assert(property, runsOf(subject, 10));
}, isKnown);

eachMethod("linear equations are solved exactly, at any dt", async ({ engine, method }) => {
  const tolerance = engine.precision === "float64" ? 1e-11 : 1e-4;
  const dt = fc.double({ min: 0.01, max: 20, noNaN: true });
  const v0 = fc.double({ min: -90, max: 50, noNaN: true });
  const current = fc.double({ min: -1000, max: 1000, noNaN: true });
  await fc.assert(
    fc.asyncProperty(dt, v0, current, fc.integer({ min: 1, max: 20 }), async (dt, v, current, steps) => {
      const network = loneNeurons(1, { parameters: { gNa: 0, gK: 0 }, current });
      const { gL, cM, eL, tauE, tauI } = network.spec.parameters;
      await using simulation = await engine.create(network, { dt, method });
      // A conductance whose reversal potential is v drives nothing while it decays: none is set here for v.
      await set(simulation, { v });
      await simulation.advance(steps);
      const t = steps * dt;
      const vInf = eL + current / gL;
      const [after] = await simulation.read("v");
      assertAlmostEquals(after, vInf + (v - vInf) * Math.exp(-gL * t / cM), tolerance * 200);
      await set(simulation, { gE: 7, gI: 11 });
      await simulation.advance(steps);
      assertAlmostEquals((await simulation.read("gE"))[0], 7 * Math.exp(-t / tauE), tolerance);
      assertAlmostEquals((await simulation.read("gI"))[0], 11 * Math.exp(-t / tauI), tolerance);
    }),
    { ...PROPERTY, numRuns: 50 },
  );
}, isKnown);
