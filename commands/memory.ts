/**
 * Memory that networks and recordings take at least, and what of it this machine has: what cannot be had is refused before
 * minutes of work.
 *
 * @module
 */

import {
  bytesInWords,
  type Engine,
  networkMemory,
  type NetworkSpec,
  populationSizes,
  type SimulationOptions,
} from "../mod.ts";
import { BadUse } from "./bad_use.ts";

/** Bytes of a spike: step and neuron, and both again when the recording is made. */
const SPIKE = 16;

/** Bytes of a recorded value, and of the same again when the recording is made. */
const VALUE = 16;

/** Rate of the published network [Hz], for what its spikes will take. */
const RATE = 40;

/** The machine's memory [bytes], swap included; Infinity where this process may not ask for it. */
export function memoryOfMachine(): number {
  const { state } = Deno.permissions.querySync({ name: "sys", kind: "systemMemoryInfo" });
  if (state !== "granted") return Infinity;
  const { total, swapTotal } = Deno.systemMemoryInfo();
  return total + swapTotal;
}

/** A simulation as an engine is asked for it. */
export interface Simulated extends SimulationOptions {
  /** The engine. */
  readonly engine: Engine;
}

/**
 * Refuses a network that takes more memory than there is, alone or with its simulation.
 * @throws {BadUse} with what it takes and what there is.
 */
export function requireNetworkMemory(
  spec: NetworkSpec,
  simulated?: Simulated,
  available: number = memoryOfMachine(),
): void {
  const { excitatory, inhibitory } = populationSizes(spec);
  const neurons = `${count(excitatory + inhibitory)} neurons`;
  requireMemory(`Cannot build network: ${neurons}`, networkMemory(spec), available);
  if (simulated === undefined) return;
  const { engine, ...options } = simulated;
  const bytes = networkMemory(spec) + (engine.memory?.(spec, options) ?? 0);
  requireMemory(`Cannot simulate network: ${neurons}`, bytes, available);
}

/** Recordings of a run. */
export interface Recorded {
  /** Neurons of the network. */
  readonly neurons: number;
  /** Simulated time [ms]. */
  readonly duration: number;
  /** Steps of the run. */
  readonly steps: number;
  /** Values of each row of every monitor. */
  readonly monitored: number;
  /** Steps between two rows. */
  readonly every: number;
}

/**
 * Refuses traces that take more memory than there is, and gives a warning where the spikes of a network that fires as the
 * published one does would.
 * @throws {BadUse} with what the traces take and what there is.
 */
export function requireRecordingMemory(
  { neurons, duration, steps, monitored, every }: Recorded,
  available: number = memoryOfMachine(),
): string[] {
  const rows = Math.ceil(steps / every), values = rows * monitored;
  requireMemory(`Cannot record: ${count(values)} values of monitors (--every, --duration)`, VALUE * values, available);
  const spikes = neurons * RATE * duration / 1000;
  if (SPIKE * spikes + VALUE * values <= available) return [];
  return [
    `at ${RATE} Hz, some ${count(spikes)} spikes take ${
      bytesInWords(SPIKE * spikes)
    } of memory, and this machine has ` +
    `${bytesInWords(available)}: the run may be lost; a shorter --duration is safe`,
  ];
}

function requireMemory(sentence: string, bytes: number, available: number): void {
  if (bytes <= available) return;
  throw new BadUse(
    `${sentence} take at least ${bytesInWords(bytes)} of memory, and this machine has ${bytesInWords(available)}`,
  );
}

function count(x: number): string {
  return Math.round(x).toLocaleString("en-US");
}
