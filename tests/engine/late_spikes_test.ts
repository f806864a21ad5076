import { assert, assertEquals, assertLess } from "@std/assert";
import { buildNetwork, cobaHh, referenceEngine, ROW_FORMATS, type Simulation, wasmEngine } from "../../mod.ts";
import { LARGEST_SHARE, SHARES, shareTables } from "../../engine/late_spikes.ts";
import { uniform } from "../../model/random.ts";

const METHOD = "substepped_interpolated";

/**
 * Largest error of one step in which every neuron's spike arrives, each with a lag of its own, against float64; dt in ms.
 * A conductance's is relative to the largest: half a unit of a spike's share is 7e-6 of the largest loss. That of v is one_step_test.ts's,
 * of cells at rest and of active ones.
 */
const LARGEST_ERROR = [
  { dt: 0.01, g: 2e-7, v: 5e-4 },
  { dt: 0.1, g: 2e-7, v: 1e-3 },
  { dt: 0.2, g: 2e-7, v: 2e-3 },
  { dt: 1, g: 4e-7, v: 2e-3 },
] as const;

/** Error of a share by the chords of its table, in units, where dt is a quarter of the shortest time constant. */
const CHORD = 0.01;

async function allFire(simulation: Simulation, dt: number): Promise<void> {
  const { neurons } = simulation.network;
  await simulation.write("v", Float64Array.from({ length: neurons }, (_, i) => -70 + 40 * uniform(3, 1, i, 1)));
  await simulation.write("spike", new Float64Array(neurons).fill(1));
  const lags = Float64Array.from({ length: neurons }, (_, i) => Math.fround(dt * uniform(3, 1, i, 0)));
  lags[0] = 0;
  lags[1] = lags[neurons - 1] = dt;
  await simulation.write("spikeLag", lags);
}

for (const { dt, g, v } of LARGEST_ERROR) {
  Deno.test(`spikes arrive with what is left of them, the rest as charge, in every format (dt ${dt} ms)`, async () => {
    const network = buildNetwork(cobaHh({ seed: 2 }));
    await using exact = await referenceEngine.create(network, { dt, method: METHOD });
    await allFire(exact, dt);
    await exact.advance(1);
    for (const [k, format] of ROW_FORMATS.entries()) {
      for (const relaxed of [false, true]) {
        const options = { dt, method: METHOD, format, threads: 1 + k % 2, relaxed };
        await using fast = await wasmEngine.create(network, options);
        await allFire(fast, dt);
        await fast.advance(1);
        for (const variable of ["v", "gE", "gI"] as const) {
          const expected = await exact.read(variable), actual = await fast.read(variable);
          const bound = variable === "v" ? v : g * expected.reduce((a, b) => Math.max(a, b));
          const error = actual.reduce((worst, x, i) => Math.max(worst, Math.abs(x - expected[i])), 0);
          assertLess(error, bound, `${variable}, ${format}, differs by ${error}`);
        }
      }
    }
  });
}

Deno.test("a lag that is read and written again is the same, and a spike that is written has its neuron's", async () => {
  const network = buildNetwork(cobaHh({ scale: 0.1 })), dt = 0.1;
  await using simulation = await wasmEngine.create(network, { dt, method: METHOD });
  await allFire(simulation, dt);
  const lags = await simulation.read("spikeLag");
  await simulation.write("spikeLag", lags);
  assertEquals(await simulation.read("spikeLag"), lags);
  // Whether spikes or lags are written first does not matter.
  await using other = await wasmEngine.create(network, { dt, method: METHOD, threads: 2 });
  await other.write("v", await simulation.read("v"));
  await other.write("spikeLag", lags);
  await other.write("spike", new Float64Array(network.neurons).fill(1));
  await simulation.advance(1);
  await other.advance(1);
  for (const variable of simulation.variables) {
    assertEquals(await other.read(variable), await simulation.read(variable), variable);
  }
});

Deno.test("shares of a spike rise from nothing to the largest, and chords between them are right", () => {
  const tauE = 5, tauI = 10, dt = tauE / 4;
  const tables = shareTables(dt, { ...cobaHh().parameters, tauE, tauI });
  [tauE, tauI].forEach((tau, k) => {
    const table = tables.subarray(k * (SHARES + 1), (k + 1) * (SHARES + 1));
    assertEquals([table[0], table[SHARES]], [0, LARGEST_SHARE]);
    for (let entry = 0; entry < SHARES; entry++) {
      const lag = (entry + 0.5) / SHARES * dt;
      const exact = LARGEST_SHARE * Math.expm1(-lag / tau) / Math.expm1(-dt / tau);
      assert(Math.abs((table[entry] + table[entry + 1]) / 2 - exact) < CHORD, `entry ${entry} of tau ${tau}`);
    }
  });
});
