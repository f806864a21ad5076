/** One neuron against NEST and NEURON, which integrate it by other methods; see the READMEs of fixtures/nest and neuron. */

import { assertEquals, assertLessOrEqual } from "@std/assert";
import { assembleNetwork, cobaHh, type CobaHhOptions } from "../model/mod.ts";
import { referenceEngine } from "../reference/engine.ts";
import { readFixture } from "./spike_fixture.ts";

type Variable = "v" | "m" | "h" | "n" | "gE" | "gI";

interface Trace {
  readonly cobaHh: CobaHhOptions;
  readonly before: Readonly<Record<"v" | "m" | "h" | "n", number>>;
  readonly arrivals: Readonly<Record<"gE" | "gI", { readonly time: number; readonly spikes: number }>>;
  readonly spikes: readonly number[];
  readonly sample: number;
  readonly trace: Readonly<Record<Variable, readonly number[]>>;
}

/** Time step [ms] at which the reference's rk4 is compared. */
const DT = 0.005;

/**
 * Largest difference in 200 ms with four spikes: that of the steepest place of an upstroke, 200 mV/ms, where a lag of 10 ns
 * is 0.002 mV. Seen: 0.0021 mV, 1.4e-5 of a gate, and ten times as much at dt 0.01 ms. Conductances are exact but for the
 * fixture's 7 decimals.
 */
const TOLERANCE: Readonly<Record<Variable, number>> = { v: 5e-3, m: 5e-5, h: 5e-5, n: 5e-5, gE: 1e-6, gI: 1e-6 };

for (const simulator of ["nest", "neuron"]) {
  Deno.test(`a neuron that fires and receives spikes takes the course that it takes in ${simulator}`, async () => {
    const file = new URL(`../fixtures/${simulator}/neuron.json.gz`, import.meta.url);
    const { cobaHh: options, before, arrivals, spikes, sample, trace } = await readFixture<Trace>(file);
    const spec = cobaHh({ ...options, populations: { excitatory: 1, inhibitory: 0 } });
    const network = assembleNetwork(spec, { pre: new Uint32Array(0), post: new Uint32Array(0) });
    const weights = { gE: network.wE, gI: network.wI };
    await using simulation = await referenceEngine.create(network, { dt: DT, method: "rk4" });
    for (const name of ["v", "m", "h", "n"] as const) await simulation.write(name, Float64Array.of(before[name]));
    const fired: number[] = [];
    const samples = trace.v.length, stepsPerSample = Math.round(sample / DT);
    for (let k = 0; k < samples; k++) {
      const { step } = await simulation.advance(stepsPerSample);
      for (const at of step) fired.push((at + 1) * DT);
      const time = simulation.step * DT;
      for (const g of ["gE", "gI"] as const) {
        if (Math.abs(arrivals[g].time - time) > DT / 2) continue;
        const [value] = await simulation.read(g);
        await simulation.write(g, Float64Array.of(value + arrivals[g].spikes * weights[g]));
      }
      for (const name of Object.keys(TOLERANCE) as Variable[]) {
        const [value] = await simulation.read(name);
        const what = `${name} at ${time.toFixed(1)} ms: ${simulator} has ${trace[name][k]}, the engine ${value}`;
        assertLessOrEqual(Math.abs(value - trace[name][k]), TOLERANCE[name], what);
      }
    }
    assertEquals(fired.length, spikes.length);
    // Steps of both grids lie between a crossing and the time that is told of it.
    fired.forEach((time, k) => assertLessOrEqual(Math.abs(time - spikes[k]), 0.0151, `spike ${k}: ${spikes[k]} ms`));
  });
}
