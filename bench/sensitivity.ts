/**
 * Sensitivity of spike trains: the fraction of spikes that stay the same when every potential is wrong by a little in every step: the measurement of docs/rosetta.md.
 *
 *     deno task sensitivity [method] [ms]
 *
 * The network is variant `nest` with `adaptive_rkf45`, or variant `neuron` with any other method. After each step every v
 * is multiplied by 1 ± ε, with a random sign. Prints for each ε the spikes that come before the first difference, and of
 * the spikes of each further 10 ms after it the fraction that is found again in the same step.
 *
 * @module
 */

import {
  buildNetwork,
  cobaHh,
  joinedSpikes,
  methodOf,
  philox4x32,
  referenceEngine,
  type Spikes,
  spikesBetween,
} from "../mod.ts";

const [method = "implicit_euler", time = "300"] = Deno.args;
const DT = 0.1, STEPS = Math.round(Number(time) / DT);
const ERRORS = [1e-14, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4];
const isAdaptive = methodOf(method).family === "adaptive Runge–Kutta";
const network = buildNetwork(cobaHh({ variant: isAdaptive ? "nest" : "neuron", synapses: { delay: DT } }));

const words = new Uint32Array(4);

/** A random sign for neuron i in step k. */
function sign(i: number, k: number): number {
  philox4x32([i, k, 0, 0], [1, 0], words);
  return words[0] % 2 === 0 ? 1 : -1;
}

async function spikesWith(error: number): Promise<Spikes> {
  await using simulation = await referenceEngine.create(network, { dt: DT, method });
  if (error === 0) return await simulation.advance(STEPS);
  const parts: Spikes[] = [];
  for (let k = 0; k < STEPS; k++) {
    parts.push(await simulation.advance(1));
    const v = await simulation.read("v");
    await simulation.write("v", v.map((x, i) => x * (1 + error * sign(i, k))));
  }
  return joinedSpikes(parts);
}

/** Spikes before the first that differs, and its step. */
function agreement(a: Spikes, b: Spikes): { common: number; step: number } {
  let k = 0;
  while (k < a.step.length && k < b.step.length && a.step[k] === b.step[k] && a.neuron[k] === b.neuron[k]) k++;
  return { common: k, step: Math.min(a.step[k] ?? STEPS, b.step[k] ?? STEPS) };
}

/** The fraction of a's spikes in [start, stop) that b has in the same step. */
function foundAgain(a: Spikes, b: Spikes, start: number, stop: number): number {
  const key = ({ step, neuron }: Spikes, k: number) => step[k] * network.neurons + neuron[k];
  const theirs = spikesBetween(b, start, stop), ours = spikesBetween(a, start, stop);
  const keys = new Set(Array.from(theirs.step, (_, k) => key(theirs, k)));
  return Array.from(ours.step, (_, k) => keys.has(key(ours, k)) ? 1 : 0).reduce((sum: number, x) => sum + x, 0) /
    ours.step.length;
}

const exact = await spikesWith(0);
console.log(`${method}, ${time} ms, ${exact.step.length} spikes`);
console.log("error      the same until   spikes the same   found again in each 10 ms after that");
for (const error of ERRORS) {
  const spikes = await spikesWith(error), { common, step } = agreement(exact, spikes);
  const shares = [0, 100, 200, 300, 400]
    .filter((k) => step + k + 100 <= STEPS)
    .map((k) => foundAgain(exact, spikes, step + k, step + k + 100).toFixed(2));
  const until = step === STEPS ? "the end" : `${(step * DT).toFixed(1)} ms`;
  console.log(`${String(error).padEnd(10)} ${until.padEnd(16)} ${String(common).padEnd(17)} ${shares.join(" ")}`);
}
