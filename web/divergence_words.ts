/**
 * Why potentials have left every membrane behind, and what helps: the time step, or what was changed.
 *
 * @module
 */

import { methodOf, type Parameters, variants } from "../model/mod.ts";
import { effectiveWeights } from "../model/scaling.ts";
import type { Settings } from "./settings.ts";
import { specToTexts } from "./spec_text.ts";

/** The time step of published runs [ms]. */
const PUBLISHED_DT = 0.1;

/** A weight that is so many times the published one is a cause. */
const MUCH = 1.5;

/** Sentences on so many diverged neurons. */
export function divergenceWords(diverged: number, settings: Pick<Settings, "spec" | "dt" | "method">): string {
  const count = diverged === 1 ? "One neuron has" : `${diverged.toLocaleString("en")} neurons have`;
  return `${count} a potential that no membrane has: the integration has diverged. ${causeOf(settings)}`;
}

function causeOf({ spec, dt, method }: Pick<Settings, "spec" | "dt" | "method">): string {
  const changed = [...specToTexts(spec).keys()].filter((name) => /^(parameters|initial|current|stimulus)/.test(name))
    .map((name) => name.replace(/^.*\./, ""));
  const isFrozen = (methodOf(method).synapses ?? spec.synapses).current === "frozen";
  if (isFrozen) {
    const limit = Number((2 * spec.parameters.cM / dt).toPrecision(3)).toLocaleString("en");
    const unit = spec.parameters.cM === 1 ? "nS/pF" : "nS";
    return `The synaptic current is frozen over a step of ${dt} ms, which is unstable where gE + gI exceeds ` +
      `2 cM / dt = ${limit} ${unit}. ${frozenCause(settingsWeights(spec), spec.scale, spec.scaling, dt)} A linear ` +
      "synaptic current is stable at any conductance.";
  }
  if (dt > PUBLISHED_DT) return `The time step of ${dt} ms is long; published runs take ${PUBLISHED_DT} ms.`;
  return changed.length === 0
    ? "A shorter time step may help."
    : `The time step is a usual one, so the cause is more likely what was changed: ${inWords(changed, " or ")}.`;
}

/** Weights that are much larger than published: name, value and how many times. */
function settingsWeights(spec: Settings["spec"]): { name: string; times: number }[] {
  const published: Parameters = variants[spec.variant].spec.parameters;
  const scaled = effectiveWeights(spec);
  return (["wE", "wI"] as const).map((name) => ({ name, times: scaled[name] / published[name] }))
    .filter(({ times }) => times > MUCH);
}

function frozenCause(weights: { name: string; times: number }[], scale: number, scaling: string, dt: number): string {
  const times = (x: number) => `${Number(x.toPrecision(3)).toLocaleString("en")} times`;
  if (weights.length > 0 && scaling === "weights" && scale < 1 && weights.every(({ times }) => times <= MUCH / scale)) {
    return `Scale ${scale} makes each weight ${times(1 / scale)} larger; scaling in-degree keeps the weights.`;
  }
  if (weights.length > 0) {
    const words = weights.map(({ name, times: x }) => `${name} is ${times(x)} the published value`);
    return `${inWords(words, " and ")}: smaller weights help.`;
  }
  if (dt > PUBLISHED_DT) return `Published runs take ${PUBLISHED_DT} ms: a shorter time step helps.`;
  return "Smaller conductances or a shorter time step help.";
}

function inWords(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")}${last}${words[words.length - 1]}`;
}
