import { assertEquals } from "@std/assert";
import { buildNetwork, cobaHh } from "../../mod.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { eachEngine } from "./each_engine.ts";

/** Time in which the stimulus has 1e10 events [ms]: 80 GB, if all of them were made. */
const ENDLESS = 1e9;

eachEngine(
  "a stimulus of 1e9 ms costs a run of 10 ms nothing, and is the same with any threads and batches",
  async (engine) => {
    const networkOf = (stop: number) =>
      buildNetwork(cobaHh({ scale: 0.1, stimulus: { kind: "poisson", rate: 100, cells: 100, start: 0, stop } }));
    const spikesOf = async (stop: number, threads: number, parts: readonly number[]) => {
      await using simulation = await engine.create(networkOf(stop), { dt: 0.01, threads });
      const spikes = [];
      for (const steps of parts) spikes.push(await simulation.advance(steps));
      return joinedSpikes(spikes);
    };
    const expected = await spikesOf(10, 1, [1000]);
    assertEquals(await spikesOf(ENDLESS, 1, [1000]), expected);
    assertEquals(await spikesOf(ENDLESS, 3, [1, 998, 1]), expected);
    // Across the windows that events are made in.
    const longer = await spikesOf(60, 1, [6000]);
    assertEquals(await spikesOf(ENDLESS, 1, [4095, 1, 1904]), longer);
    assertEquals(await spikesOf(ENDLESS, 2, [4097, 1903]), longer);
  },
);
