/** The reference engine against Brian 2's own spikes; see fixtures/brian2/README.md. */

import { buildNetwork, cobaHh, type CobaHhOptions } from "../model/mod.ts";
import { referenceEngine } from "../reference/engine.ts";
import { assertSameNetwork, assertSameSpikes, readFixture, type SpikeFixture, spikesOf } from "./spike_fixture.ts";

interface Run extends SpikeFixture {
  readonly dt: number;
  readonly cobaHh: CobaHhOptions;
}

const run = await readFixture<Run>(new URL("../fixtures/brian2/spikes.json.gz", import.meta.url));

Deno.test(`every spike of ${run.steps} steps is Brian 2's, of the network as Brian 2 ships it`, async () => {
  const network = buildNetwork(cobaHh(run.cobaHh));
  await assertSameNetwork(network, ["v", "gE", "gI"], run.network, "spikes.json.gz");
  await using simulation = await referenceEngine.create(network, { dt: run.dt });
  assertSameSpikes(await simulation.advance(run.steps), await spikesOf(run), "Brian 2");
});
