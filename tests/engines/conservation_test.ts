import { assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { buildNetwork, cobaHh, type Engine, ionicCurrent, type Network, potassiumConductance } from "../../mod.ts";
import { sodiumConductance, stimulusEvents } from "../../mod.ts";
import { conductance, gate, PROPERTY, smallSpec } from "../arbitraries.ts";
import { eachEngine } from "../each_engine.ts";
import { loneNeurons, set } from "./kit.ts";

const sum = (values: Float64Array): number => values.reduce((total, x) => total + x, 0);

/** Rounding of sums of conductances: relative, a few thousand additions. */
const roundingOf = (engine: Engine): number => engine.precision === "float64" ? 1e-12 : 1e-5;

eachEngine("every spike adds its weight once at each of its targets, in the next step", async (engine) => {
  await fc.assert(
    fc.asyncProperty(smallSpec(), async (spec) => {
      const network = buildNetwork(spec);
      const { order } = spec.synapses;
      const { tauE, tauI } = spec.parameters;
      const dt = 0.1;
      const external = stimulusEvents(network, dt);
      await using simulation = await engine.create(network, { dt });
      await simulation.advance(60);
      for (let k = 60; k < 160; k++) {
        const before = { E: sum(await simulation.read("gE")), I: sum(await simulation.read("gI")) };
        const arriving = arrivals(network, await simulation.read("spike"));
        const events = external.step.filter((step) => step === k).length;
        await simulation.advance(1);
        for (
          const [name, tau, weight, count] of [
            ["E", tauE, network.wE, arriving.E + events],
            ["I", tauI, network.wI, arriving.I],
          ] as const
        ) {
          const decay = Math.exp(-dt / tau);
          const jump = weight * count;
          const expected = before[name] * decay + (order === "decay-add-use" ? jump : jump * decay);
          const after = sum(await simulation.read(`g${name}`));
          assertAlmostEquals(after, expected, roundingOf(engine) * Math.max(1, Math.abs(before[name]) + jump));
        }
      }
    }),
    { ...PROPERTY, numRuns: 20 },
  );
});

/** Synaptic events that the pending spikes come to: the sum of the out-degrees of the neurons that fired. */
function arrivals(network: Network, spike: Float64Array): { E: number; I: number } {
  const events = { E: 0, I: 0 };
  spike.forEach((fired, i) => {
    if (fired === 1) events[i < network.excitatory ? "E" : "I"] += network.connectivity.targets(i).length;
  });
  return events;
}

eachEngine("delivered events are spikes × out-degree over a whole run of the published network", async (engine) => {
  // With time constants beyond the run nothing decays, so the sum of gE is the weight of everything delivered.
  const spec = cobaHh({ variant: "seed-2", parameters: { tauE: 1e15, tauI: 1e15, wE: 1e-9, wI: 1e-9 } });
  const network = buildNetwork(spec);
  await using simulation = await engine.create(network, { dt: 0.1 });
  const { step, neuron } = await simulation.advance(300);
  // The spikes of the last step are still pending.
  const delivered = (isE: boolean) => neuron.filter((i, k) => step[k] < 299 && (i < network.excitatory) === isE).length;
  const tolerance = roundingOf(engine);
  assertAlmostEquals(sum(await simulation.read("gE")) / (80e-9 * delivered(true)), 1, tolerance);
  assertAlmostEquals(sum(await simulation.read("gI")) / (80e-9 * delivered(false)), 1, tolerance);
});

eachEngine("the charge of a step balances: cM Δv is what the currents carry while v relaxes", async (engine) => {
  // dt × current is as large as 1e5 pA × 0.1 ms; the bound is relative to the largest current.
  const rounding = engine.precision === "float64" ? 1e-11 : 1e-5;
  const v0 = fc.double({ min: -90, max: 50, noNaN: true });
  const current = fc.double({ min: -500, max: 500, noNaN: true });
  for (const variant of ["seed-1", "seed-2", "seed-3", "brian2"]) {
    await fc.assert(
      fc.asyncProperty(
        v0,
        gate(),
        gate(),
        gate(),
        conductance(60),
        conductance(700),
        current,
        async (v, m, h, n, e, i, I) => {
          const dt = 0.1;
          const network = loneNeurons(1, {
            variant,
            current: I / (variant.startsWith("seed-") && variant !== "seed-1" ? 200 : 1),
          });
          const { parameters: p, synapses, current } = network.spec;
          const isPerCapacitance = p.cM === 1;
          await using simulation = await engine.create(network, { dt });
          await set(simulation, { v, m, h, n, gE: isPerCapacitance ? e / 200 : e, gI: isPerCapacitance ? i / 200 : i });
          const decays = synapses.order !== "add-use-decay";
          const gE = (await simulation.read("gE"))[0] * (decays ? Math.exp(-dt / p.tauE) : 1);
          const gI = (await simulation.read("gI"))[0] * (decays ? Math.exp(-dt / p.tauI) : 1);
          await simulation.advance(1);
          const [after] = await simulation.read("v");
          const sodium = sodiumConductance(m, h, p), potassium = potassiumConductance(n, p);
          const isLinear = synapses.current === "linear";
          // Mean potential of an exponential relaxation that begins at v and ends at `after`.
          const total = p.gL + sodium + potassium + (isLinear ? gE + gI : 0);
          const z = total * dt / p.cM;
          const mean = v + (after - v) * (1 / -Math.expm1(-z) - 1 / z);
          const synapticAt = isLinear ? mean : v;
          const carried = dt *
            (ionicCurrent(mean, sodium, potassium, p) + gE * (p.eE - synapticAt) + gI * (p.eI - synapticAt) + current);
          const largest = dt * (total * 150 + (gE + gI) * 150 + Math.abs(current));
          assertAlmostEquals(p.cM * (after - v), carried, rounding * Math.max(largest, p.cM));
        },
      ),
      { ...PROPERTY, numRuns: engine.precision === "float64" ? 200 : 50 },
    );
  }
});
