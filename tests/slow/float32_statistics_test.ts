/** The fast engine's statistics in float32 are those of the reference in float64, on the same ten networks. */

import { assert, assertEquals } from "@std/assert";
import { markdown } from "../../commands/markdown_table.ts";
import { REPEATS } from "../../commands/validate/statistics.ts";
import { runOfNetwork } from "../../commands/validate/runs_of_network.ts";
import { buildNetwork, cobaHh, DEFAULT_METHOD, type Engine, referenceEngine, wasmEngine } from "../../mod.ts";
import {
  agreementOf,
  type NetworkSet,
  observedSpikes,
  spikeDistributions,
  type StatisticName,
} from "../../validation/mod.ts";
import { METHODS } from "../engine/methods.ts";

const NETWORKS = 10;

/** What is counted [ms]; the reference needs six seconds for each simulated one. */
const WINDOW = { start: 200, stop: 1200 };

/**
 * What one second of ten networks decides, of the default method. The rest needs longer runs, and only must not be different;
 * `validate --statistics` has them, against the float64 of Brian 2, NEST and NEURON.
 */
const DECIDED: readonly StatisticName[] = ["rate", "inhibitoryRate", "cv", "lv", "medianInterval"];

async function networksOf(engine: Engine, method: string, repeats: number): Promise<NetworkSet> {
  const runs = [];
  for (let seed = 1; seed <= NETWORKS; seed++) {
    const network = buildNetwork(cobaHh({ seed }));
    for (let repeat = 0; repeat < repeats; repeat++) {
      const recording = await runOfNetwork(engine, network, repeat, { dt: 0.1, method }, WINDOW.stop);
      runs.push(spikeDistributions(observedSpikes(recording), WINDOW.start));
    }
  }
  return { runs, repeats, excitatory: 3200, seconds: (WINDOW.stop - WINDOW.start) / 1000 };
}

for (const method of METHODS) {
  Deno.test(`over ten networks, float32 statistics of ${method} are not different from those of float64`, async () => {
    const fast = await networksOf(wasmEngine, method, REPEATS), exact = await networksOf(referenceEngine, method, 1);
    const { statistics, distributions, outcome } = agreementOf(fast, exact, { isPaired: true });
    const rows = [...statistics, ...distributions].map(({ name, low, high, margin, outcome }) => {
      return [name, `${(low / margin).toFixed(2)} to ${(high / margin).toFixed(2)}`, outcome];
    });
    for (const line of markdown([["statistic", "90 % interval, in margins", ""], ...rows])) console.log(line);
    assert(outcome !== "different");
    if (method !== DEFAULT_METHOD) return;
    for (const name of DECIDED) {
      assertEquals(statistics.find((one) => one.name === name)!.outcome, "equivalent", name);
    }
  });
}
