import { assert } from "@std/assert";
import {
  buildNetwork,
  cobaHh,
  coefficientOfVariation,
  type Engine,
  firingRates,
  isiStatistics,
  mean,
  meanRate,
  referenceEngine,
  silentFraction,
  type Spikes,
  wasmEngine,
} from "../../mod.ts";
import { METHODS } from "../engine/methods.ts";

const SEEDS = 10;

/** Steps before and of the window: 0.2 s and 1 s. */
const [TRANSIENT, WINDOW] = [2000, 10_000];

/** Student's t for 9 degrees of freedom, two-sided, at 99.9 %: one false alarm in 200 runs of the five statistics of a method. */
const T = 4.781;

type Statistics = Readonly<Record<"rate" | "sdOfRates" | "cv" | "lv" | "silent", number>>;

async function spikesOf(engine: Engine, method: string, seed: number): Promise<Spikes> {
  await using simulation = await engine.create(buildNetwork(cobaHh({ seed })), { dt: 0.1, method });
  return await simulation.advance(TRANSIENT + WINDOW);
}

function statistics(spikes: Spikes): Statistics {
  const window = { neurons: 4000, dt: 0.1, start: TRANSIENT, stop: TRANSIENT + WINDOW };
  const rates = firingRates(spikes, window);
  const { meanCv, meanLv } = isiStatistics(spikes, window);
  return {
    rate: meanRate(spikes, window),
    sdOfRates: coefficientOfVariation(rates) * mean(rates),
    cv: meanCv,
    lv: meanLv,
    silent: silentFraction(spikes, window),
  };
}

/** Time of the first spike that only one of the two has [ms]. */
function firstDivergence(a: Spikes, b: Spikes): number {
  const k = a.step.findIndex((step, k) => step !== b.step[k] || a.neuron[k] !== b.neuron[k]);
  return Math.min(a.step[k], b.step[k]) * 0.1;
}

for (const method of METHODS) {
  Deno.test(`over ten networks, float32 statistics of ${method} are those of float64`, async () => {
    const differences: Record<string, number[]> = {}, values: Record<string, number[]> = {};
    const divergence: number[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const exact = await spikesOf(referenceEngine, method, seed), fast = await spikesOf(wasmEngine, method, seed);
      divergence.push(firstDivergence(exact, fast));
      const a = statistics(exact), b = statistics(fast);
      for (const name of Object.keys(a) as (keyof Statistics)[]) {
        (differences[name] ??= []).push(b[name] - a[name]);
        (values[name] ??= []).push(a[name]);
      }
    }
    console.log(`first different spike after ${divergence.map((t) => t.toFixed(1)).join(", ")} ms`);
    const sd = (x: readonly number[]) => Math.sqrt(x.reduce((sum, v) => sum + (v - mean(x)) ** 2, 0) / (x.length - 1));
    for (const [name, paired] of Object.entries(differences)) {
      const half = T * sd(paired) / Math.sqrt(SEEDS);
      const effect = mean(paired) / sd(values[name]);
      console.log(
        `${name}: ${mean(values[name]).toFixed(4)}, float32 ${mean(paired) >= 0 ? "+" : ""}${
          mean(paired).toFixed(4)
        } ± ` +
          `${half.toFixed(4)} (99.9 %), effect size ${effect.toFixed(2)} ± ${(half / sd(values[name])).toFixed(2)}`,
      );
      assert(Math.abs(mean(paired)) <= half, `${name} differs by ${mean(paired)}, more than ${half}`);
    }
  });
}
