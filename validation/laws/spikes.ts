/**
 * Laws of spikes: who fires is what the specification's rule says of the potentials, and the list is in order.
 *
 * @module
 */

import type { Network } from "../../model/network.ts";
import type { SpikeSpec } from "../../model/spec.ts";
import { refractorySteps } from "../../model/refractory.ts";
import type { CobaHhOptions } from "../../model/variants.ts";
import { flagged } from "./arrivals.ts";
import { inStates, loneNeurons } from "./cells.ts";
import { expect, expectNear, expectSame, expectSameNumbers } from "./expectation.ts";
import type { GeneralLaw, NetworkSample } from "./law.ts";
import { chanceOf, integerIn, oneOf, REFRACTORY } from "./samples.ts";
import type { Subject } from "./subject.ts";
import { driven } from "./time.ts";

/** Expects spikes sorted by step and neuron, in the steps that were asked for, the last ones in the state. */
export async function spikesAreSorted(subject: Subject, network: Network, before = 37, steps = 100): Promise<void> {
  await using simulation = await subject.create(network);
  await simulation.advance(before);
  const { step, neuron } = await simulation.advance(steps);
  expectSame(neuron.length, step.length, "neurons by steps of the list of spikes");
  for (let k = 0; k < step.length; k++) {
    const what = `spike ${k}: neuron ${neuron[k]} in step ${step[k]}`;
    const isAsked = step[k] >= before && step[k] < before + steps && neuron[k] < network.neurons;
    expect(isAsked, () => `${what}: expected steps ${before} to ${before + steps - 1} of ${network.neurons} neurons`);
    const isOrdered = k === 0 || step[k] > step[k - 1] || (step[k] === step[k - 1] && neuron[k] > neuron[k - 1]);
    expect(isOrdered, () => `${what}: expected it after neuron ${neuron[k - 1]} in step ${step[k - 1]}`);
  }
  const last = neuron.filter((_, k) => step[k] === before + steps - 1);
  expectSameNumbers(flagged(await simulation.read("spike")), last, "neurons with a pending spike");
}

/** A potential this close to the threshold, or to the one before it, may be on either side of it in the engine's units [mV]. */
const CLOSE = 1e-3;

/** Whether the rule is fulfilled by a step from `before` to `after`; undefined where it is too close to say. */
function fulfilled({ rule, threshold }: SpikeSpec, before: number, after: number, close: number): boolean | undefined {
  const isClose = (a: number, b: number) => close > 0 && Math.abs(a - b) <= close;
  const over = (v: number) => isClose(v, threshold) ? undefined : v >= threshold;
  const and = (a: boolean | undefined, b: boolean | undefined) =>
    a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
  const not = (a: boolean | undefined) => a === undefined ? undefined : !a;
  if (rule === "crossing") return and(not(over(before)), over(after));
  if (rule === "above") return and(over(after), after !== threshold);
  return and(over(after), isClose(after, before) ? undefined : after < before);
}

/**
 * Expects every neuron to fire in exactly the steps in which its own potentials, as they are read, fulfil the rule of the
 * specification, and not before it may fire again.
 */
export async function spikesFollowTheRule(subject: Subject, network: Network, steps: number): Promise<void> {
  const { spec: { spike: rule }, neurons } = network;
  const close = subject.engine.precision === "float64" ? 0 : CLOSE;
  const pause = refractorySteps(rule, subject.dt);
  const lastFired = new Float64Array(neurons).fill(-Infinity);
  let fulfilments = 0;
  await using simulation = await subject.create(network);
  const isCounted = simulation.variables.includes("refractory");
  let before = await simulation.read("v");
  for (let k = 0; k < steps; k++) {
    const { neuron } = await simulation.advance(1);
    const fired = new Set(neuron);
    const after = await simulation.read("v");
    const left = isCounted ? await simulation.read("refractory") : undefined;
    for (let i = 0; i < neurons; i++) {
      const isFulfilled = fulfilled(rule, before[i], after[i], close);
      const mayFire = k - lastFired[i] >= pause;
      const what = () =>
        `neuron ${i} from ${before[i]} to ${after[i]} mV in step ${k}, rule ${rule.rule} of ${rule.threshold} mV` +
        `${rule.rule === "peak" ? " (old v > new v >= threshold)" : ""}, ` +
        `${k - lastFired[i]} steps after its last spike of which ${pause} are refractory`;
      const expected = mayFire ? isFulfilled : false;
      if (expected !== undefined) {
        const words = expected ? "expected a spike, received none" : "expected no spike, received one";
        expect(fired.has(i) === expected, () => `${what()}: ${words}`);
      }
      if (fired.has(i)) {
        lastFired[i] = k;
        fulfilments++;
      }
      if (left !== undefined) {
        const expectedLeft = Math.max(0, pause - (k - lastFired[i]));
        expectNear(left[i], expectedLeft, 0, `refractory steps left of neuron ${i} after step ${k}`);
      }
    }
    before = after;
  }
  expect(fulfilments > 0, () => `expected spikes in ${steps} steps of a driven network, received none`);
}

/** Expects the list of spikes to be the flags of each step. */
async function flagsAreTheList(subject: Subject, network: Network, steps: number): Promise<void> {
  await using simulation = await subject.create(network);
  for (let k = 0; k < steps; k++) {
    const { neuron } = await simulation.advance(1);
    expectSameNumbers(flagged(await simulation.read("spike")), neuron, `neurons with a pending spike after step ${k}`);
  }
}

/** Rules of lone cells: thresholds apart, and refractory times of whole steps, of parts of them and beyond the run [ms]. */
const RULES: readonly Partial<SpikeSpec>[] = [
  { rule: "crossing", threshold: -20, refractory: 0 },
  { rule: "crossing", threshold: 0, refractory: 4 },
  { rule: "crossing", threshold: -20, refractory: 33.33 },
  { rule: "above", threshold: -20, refractory: 0 },
  { rule: "above", threshold: -20, refractory: 3 },
  { rule: "above", threshold: -20, refractory: 0.25 },
  { rule: "above", threshold: -20, refractory: 1.37 },
  { rule: "peak", threshold: -33, refractory: 0 },
  { rule: "peak", threshold: -33, refractory: 2 },
  { rule: "peak", threshold: -33, refractory: 0.37 },
];

async function loneCellsFollowTheRule(subject: Subject, { spike = {} }: CobaHhOptions): Promise<void> {
  const chance = chanceOf(10), { threshold = -20 } = spike;
  // A fifth begins at, above or around the threshold, the rest is driven across it.
  const v = Array.from(
    { length: 40 },
    (_, i) => i === 0 ? threshold : i < 8 ? threshold + 20 * (chance() - 0.5) : -75 + 30 * chance(),
  );
  const network = loneNeurons(v.length, { ...subject.fit({ spike }), current: 400 });
  await spikesFollowTheRule(subject, inStates(network, v.map((v) => ({ v }))), Math.round(15 / subject.dt));
}

/** A network whose every cell is driven, with any rule that the engine supports and any threshold. */
async function networksFollowTheRule(subject: Subject, { network, chance }: NetworkSample): Promise<void> {
  const { rules, refractoriness, thresholdAboveVT } = subject.support;
  const refractory = refractoriness ? oneOf(chance, [...REFRACTORY, 3.05, 0.1]) : 0;
  const { spec } = driven(network), drawn = -40 + 50 * chance();
  const threshold = thresholdAboveVT === null ? drawn : spec.parameters.vT + thresholdAboveVT;
  const spike = { rule: oneOf(chance, rules), threshold, refractory };
  await spikesFollowTheRule(subject, { ...network, spec: { ...spec, spike } }, Math.round(15 / subject.dt));
}

/** Expects what is not finite to stay with its neuron, and the neuron to be silent. */
async function nonFiniteStaysAlone(subject: Subject, { network, chance }: NetworkSample): Promise<void> {
  const sick = integerIn(chance, 0, network.neurons - 1);
  await using clean = await subject.create(network);
  const { step, neuron } = await clean.advance(100);
  // Everything before its first spike is as before: nobody misses it yet.
  const first = step.find((_, k) => neuron[k] === sick) ?? 100;
  const early = (_: number, k: number) => step[k] <= first && neuron[k] !== sick;
  const expected = neuron.filter(early);
  for (const poison of [NaN, Infinity]) {
    await using poisoned = await subject.create(network);
    await poisoned.write("v", (await poisoned.read("v")).map((v, i) => i === sick ? poison : v));
    const spikes = await poisoned.advance(100);
    expect(!spikes.neuron.includes(sick), () => `neuron ${sick} with v = ${poison}: expected no spike, received one`);
    (await poisoned.read("v")).forEach((v, i) => {
      expect(
        i === sick || Number.isFinite(v),
        () => `neuron ${i} beside neuron ${sick} with v = ${poison}: received ${v}`,
      );
    });
    const found = spikes.neuron.slice(0, expected.length);
    expectSameNumbers(found, expected, `spikes beside neuron ${sick} with v = ${poison}, before anybody misses it`);
  }
}

/** The laws of spikes. */
export const spikeLaws: readonly GeneralLaw[] = [
  {
    name: "spikes are sorted by step and neuron, lie in the steps asked for, and end in the state",
    source: "Spikes; StateVariable spike",
    needs: ["spike"],
    about: "network",
    count: 5,
    holds: (subject, { network }) => spikesAreSorted(subject, network),
  },
  {
    name: "the list of spikes is the state's flags of every step",
    source: "Spikes; StateVariable spike",
    needs: ["spike"],
    about: "network",
    count: 1,
    holds: (subject, { network }) => flagsAreTheList(subject, network, 100),
  },
  {
    name: "lone cells fire as the rule says of their potentials, and not again in the refractory time",
    source: "NetworkSpec.spike",
    needs: ["v"],
    about: "nothing",
    choices: RULES.map((spike) => ({ spike })),
    holds: loneCellsFollowTheRule,
  },
  {
    name: "cells of a network fire as the rule says of their potentials, and not again in the refractory time",
    source: "NetworkSpec.spike",
    needs: ["v"],
    about: "network",
    count: 6,
    holds: networksFollowTheRule,
  },
  {
    name: "a neuron whose potential is not finite never fires, and stays alone",
    source: "comparisons with NaN are false, and only its own currents contain its potential",
    needs: ["v"],
    about: "network",
    count: 2,
    holds: nonFiniteStaysAlone,
  },
];
