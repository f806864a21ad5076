/**
 * The law of support: what an engine declares that it does not support, it refuses.
 *
 * @module
 */

import { EVERYTHING } from "../../model/support.ts";
import type { StimulusSpec } from "../../model/spec.ts";
import type { CobaHhOptions } from "../../model/variants.ts";
import { loneNeurons } from "./cells.ts";
import { assembleNetwork } from "../../model/network.ts";
import { expectRefused } from "./expectation.ts";
import type { GeneralLaw } from "./law.ts";
import type { Subject } from "./subject.ts";

const STIMULI: Readonly<Record<"events" | "poisson", StimulusSpec>> = {
  events: { kind: "events", steps: [0], targets: [0] },
  poisson: { kind: "poisson", rate: 100, cells: 1, start: 0, stop: 10 },
};

/** Options that differ from supported ones in one choice, which the engine does not support; and the choice. */
function beyondSupport({ support, fit, scheme }: Subject): [CobaHhOptions, string][] {
  const { orders, currents, delays, rules, stimuli, refractoriness } = support;
  const fitting = fit();
  const without = <T>(all: readonly T[], supported: readonly T[]) => all.filter((value) => !supported.includes(value));
  const { synapses = {}, spike = {} } = fitting;
  const isAsked = scheme.synapses === undefined;
  return [
    ...without(isAsked ? EVERYTHING.orders : [], orders)
      .map((order): [CobaHhOptions, string] => [{ ...fitting, synapses: { ...synapses, order } }, order]),
    ...without(isAsked ? EVERYTHING.currents : [], currents)
      .map((current): [CobaHhOptions, string] => [{ ...fitting, synapses: { ...synapses, current } }, current]),
    ...(delays ? [] : [[{ ...fitting, synapses: { ...synapses, delay: 0.3 } }, "0.3"] as [CobaHhOptions, string]]),
    ...without(EVERYTHING.rules, rules)
      .map((rule): [CobaHhOptions, string] => [{ ...fitting, spike: { ...spike, rule } }, rule]),
    ...without(EVERYTHING.stimuli, stimuli)
      .map((kind): [CobaHhOptions, string] => [{ ...fitting, stimulus: STIMULI[kind] }, kind]),
    ...(refractoriness ? [] : [[{ ...fitting, spike: { ...spike, refractory: 3 } }, "3"] as [CobaHhOptions, string]]),
  ];
}

/** The law of support. */
export const supportLaws: readonly GeneralLaw[] = [{
  name: "what an engine declares that it does not support, it refuses",
  source: "Engine.supports",
  about: "nothing",
  isSilent: (subject) => beyondSupport(subject).length === 0 ? "the engine supports everything" : undefined,
  async holds(subject) {
    for (const [options, choice] of beyondSupport(subject)) {
      const { spec } = loneNeurons(3, options), none = new Uint32Array(0);
      const asked = { ...spec, synapses: { ...spec.synapses, delay: options.synapses?.delay ?? 0 } }; // lone cells have none
      const network = assembleNetwork(asked, { pre: none, post: none });
      await expectRefused(() => subject.create(network), choice, `a network with ${choice}`);
    }
  },
}];
