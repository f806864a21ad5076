/**
 * A simulator that is none: it speaks the protocol of bench/peers/peer.py and runs the reference engine, or does what its
 * setting says.
 *
 * @module
 */

import { networkFromNpz, spikeTimesToNpz, toTimes } from "../../interchange/mod.ts";
import { type Network, referenceEngine, type Spikes } from "../../mod.ts";

const [networkFile, ...flags] = Deno.args;
const flag = (name: string) => flags.find((flag) => flag.startsWith(`--${name}=`))!.slice(name.length + 3);
const setting = flag("setting"), dt = Number(flag("dt")), steps = Math.round(Number(flag("duration")) / dt);
const network = networkFromNpz(Deno.readFileSync(networkFile));

/** Another network, where the setting asks for one: without synapses a neuron fires at 13 Hz. */
function unlike(network: Network): Network {
  return setting === "weak" ? { ...network, wE: 0, wI: 0 } : network;
}

async function spikesOfRun(): Promise<Spikes> {
  const method = setting === "accurate" ? "substepped_interpolated" : "exp_auto";
  await using simulation = await referenceEngine.create(unlike(network), { dt, method });
  return await simulation.advance(steps);
}

if (setting === "broken") throw new Error("no such model\nas this one");
const synapses = network.connectivity.synapses - (setting === "sparse" ? 1 : 0);
const prepared = { version: "1.0", neurons: network.neurons, synapses, buildSeconds: 0.5, compileSeconds: 0.25 };
console.log(JSON.stringify(prepared));
for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  const file = text.trim();
  if (file !== "") Deno.writeFileSync(file, spikeTimesToNpz(toTimes(await spikesOfRun(), dt)));
  const simulateSeconds = setting === "slow" ? 20 : 0.125;
  console.log(JSON.stringify({ simulateSeconds, processorSeconds: 0.25, nonFinite: setting === "nan" ? 3 : 0 }));
}
