/**
 * Faults of reading, writing and options: what an engine does with the arrays and names of its caller.
 *
 * @module
 */

import type { Engine, Simulation, Spikes, StateVariable, WatchedSteps } from "../../model/simulation.ts";
import { joinedSpikes } from "../../record/spike_list.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { wrapped } from "./wrapped.ts";

/** Neurons that an engine with a small buffer reads or writes at once. */
const BUFFER = 4096;

/** An engine that keeps what is written until somebody needs it, in the caller's own array. */
function keepingWritten(inner: Engine): Engine {
  return wrapped(inner, (simulation) => {
    const kept = new Map<StateVariable, Float64Array>();
    const flush = async () => {
      for (const [variable, values] of kept) await simulation.write(variable, values);
      kept.clear();
    };
    return {
      async advance(steps) {
        await flush();
        return await simulation.advance(steps);
      },
      async read(variable, neurons) {
        await flush();
        return await simulation.read(variable, neurons);
      },
      async write(variable, values) {
        const before = await simulation.read(variable); // what is refused is refused at once
        await simulation.write(variable, values);
        await simulation.write(variable, before);
        kept.set(variable, values);
      },
    };
  });
}

/** An engine whose spikes are views of memory that its next call uses again. */
function reusingSpikes(inner: Engine): Engine {
  return wrapped(inner, (simulation) => {
    const memory = { step: new Uint32Array(1 << 16), neuron: new Uint32Array(1 << 16) };
    return {
      async advance(steps) {
        const { step, neuron }: Spikes = await simulation.advance(steps);
        memory.step.set(step);
        memory.neuron.set(neuron);
        return { step: memory.step.subarray(0, step.length), neuron: memory.neuron.subarray(0, step.length) };
      },
    };
  });
}

/** An engine that does something whenever a variable is read or written. */
function afterwards(inner: Engine, call: "read" | "write", when: StateVariable, cleared: StateVariable): Engine {
  const clear = async (simulation: Simulation, variable: StateVariable) => {
    if (variable === when) await simulation.write(cleared, new Float64Array(simulation.network.neurons));
  };
  return wrapped(inner, (simulation) => ({
    async read(variable, neurons) {
      const values = await simulation.read(variable, neurons);
      if (call === "read") await clear(simulation, variable);
      return values;
    },
    async write(variable, values) {
      await simulation.write(variable, values);
      if (call === "write") await clear(simulation, variable);
    },
  }));
}

/** An engine in which a name of exponential Euler, or none, means another method. */
function misnaming(inner: Engine, name: string | undefined): Engine {
  const other = inner.methods.find((method) => method === "staggered")!;
  return wrapped(inner, () => ({}), (network, options) => {
    return [network, options.method === name ? { ...options, method: other } : options];
  });
}

/** An engine that samples while it advances, step by step; `sampled` is when it reads, before a step or after it. */
function watching(inner: Engine, { isLate = true, endsAtLoss = true }): Engine {
  return wrapped(inner, (simulation) => ({
    watch: ({ probes, finite }) => ({
      async advance(steps) {
        const parts: Spikes[] = [], samples: number[][] = probes.map(() => []);
        const isDue = ({ every, phase }: WatchedSteps, step: number) => step % every === phase;
        let isLost = false;
        for (let k = 0; k < steps && !(isLost && endsAtLoss); k++) {
          const { step } = simulation;
          const take = async () => {
            for (const [p, probe] of probes.entries()) {
              if (isDue(probe, step)) samples[p].push(...await simulation.read(probe.variable, probe.neurons));
            }
          };
          const before = await simulation.read("v");
          if (!isLate) await take();
          parts.push(await simulation.advance(1));
          if (isLate) await take();
          const after = await simulation.read("v");
          isLost ||= finite !== undefined && isDue(finite, step) &&
            after.some((v, i) => !Number.isFinite(v) && Number.isFinite(before[i]));
        }
        return { spikes: joinedSpikes(parts), samples: samples.map((values) => Float64Array.from(values)), isLost };
      },
    }),
  }));
}

/** Engines that are wrong about what they are handed, what they hand back and what they are called with. */
export function faultsOfTheInterface(inner: Engine): Mutant[] {
  return [
    mutant(
      "at most 4096 neurons are read at once",
      wrapped(inner, (simulation) => ({
        async read(variable, neurons) {
          const values = await simulation.read(variable, neurons);
          return values.map((x, k) => neurons !== undefined && k >= BUFFER ? 0 : x);
        },
      })),
    ),
    mutant(
      "at most 4096 neurons are written at once",
      wrapped(inner, (simulation) => ({
        async write(variable, values) {
          const before = await simulation.read(variable);
          await simulation.write(variable, values);
          if (values.length > BUFFER) {
            await simulation.write(
              variable,
              values.map((x, i) => i < BUFFER ? x : before[i]),
            );
          }
        },
      })),
    ),
    mutant(
      "a neuron that is asked for twice is read once",
      wrapped(inner, (simulation) => ({
        read: (variable, neurons) => simulation.read(variable, neurons && Uint32Array.from(new Set(neurons))),
      })),
    ),
    mutant("an array that is written is kept, not copied", keepingWritten(inner)),
    mutant("spikes are views of memory that is used again", reusingSpikes(inner)),
    mutant("samples are of the state before their step", watching(inner, { isLate: false })),
    mutant("watched steps go on after a potential is lost", watching(inner, { endsAtLoss: false })),
    mutant(
      "neurons that are asked for have numbers of 16 bits",
      wrapped(inner, (simulation) => ({
        read: (variable, neurons) => simulation.read(variable, neurons?.map((i) => i >= 2 ** 16 ? i % 2 ** 16 : i)),
      })),
    ),
    mutant("reading pending spikes takes them away", afterwards(inner, "read", "spike", "spike")),
    mutant("writing v ends refractoriness", afterwards(inner, "write", "v", "refractory")),
    mutant("exp_euler is another method", misnaming(inner, "exp_euler")),
    mutant("the method that is meant where none is named is another one", misnaming(inner, undefined)),
    mutant("what is said not to be supported is simulated all the same", {
      ...inner,
      supports: { rules: ["crossing"] },
    }),
    mutant(
      "calls that are made at once overtake each other",
      wrapped(inner, (simulation) => ({
        async write(variable, values) {
          await Promise.resolve();
          await Promise.resolve();
          await simulation.write(variable, values);
        },
      })),
    ),
    mutant(
      "step stays where it is",
      wrapped(inner, () => ({
        get step() {
          return 0;
        },
      })),
    ),
    mutant(
      "dt is said to be 0.1 ms whatever it is",
      wrapped(inner, () => ({}), (network, options) => [network, { ...options, dt: 0.1 }]),
    ),
  ];
}
