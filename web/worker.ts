/// <reference lib="dom" />
/**
 * The worker that simulates one network: it builds it, advances it as told, samples one neuron on the way, and hashes the
 * spikes.
 *
 * @module
 */

import { wasmEngine } from "../engine/mod.ts";
import { networkWarnings } from "../model/mod.ts";
import { divergedNeurons } from "../record/diverged_neurons.ts";
import { LiveSimulation } from "./live_simulation.ts";
import { partnersOf } from "./partners.ts";
import { Past } from "./past.ts";
import type { Abilities, Order, Report } from "./protocol.ts";
import { RunningHash } from "./running_hash.ts";
import { WINDOWS } from "./settings.ts";

/** Simulated time between two looks for implausible potentials [ms]. */
const LOOK = 10;

/** Simulated time between two checkpoints [ms]. */
const MARK = 500;

/** A simulation, and what is kept of it. */
interface Run {
  readonly live: LiveSimulation;
  readonly past: Past;
  readonly hash: RunningHash;
  readonly every: number;
  neuron: number;
  lookedAt: number;
}

let run: Run | undefined;

function report(message: Report, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

async function create(order: Extract<Order, { kind: "create" }>): Promise<void> {
  const { spec, every, neuron, ...options } = order, steps = (time: number) => Math.ceil(time / options.dt);
  const live = await LiveSimulation.of(spec, options), { network, threads, notes } = live.simulation;
  const past = new Past(options, steps(Math.max(...WINDOWS)), steps(MARK));
  run = { live, past, hash: new RunningHash(), every, neuron, lookedAt: 0 };
  report({
    kind: "created",
    excitatory: network.excitatory,
    inhibitory: network.inhibitory,
    synapses: network.connectivity.synapses,
    threads,
    notes: [...notes, ...networkWarnings(network)],
  });
}

async function advance({ live, past, hash, every, neuron }: Run, steps: number): Promise<void> {
  const began = performance.now();
  if (live.simulation.step >= past.due) await past.mark(live);
  const { spikes, samples } = await live.advance(steps, neuron, every);
  hash.append(spikes);
  const diverged = await divergedIn(run!);
  report(
    { kind: "batch", steps, spikes, samples, diverged, wall: performance.now() - began },
    [spikes.step.buffer, spikes.neuron.buffer, samples.step.buffer, samples.values.buffer] as ArrayBuffer[],
  );
}

async function divergedIn(run: Run): Promise<number> {
  const { simulation } = run.live;
  if ((simulation.step - run.lookedAt) * simulation.dt < LOOK) return 0;
  run.lookedAt = simulation.step;
  return divergedNeurons(new Map([["v", await simulation.read("v")]]));
}

/** Finds what the picked neuron did before, unless other orders come meanwhile. */
async function reportPast({ past, neuron, every }: Run, from: number, end: number): Promise<void> {
  if (end === 0) return;
  const mine = orders;
  const isWanted = async () => {
    await new Promise((resolve) => setTimeout(resolve)); // orders come between tasks
    return orders === mine;
  };
  const samples = await past.samplesOf(neuron, { from, end, every }, isWanted);
  if (samples !== undefined) report({ kind: "past", samples });
}

async function obey(order: Order): Promise<void> {
  if (order.kind === "create") return await create(order);
  if (run === undefined) throw new Error("there is no network yet");
  const { live, past, hash } = run, { step, network } = live.simulation;
  switch (order.kind) {
    case "pick":
      run.neuron = order.neuron;
      return report({ kind: "partners", neuron: order.neuron, ...partnersOf(network.connectivity, order.neuron) });
    case "advance":
      return await advance(run, order.steps);
    case "intervene":
      past.note(step, order.what);
      return await live.intervene(order.what);
    case "past":
      return await reportPast(run, Math.max(0, step - order.steps), step);
    case "hash":
      return report({ kind: "hash", step, hash: hash.digest() });
  }
}

/** Orders are obeyed one after another, in the order in which they came. */
let last: Promise<void> = Promise.resolve();

/** Orders that have come. */
let orders = 0;

self.onmessage = ({ data }: MessageEvent<Order>) => {
  orders++;
  last = last.then(() => obey(data)).catch((error) => report({ kind: "failed", message: String(error.message) }));
};

const unavailable = await wasmEngine.unavailable();
const abilities: Abilities = { kind: "abilities", methods: wasmEngine.methods };
report(unavailable === undefined ? abilities : { ...abilities, unavailable });
