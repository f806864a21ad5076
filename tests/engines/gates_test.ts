import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { conductance, gate, PROPERTY, voltage } from "../arbitraries.ts";
import { eachEngine } from "../each_engine.ts";
import { loneNeurons, set } from "./kit.ts";

eachEngine(
  "gates stay in [0, 1] and conductances at 0 or above, at any voltage and any dt up to 1 ms",
  async (engine) => {
    const network = loneNeurons(1);
    // Float32 tables have an error (2e-6), and conductances a floor instead of denormal numbers (1e-18 nS).
    const [tolerance, floor] = engine.precision === "float64" ? [0, 0] : [2e-6, 1e-18];
    const dt = fc.double({ min: 0.001, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(voltage(), gate(), gate(), gate(), conductance(), dt, async (v, m, h, n, g, dt) => {
        await using simulation = await engine.create(network, { dt });
        await set(simulation, { v, m, h, n, gE: g, gI: g });
        await simulation.advance(1);
        for (const variable of ["m", "h", "n"] as const) {
          const [x] = await simulation.read(variable);
          if (!(x >= -tolerance && x <= 1 + tolerance)) throw new Error(`${variable} is ${x}`);
        }
        for (const variable of ["gE", "gI"] as const) {
          const [x] = await simulation.read(variable);
          if (!(x >= 0 && x <= g * (1 + tolerance) + floor)) throw new Error(`${variable} is ${x} after ${g}`);
        }
      }),
      { ...PROPERTY, numRuns: 1000 },
    );
  },
);

eachEngine(
  "v stays inside the hull of the reversal potentials where the synaptic current is linear",
  async (engine) => {
    // The new v is a mean of the old one and a mean of reversal potentials; float64 rounds it by less than this [mV].
    const rounding = engine.precision === "float64" ? 1e-9 : 1e-3;
    for (const variant of ["seed-3", "brian2"]) {
      const base = loneNeurons(1, { variant });
      const { eK, eNa } = base.spec.parameters;
      const inside = fc.double({ min: eK, max: eNa, noNaN: true });
      const huge = conductance(1e6);
      const dt = fc.double({ min: 0.001, max: 1, noNaN: true });
      await fc.assert(
        fc.asyncProperty(inside, gate(), gate(), gate(), huge, huge, dt, async (v, m, h, n, gE, gI, dt) => {
          await using simulation = await engine.create(base, { dt });
          await set(simulation, { v, m, h, n, gE, gI });
          for (let k = 0; k < 3; k++) {
            await simulation.advance(1);
            const [after] = await simulation.read("v");
            if (!(after >= eK - rounding && after <= eNa + rounding)) throw new Error(`v is ${after}`);
          }
        }),
        { ...PROPERTY, numRuns: 300 },
      );
    }
  },
);

eachEngine(
  "v stays in the mirrored hull where the synaptic current is frozen and gE + gI at most 2 cM / dt",
  async (engine) => {
    // A step moves v towards a mean F of reversal potentials and, up to that limit, by less than twice the way there:
    // to between v and 2 F - v, so to between v and its mirror images at the ends of the hull.
    const rounding = engine.precision === "float64" ? 1e-9 : 1e-3;
    for (const variant of ["seed-1", "seed-2"]) {
      const base = loneNeurons(1, { variant });
      const { cM, eK, eNa } = base.spec.parameters;
      const inside = fc.double({ min: eK, max: eNa, noNaN: true });
      const share = fc.double({ min: 0, max: 1, noNaN: true });
      const dt = fc.double({ min: 0.01, max: 1, noNaN: true });
      const staysIn = async (v: number, gates: readonly number[], total: number, split: number, dt: number) => {
        await using simulation = await engine.create(base, { dt });
        await set(simulation, { v, m: gates[0], h: gates[1], n: gates[2], gE: total * split, gI: total * (1 - split) });
        await simulation.advance(1);
        const [after] = await simulation.read("v");
        return after >= Math.min(v, 2 * eK - v) - rounding && after <= Math.max(v, 2 * eNa - v) + rounding;
      };
      await fc.assert(
        fc.asyncProperty(
          inside,
          fc.tuple(gate(), gate(), gate()),
          share,
          share,
          dt,
          (v, gates, share, split, dt) => staysIn(v, gates, share * 2 * cM / dt, split, dt),
        ),
        { ...PROPERTY, numRuns: 300 },
      );
      // The limit is real: well beyond it, a resting cell is thrown out.
      assertEquals(await staysIn(-60, [0, 0, 0], 8 * cM / 0.1, 1, 0.1), false);
    }
  },
);
