/// <reference lib="dom" />
/**
 * The worker that simulates one network: it builds it, advances it as told, and samples one neuron on the way.
 *
 * @module
 */

import { wasmEngine } from "../engine/mod.ts";
import { buildNetwork, networkWarnings, type Simulation, type Spikes } from "../model/mod.ts";
import { divergedNeurons } from "../record/diverged_neurons.ts";
import { joinedSpikes } from "../record/spike_list.ts";
import { type Abilities, type Order, type Report, TRACED } from "./protocol.ts";

/** Simulated time between two looks for implausible potentials [ms]. */
const LOOK = 10;

/** A simulation and what is sampled of it. */
interface Run {
  readonly simulation: Simulation;
  readonly every: number;
  neuron: number;
  lookedAt: number;
}

let run: Run | undefined;

function report(message: Report, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

async function create(order: Extract<Order, { kind: "create" }>): Promise<void> {
  const { spec, method, dt, threads, every, neuron } = order;
  const network = buildNetwork(spec);
  const simulation = await wasmEngine.create(network, { dt, method, threads });
  run = { simulation, every, neuron, lookedAt: 0 };
  report({
    kind: "created",
    excitatory: network.excitatory,
    inhibitory: network.inhibitory,
    synapses: network.connectivity.synapses,
    threads: simulation.threads,
    notes: [...simulation.notes, ...networkWarnings(network)],
  });
}

/** Advances, and samples the neuron after every step whose number is a multiple of `every`. */
async function advance(run: Run, steps: number): Promise<void> {
  const { simulation, every } = run;
  const began = performance.now(), end = simulation.step + steps;
  const picked = Uint32Array.of(run.neuron), sampleStep: number[] = [], samples: number[] = [];
  const parts: Spikes[] = [];
  while (simulation.step < end) {
    const next = (Math.floor(simulation.step / every) + 1) * every;
    parts.push(await simulation.advance(Math.min(next, end) - simulation.step));
    if (simulation.step !== next) continue;
    sampleStep.push(next);
    for (const variable of TRACED) samples.push((await simulation.read(variable, picked))[0]);
  }
  const { step, neuron } = joinedSpikes(parts);
  const batch = {
    kind: "batch",
    steps,
    step,
    neuron,
    sampled: picked[0],
    sampleStep: Uint32Array.from(sampleStep),
    samples: Float32Array.from(samples),
    diverged: await divergedIn(run),
    wall: performance.now() - began,
  } as const;
  report(batch, [step.buffer, neuron.buffer, batch.sampleStep.buffer, batch.samples.buffer] as ArrayBuffer[]);
}

async function divergedIn(run: Run): Promise<number> {
  const { simulation } = run;
  if ((simulation.step - run.lookedAt) * simulation.dt < LOOK) return 0;
  run.lookedAt = simulation.step;
  return divergedNeurons(new Map([["v", await simulation.read("v")]]));
}

async function obey(order: Order): Promise<void> {
  if (order.kind === "create") await create(order);
  else if (run === undefined) throw new Error("there is no network yet");
  else if (order.kind === "pick") run.neuron = order.neuron;
  else await advance(run, order.steps);
}

/** Orders are obeyed one after another, in the order in which they came. */
let last: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Order>) => {
  last = last.then(() => obey(data)).catch((error) => report({ kind: "failed", message: String(error.message) }));
};

const unavailable = await wasmEngine.unavailable();
const abilities: Abilities = { kind: "abilities", methods: wasmEngine.methods };
report(unavailable === undefined ? abilities : { ...abilities, unavailable });
