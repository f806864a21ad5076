/**
 * The specimen: exponential Euler once more, in one short function, made to be broken. Right as it stands; a Fault changes
 * one thing about its step, or puts the step of another method in its place.
 *
 * @module
 */

import * as kinetics from "../../model/kinetics.ts";
import type { InitialVariable, Network } from "../../model/network.ts";
import { refractorySteps } from "../../model/refractory.ts";
import { checkNeurons, checkOptions, checkSteps, checkVariable, checkWrite } from "../../model/simulation_checks.ts";
import type { Engine, Simulation, SimulationOptions, Spikes, StateVariable } from "../../model/simulation.ts";
import { synapseNotes, variablesOf } from "../../model/methods.ts";
import { checkSupport } from "../../model/support.ts";
import { eventsInTurn } from "../../model/stimulus.ts";

/** The six rates [1/ms] as functions of u = v - vT [mV]. */
export type Rates = Pick<typeof kinetics, "alphaM" | "betaM" | "alphaH" | "betaH" | "alphaN" | "betaN">;

/** A cell in a step of another method: what arrives is in the conductances already. */
export type Cell = Record<"v" | "m" | "h" | "n" | "gE" | "gI" | "stepSize", number>;

/** The step of another method. */
export interface OtherStep {
  /** Name of the method. */
  readonly method: string;
  /** Advances a cell by dt [ms]. */
  advance(cell: Cell, spec: Network["spec"], dt: number): void;
}

/** Faults of a step; everything that is left out is right. */
export interface Fault {
  /** The step of another method, right or wrong. */
  readonly other?: OtherStep;
  /** The rates. */
  readonly rates?: Rates;
  /** A gate after dt [ms]. */
  readonly relax?: (x: number, alpha: number, beta: number, dt: number) => number;
  /** Whether gates follow the new v. */
  readonly gatesFollowNewV?: boolean;
  /** What a conductance is multiplied by in a step. */
  readonly decay?: (dt: number, tau: number) => number;
  /** Powers of m and n in the conductances. */
  readonly powers?: { readonly m: number; readonly n: number };
  /** The number of arriving spikes, as a counter has it. */
  readonly count?: (count: number) => number;
  /** Whether the spike of a neuron is delivered. */
  readonly isDelivered?: (neuron: number, step: number, network: Network, threads: number) => boolean;
  /** Steps that a spike is delivered too late, or -1 for at once. */
  readonly delay?: number;
  /** Whether v went from `before` to `after` across the threshold. */
  readonly crosses?: (before: number, after: number, threshold: number) => boolean;
  /** Steps of refractoriness. */
  readonly pause?: (steps: number) => number;
  /** Whether several events of the stimulus at one neuron in one step count once. */
  readonly eventsMerge?: boolean;
  /** Whether an event acts as a spike of its target's population does. */
  readonly eventsOfTheirTargets?: boolean;
  /** What the state is stored as. */
  readonly store?: (x: number) => number;
  /** Whether pending spikes are forgotten at the beginning of advance. */
  readonly forgetsPending?: boolean;
  /** Whether the network's own arrays are the state. */
  readonly sharesInitial?: boolean;
  /** Whether read gives the state itself. */
  readonly readsLive?: boolean;
  /** Whether the stimulus is read from the specification at the first step. */
  readonly readsStimulusLate?: boolean;
  /** Whether arguments are taken as they come. */
  readonly takesAnything?: boolean;
  /** Pending spikes that all simulations of the engine have in common. */
  readonly shared?: { pending: number[][] };
}

type State = Record<StateVariable, Float64Array>;

/** The engine with a fault. */
export function specimen(fault: Fault = {}): Engine {
  const engine: Engine = {
    name: "specimen",
    precision: "float64",
    methods: [fault.other?.method ?? "exp_auto"],
    supports: { delays: false },
    unavailable: () => Promise.resolve(undefined),
    // deno-lint-ignore require-await -- async, so that a bad option rejects
    create: async (network, options) => {
      if (!fault.takesAnything) checkSupport(engine, network, options);
      return simulate(network, options, fault);
    },
  };
  return engine;
}

const relaxed = (x: number, alpha: number, beta: number, dt: number): number => {
  const steady = kinetics.steadyState(alpha, beta);
  return steady + (x - steady) * Math.exp(-(alpha + beta) * dt);
};

function simulate(network: Network, options: SimulationOptions, fault: Fault): Simulation {
  const { other } = fault, own = other?.method ?? "exp_auto";
  const { dt, method = own, threads = 1 } = options;
  if (!fault.takesAnything) {
    checkOptions(options);
    if (method !== own) throw new RangeError(`Cannot create simulation: method must be ${own}, received ${method}`);
  }
  const { rates = kinetics, relax = relaxed, powers = { m: 3, n: 4 }, count = (n) => n, store = (x) => x } = fault;
  const { decay = (dt, tau) => Math.exp(-dt / tau), delay = 0, isDelivered = () => true } = fault;
  const { crosses = (before, after, threshold) => before < threshold && after >= threshold } = fault;
  const { neurons, excitatory, wE, wI, connectivity, spec: { parameters: p, synapses, spike: rule, current } } =
    network;
  const pause = (fault.pause ?? ((steps) => steps))(refractorySteps(rule, dt));
  const variables = variablesOf(own);
  const state = Object.fromEntries(variables.map((variable) => {
    const initial = network.initial[variable as InitialVariable] ??
      new Float64Array(neurons).fill(variable === "stepSize" ? dt : 0);
    return [variable, fault.sharesInitial ? initial : initial.map(store)];
  })) as State;
  const { v, m, h, n, gE, gI, spike, refractory } = state;
  let eventsOf = fault.readsStimulusLate ? undefined : eventsInTurn(network, dt);
  const decayE = decay(dt, p.tauE), decayI = decay(dt, p.tauI);
  const arrivedE = new Uint32Array(neurons), arrivedI = new Uint32Array(neurons);
  // Spikes that wait: those of the last step are flagged in the state, and older ones only here.
  const queue = fault.shared ?? { pending: [] };
  let step = 0, isDisposed = false;

  function deliver(fired: Iterable<number>): void {
    for (const i of fired) {
      if (!isDelivered(i, step, network, threads)) continue;
      const counts = i < excitatory ? arrivedE : arrivedI;
      for (const j of connectivity.targets(i)) counts[j]++;
    }
  }

  function arrive(): void {
    arrivedE.fill(0);
    arrivedI.fill(0);
    const fired = [...spike.keys()].filter((i) => spike[i] === 1);
    if (fault.shared) {
      deliver(queue.pending.pop() ?? fired);
    } else if (delay > 0) {
      queue.pending.push(fired);
      if (queue.pending.length > delay) deliver(queue.pending.shift()!);
    } else if (delay === 0) deliver(fired);
    const driven = new Set<number>();
    eventsOf ??= eventsInTurn(network, dt);
    for (const j of eventsOf(step)) {
      if (fault.eventsMerge && driven.has(j)) continue;
      driven.add(j);
      (fault.eventsOfTheirTargets && j >= excitatory ? arrivedI : arrivedE)[j]++;
    }
  }

  function stepOther(i: number, { advance }: OtherStep, jumpE: number, jumpI: number): void {
    const stepSize = state.stepSize?.[i] ?? 0;
    const cell = { v: v[i], m: m[i], h: h[i], n: n[i], gE: gE[i] + jumpE, gI: gI[i] + jumpI, stepSize };
    advance(cell, network.spec, dt);
    for (const [variable, value] of Object.entries(cell)) state[variable as StateVariable]?.fill(value, i, i + 1);
  }

  function stepCell(i: number): void {
    const before = v[i];
    stepMembrane(i);
    if (refractory[i] > 0) refractory[i]--;
    const isFulfilled = rule.rule === "crossing"
      ? crosses(before, v[i], rule.threshold)
      : rule.rule === "above"
      ? v[i] > rule.threshold
      : v[i] >= rule.threshold && v[i] < before;
    spike[i] = isFulfilled && refractory[i] === 0 ? 1 : 0;
    if (spike[i] === 1) refractory[i] = pause;
  }

  function stepMembrane(i: number): void {
    const jumpE = count(arrivedE[i]) * wE, jumpI = count(arrivedI[i]) * wI, { order } = synapses;
    if (other !== undefined) return stepOther(i, other, jumpE, jumpI);
    gE[i] = order === "decay-add-use"
      ? gE[i] * decayE + jumpE
      : (gE[i] + jumpE) * (order === "add-decay-use" ? decayE : 1);
    gI[i] = order === "decay-add-use"
      ? gI[i] * decayI + jumpI
      : (gI[i] + jumpI) * (order === "add-decay-use" ? decayI : 1);
    const before = v[i], sodium = p.gNa * m[i] ** powers.m * h[i], potassium = p.gK * n[i] ** powers.n;
    let total = p.gL + sodium + potassium, pull = p.gL * p.eL + sodium * p.eNa + potassium * p.eK + current;
    if (synapses.current === "linear") {
      total += gE[i] + gI[i];
      pull += gE[i] * p.eE + gI[i] * p.eI;
    } else pull += gE[i] * (p.eE - before) + gI[i] * (p.eI - before);
    v[i] = store(before + (pull / total - before) * -Math.expm1(-total * dt / p.cM));
    const u = (fault.gatesFollowNewV ? v[i] : before) - p.vT;
    m[i] = store(relax(m[i], rates.alphaM(u), rates.betaM(u), dt));
    h[i] = store(relax(h[i], rates.alphaH(u), rates.betaH(u), dt));
    n[i] = store(relax(n[i], rates.alphaN(u), rates.betaN(u), dt));
    if (order === "add-use-decay") {
      gE[i] *= decayE;
      gI[i] *= decayI;
    }
  }

  return {
    network,
    engine: "specimen",
    precision: "float64",
    method,
    threads: 1,
    notes: synapseNotes(own, synapses),
    dt,
    get step() {
      return step;
    },
    variables,
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async advance(steps: number): Promise<Spikes> {
      if (!fault.takesAnything) checkSteps(steps, step, isDisposed);
      if (fault.forgetsPending) spike.fill(0);
      const fired: number[] = [], firedIn: number[] = [];
      for (const end = step + steps; step < end; step++) {
        arrive();
        for (let i = 0; i < neurons; i++) {
          stepCell(i);
          if (spike[i] === 0) continue;
          fired.push(i);
          firedIn.push(step);
          // At once: the targets that come later in the loop have it in this step, the others lose it.
          if (delay < 0) deliver([i]);
        }
        if (fault.shared) {
          queue.pending = [fired.slice(firedIn.indexOf(step) < 0 ? fired.length : firedIn.indexOf(step))];
        }
      }
      return { step: Uint32Array.from(firedIn), neuron: Uint32Array.from(fired) };
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async read(variable: StateVariable, asked?: Uint32Array): Promise<Float64Array> {
      if (!fault.takesAnything) checkVariable("read", variable, variables, isDisposed);
      if (asked === undefined) return fault.readsLive ? state[variable] : state[variable].slice();
      if (!fault.takesAnything) checkNeurons(asked, neurons);
      return Float64Array.from(asked, (i) => state[variable][i]);
    },
    // deno-lint-ignore require-await -- async, so that a bad argument rejects
    async write(variable: StateVariable, values: Float64Array): Promise<void> {
      if (!fault.takesAnything) {
        checkVariable("write", variable, variables, isDisposed);
        checkWrite(variable, values, neurons, { ...options, method });
      }
      state[variable].set(values.map(store));
    },
    [Symbol.asyncDispose]() {
      isDisposed = true;
      return Promise.resolve();
    },
  };
}
