import { assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { PROPERTY } from "../arbitraries.ts";
import { eachEngine } from "../each_engine.ts";
import { loneNeurons, set } from "./kit.ts";

eachEngine(
  "exp_auto is exact for a linear equation, at any dt: a leaky membrane, a decaying conductance",
  async (engine) => {
    const tolerance = engine.precision === "float64" ? 1e-11 : 1e-4;
    const dt = fc.double({ min: 0.01, max: 20, noNaN: true });
    const v0 = fc.double({ min: -90, max: 50, noNaN: true });
    const current = fc.double({ min: -1000, max: 1000, noNaN: true });
    await fc.assert(
      fc.asyncProperty(dt, v0, current, fc.integer({ min: 1, max: 20 }), async (dt, v, current, steps) => {
        const network = loneNeurons(1, { parameters: { gNa: 0, gK: 0 }, current });
        const { gL, cM, eL, tauE, tauI } = network.spec.parameters;
        await using simulation = await engine.create(network, { dt });
        // A conductance whose reversal potential is v drives nothing while it decays: none is set here for v.
        await set(simulation, { v });
        await simulation.advance(steps);
        const t = steps * dt;
        const vInf = eL + current / gL;
        assertAlmostEquals(
          (await simulation.read("v"))[0],
          vInf + (v - vInf) * Math.exp(-gL * t / cM),
          tolerance * 200,
        );
        await set(simulation, { gE: 7, gI: 11 });
        await simulation.advance(steps);
        assertAlmostEquals((await simulation.read("gE"))[0], 7 * Math.exp(-t / tauE), tolerance);
        assertAlmostEquals((await simulation.read("gI"))[0], 11 * Math.exp(-t / tauI), tolerance);
      }),
      PROPERTY,
    );
  },
);
