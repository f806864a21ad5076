import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Simulation, StateVariable } from "../../mod.ts";
import { conductance, gate, PROPERTY, voltage } from "../arbitraries.ts";
import { eachEngine } from "../each_engine.ts";
import { loneNeurons, set } from "./kit.ts";

/** Neurons of a run, each in a state of its own: to create a simulation costs more than to step it. */
const NEURONS = 40;

/** Runs of each property. */
const RUNS = { ...PROPERTY, numRuns: 25 };

type State = Readonly<Record<"v" | "m" | "h" | "n" | "gE" | "gI", number>>;

/** States of the neurons of a run. */
function states(v: fc.Arbitrary<number>, g: fc.Arbitrary<number>): fc.Arbitrary<State[]> {
  const state = fc.record({ v, m: gate(), h: gate(), n: gate(), gE: g, gI: g });
  return fc.array(state, { minLength: NEURONS, maxLength: NEURONS });
}

async function write(simulation: Simulation, states: readonly State[]): Promise<void> {
  for (const variable of ["v", "m", "h", "n", "gE", "gI"] as const) {
    await simulation.write(variable, Float64Array.from(states, (state) => state[variable]));
  }
}

/** Throws where a variable of a neuron is not between its bounds. */
async function between(
  simulation: Simulation,
  variable: StateVariable,
  bounds: (i: number) => readonly [number, number],
): Promise<void> {
  (await simulation.read(variable)).forEach((x, i) => {
    const [low, high] = bounds(i);
    if (!(x >= low && x <= high)) throw new Error(`${variable} of neuron ${i} is ${x}, outside [${low}, ${high}]`);
  });
}

eachEngine(
  "gates stay in [0, 1] and conductances at 0 or above, at any voltage and any dt up to 1 ms",
  async (engine) => {
    const network = loneNeurons(NEURONS);
    // Float32 tables have an error (2e-6), and conductances a floor instead of denormal numbers (1e-18 nS).
    const [tolerance, floor] = engine.precision === "float64" ? [0, 0] : [2e-6, 1e-18];
    const dt = fc.double({ min: 0.001, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(states(voltage(), conductance()), dt, async (states, dt) => {
        await using simulation = await engine.create(network, { dt });
        await write(simulation, states);
        await simulation.advance(1);
        for (const variable of ["m", "h", "n"] as const) {
          await between(simulation, variable, () => [-tolerance, 1 + tolerance]);
        }
        for (const variable of ["gE", "gI"] as const) {
          await between(simulation, variable, (i) => [0, states[i][variable] * (1 + tolerance) + floor]);
        }
      }),
      RUNS,
    );
  },
);

eachEngine(
  "v stays inside the hull of the reversal potentials where the synaptic current is linear",
  async (engine) => {
    // The new v is a mean of the old one and a mean of reversal potentials; float64 rounds it by less than this [mV].
    const rounding = engine.precision === "float64" ? 1e-9 : 1e-3;
    for (const variant of ["seed-3", "brian2"]) {
      const network = loneNeurons(NEURONS, { variant });
      const { eK, eNa } = network.spec.parameters;
      const inside = fc.double({ min: eK, max: eNa, noNaN: true });
      const dt = fc.double({ min: 0.001, max: 1, noNaN: true });
      await fc.assert(
        fc.asyncProperty(states(inside, conductance(1e6)), dt, async (states, dt) => {
          await using simulation = await engine.create(network, { dt });
          await write(simulation, states);
          for (let k = 0; k < 3; k++) {
            await simulation.advance(1);
            await between(simulation, "v", () => [eK - rounding, eNa + rounding]);
          }
        }),
        RUNS,
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
      const network = loneNeurons(NEURONS, { variant });
      const { cM, eK, eNa } = network.spec.parameters;
      const inside = fc.double({ min: eK, max: eNa, noNaN: true });
      const half = fc.double({ min: 0, max: 0.5, noNaN: true }); // of the limit
      const dt = fc.double({ min: 0.01, max: 1, noNaN: true });
      await fc.assert(
        fc.asyncProperty(states(inside, half), dt, async (shares, dt) => {
          const limit = 2 * cM / dt;
          await using simulation = await engine.create(network, { dt });
          await write(simulation, shares.map((state) => ({ ...state, gE: state.gE * limit, gI: state.gI * limit })));
          await simulation.advance(1);
          await between(simulation, "v", (i) => {
            const { v } = shares[i];
            return [Math.min(v, 2 * eK - v) - rounding, Math.max(v, 2 * eNa - v) + rounding];
          });
        }),
        RUNS,
      );
      // The limit is real: well beyond it, a resting cell is thrown out.
      await using thrown = await engine.create(network, { dt: 0.1 });
      await set(thrown, { v: -60, m: 0, h: 0, n: 0, gE: 8 * cM / 0.1 });
      await thrown.advance(1);
      assertEquals((await thrown.read("v")).every((v) => v > 2 * eNa + 60), true);
    }
  },
);
