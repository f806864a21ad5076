/**
 * Running a simulation for some time under observation.
 *
 * @module
 */

import { received } from "../model/received.ts";
import type { Simulation } from "../model/simulation.ts";
import { expectStep, observedSteps } from "./observed_steps.ts";
import type { ObservedBy, Recorder, Recorders } from "./recorder.ts";
import type { Provenance, Recording } from "./recording.ts";
import { VERSION } from "./version.ts";

/**
 * Options of `run`: progress reports, and a signal to end it.
 *
 * @category Recording
 */
export interface RunOptions {
  /** Called with the fraction of the run that is done, in (0, 1], about a hundred times. */
  readonly onProgress?: (fraction: number) => void;
  /** Ends the run early: what was done so far is in the recording, whose `aborted` is true. */
  readonly signal?: AbortSignal;
}

/** Parts of a run after which it reports. */
const PARTS = 100;

/**
 * Neuron-steps after which a run lets events have their turn, so that it can be ended, however long it is. One takes up to
 * 3 µs in float64, by rk4 on a busy machine, and 2 to 20 ns in the kernels in float32; a turn takes some 40 µs.
 */
const WORK = { float64: 5e4, float32: 1e6 } as const;

/** Fixed cost of a step, in neurons. */
const STEP = 100;

/** A duration is a whole number of steps if it is one to this fraction of a step: 0.3 / 0.1 is 2.9999999999999996. */
const WHOLE = 1e-6;

/**
 * The number of steps of a duration; both in ms.
 *
 * @example
 * ```ts
 * import { stepsOf } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(stepsOf(0.3, 0.1), 3); // although 0.3 / 0.1 is 2.9999999999999996
 * ```
 *
 * @throws {RangeError} where it is not positive, or not a whole number of steps.
 * @category Recording
 */
export function stepsOf(duration: number, dt: number): number {
  if (typeof duration !== "number" || !(duration > 0 && duration < Infinity)) {
    throw new RangeError(
      `Cannot run simulation: duration must be a positive number of ms, received ${received(duration)}`,
    );
  }
  const steps = Math.round(duration / dt);
  if (steps < 1 || Math.abs(duration / dt - steps) > WHOLE) {
    throw new RangeError(
      `Cannot run simulation: duration must be a whole number of steps of ${dt} ms, received ${duration} ms`,
    );
  }
  if (steps > 0xffffffff) {
    throw new RangeError(`Cannot run simulation: duration must be of at most 2^32 - 1 steps, received ${steps}`);
  }
  return steps;
}

/**
 * Advances the simulation by `duration` [ms] and gives what each recorder has seen, by the recorder's name.
 *
 * @example
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes, trace } from "@cobahh/cobahh";
 *
 * const network = buildNetwork(cobaHh({ scale: 0.5 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 });
 * const { observed } = await run(simulation, 20, {
 *   E: spikes({ population: "E" }),
 *   I: spikes({ population: "I" }),
 *   v: trace("v", [0]),
 * });
 * console.log(`${observed.E.step.length} E and ${observed.I.step.length} I spikes in 20 ms`);
 * console.log(`v of neuron 0 is ${observed.v.values.at(-1)} mV at the end`);
 * ```
 *
 * @throws {RangeError} where the duration is not a positive whole number of steps, or the network or the simulation does not
 * have what a recorder is to observe.
 * @throws {Error} where the simulation or a recorder is in another run that has not ended, or where anybody else advances the
 * simulation in the meantime: the recording would have gaps.
 * @category Recording
 */
export async function run<Named extends Recorders>(
  simulation: Simulation,
  duration: number,
  recorders: Named,
  options: RunOptions = {},
): Promise<Recording<ObservedBy<Named>>> {
  const steps = stepsOf(duration, simulation.dt);
  if (typeof recorders !== "object" || recorders === null || Array.isArray(recorders)) {
    throw new RangeError(
      `Cannot run simulation: recorders must be an object of them by name, received ${received(recorders)}`,
    );
  }
  const named = Object.entries(recorders);
  const release = occupy(simulation, named);
  try {
    const { start, stop } = await runAlone(simulation, steps, Object.values(recorders), options);
    const observed = Object.fromEntries(named.map(([name, recorder]) => [name, recorder.observation()]));
    return {
      provenance: provenanceOf(simulation),
      start,
      stop,
      aborted: stop < start + steps,
      observed: observed as ObservedBy<Named>,
    };
  } finally {
    release();
  }
}

/** Simulations and recorders of runs that have not ended. */
const occupied = new WeakSet<Simulation | Recorder>();

/** Marks a simulation and its recorders as being in a run, and gives what unmarks them. */
function occupy(simulation: Simulation, named: readonly (readonly [string, Recorder])[]): () => void {
  if (occupied.has(simulation)) {
    throw new Error(
      `Cannot run simulation: its last run must have ended, received a second one while that is at step ${simulation.step}`,
    );
  }
  const all: (Simulation | Recorder)[] = [simulation];
  for (const [name, recorder] of named) {
    if (typeof recorder?.start !== "function") {
      throw new RangeError(`Cannot run simulation: ${name} must be a recorder, received ${received(recorder)}`);
    }
    if (occupied.has(recorder) || all.includes(recorder)) {
      throw new Error(
        `Cannot run simulation: a recorder must be in one run at a time, under one name, received ${name} twice`,
      );
    }
    all.push(recorder);
  }
  for (const one of all) occupied.add(one);
  return () => all.forEach((one) => occupied.delete(one));
}

/** Runs, and gives the steps that were done, from `start` to `stop` - 1. */
async function runAlone(
  simulation: Simulation,
  steps: number,
  recorders: readonly Recorder[],
  { onProgress, signal }: RunOptions,
): Promise<{ readonly start: number; readonly stop: number }> {
  const start = simulation.step;
  const stop = start + steps;
  const part = Math.ceil(steps / PARTS);
  const batch = Math.max(1, Math.floor(WORK[simulation.precision] / (simulation.network.neurons + STEP)));
  for (const recorder of recorders) await recorder.start(simulation);
  const observed = observedSteps(simulation, recorders);
  const turn = eventLoopTurns();
  try {
    for (let step = start, turned = start; step < stop && !signal?.aborted;) {
      const nextPart = start + (Math.floor((step - start) / part) + 1) * part;
      step = await observed.advanceTo(Math.min(nextPart, turned + batch, stop));
      if (step === nextPart || step === stop) onProgress?.((step - start) / steps);
      if (step === turned + batch || step === stop) {
        turned = step;
        await turn.next();
      }
      expectStep(simulation, step);
    }
  } finally {
    turn.close();
  }
  for (const recorder of recorders) await recorder.finish?.(simulation);
  return { start, stop: simulation.step };
}

function provenanceOf({ network, engine, precision, method, dt, threads }: Simulation): Provenance {
  return {
    version: VERSION,
    spec: network.spec,
    excitatory: network.excitatory,
    inhibitory: network.inhibitory,
    synapses: network.connectivity.synapses,
    engine,
    precision,
    method,
    dt,
    threads,
  };
}

/**
 * Lets timers and events have their turn, an abort among them, without the delays of timers. The message goes there and
 * back: one that only has to arrive may do so before the event loop comes round, and Deno's timers starve.
 */
function eventLoopTurns(): { next(): Promise<void>; close(): void } {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => port2.postMessage(0);
  return {
    next: () =>
      new Promise((resolve) => {
        port1.onmessage = () => resolve();
        port1.postMessage(0);
      }),
    close() {
      port1.close();
      port2.close();
    },
  };
}
