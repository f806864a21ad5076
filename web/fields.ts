/**
 * The settings that the page offers for change: names as in links, words, units, choices.
 *
 * @module
 */

import {
  distinctMethods,
  methodOf,
  type NetworkSpec,
  PARAMETER_UNITS,
  type Parameters,
  variants,
} from "../model/mod.ts";
import { DEFAULTS } from "./settings.ts";
import { fieldOf, SPEC_NAMES } from "./spec_text.ts";
import { valueText } from "./value_text.ts";

/** One setting. */
export interface Field {
  /** Its name in a link. */
  readonly name: string;
  /** Its name on the page. */
  readonly label: string;
  /** What it is, where the label does not say it. */
  readonly meaning?: string;
  readonly unit?: string;
  /** Its values, where they are few. */
  readonly choices?: readonly string[];
  /** Words of the choices that have any. */
  readonly words?: Readonly<Record<string, string>>;
}

/** Settings that belong together. */
export interface Group {
  readonly title: string;
  readonly fields: readonly Field[];
  /** Whether it is shown at once, instead of on demand. */
  readonly isOpen?: boolean;
}

const YES_NO = ["true", "false"];

const MEANINGS: Readonly<Record<keyof Parameters, string>> = {
  cM: "membrane capacitance",
  gL: "leak conductance",
  gNa: "peak sodium conductance",
  gK: "peak potassium conductance",
  eL: "leak reversal potential",
  eNa: "sodium reversal potential",
  eK: "potassium reversal potential",
  vT: "potential that rates are counted from",
  tauE: "excitatory synaptic time constant",
  tauI: "inhibitory synaptic time constant",
  eE: "excitatory reversal potential",
  eI: "inhibitory reversal potential",
  wE: "excitatory synaptic weight",
  wI: "inhibitory synaptic weight",
};

/** The groups of settings; `names` are those of the engine's methods, of which each is offered once. */
export function groupsOf(names: readonly string[]): readonly Group[] {
  const methods = distinctMethods(names);
  const titles = Object.fromEntries(methods.map((name) => [name, methodOf(name).title]));
  return [
    {
      title: "Network",
      isOpen: true,
      fields: [
        { name: "variant", label: "Variant", choices: Object.keys(variants) },
        { name: "scale", label: "Scale", unit: "× 4000" },
        { name: "scaling", label: "Scaling rule", choices: ["weights", "in-degree"] },
        {
          name: "connectivity.rule",
          label: "Connectivity rule",
          choices: ["projection-out-degree", "out-degree", "bernoulli", "in-degree"],
        },
        { name: "seed", label: "Seed" },
      ],
    },
    {
      title: "Simulation",
      isOpen: true,
      fields: [
        { name: "method", label: "Method", choices: methods, words: titles },
        { name: "dt", label: "Time step dt", unit: "ms" },
        { name: "threads", label: "Threads" },
        { name: "stop", label: "Stop at", unit: "ms" },
      ],
    },
    {
      title: "Parameters",
      fields: (Object.keys(PARAMETER_UNITS) as (keyof Parameters)[]).map((symbol) => ({
        name: `parameters.${symbol}`,
        label: symbol,
        meaning: MEANINGS[symbol],
        unit: PARAMETER_UNITS[symbol],
      })),
    },
    {
      title: "Synapses and spikes",
      fields: [
        { name: "connectivity.probability", label: "Connection probability" },
        { name: "connectivity.autapses", label: "Autapses", choices: YES_NO },
        { name: "connectivity.multapses", label: "Multapses", choices: YES_NO },
        {
          name: "synapses.order",
          label: "Order in a step",
          choices: ["decay-add-use", "add-decay-use", "add-use-decay"],
        },
        { name: "synapses.current", label: "Synaptic current", choices: ["frozen", "linear"] },
        { name: "synapses.delay", label: "Delay", unit: "ms" },
        { name: "spike.rule", label: "Spike rule", choices: ["crossing", "above", "peak"] },
        { name: "spike.threshold", label: "Threshold", unit: "mV" },
        { name: "spike.refractory", label: "Refractory time", unit: "ms" },
      ],
    },
    {
      title: "Initial state and input",
      fields: [
        { name: "initial.v", label: "Initial v", unit: "mV" },
        { name: "initial.gates", label: "Initial gates", choices: ["zero", "steady", "nest"] },
        { name: "initial.gE", label: "Initial gE", unit: "nS" },
        { name: "initial.gI", label: "Initial gI", unit: "nS" },
        { name: "stimulus", label: "Stimulus" },
        { name: "current", label: "Constant current", unit: "pA" },
        { name: "populations.excitatory", label: "Excitatory neurons" },
        { name: "populations.inhibitory", label: "Inhibitory neurons" },
      ],
    },
  ];
}

/** The text of a setting where nothing was changed: the variant's published one. */
export function publishedText(name: string, variant: string): string {
  if (name === "variant") return DEFAULTS.spec.variant;
  if (SPEC_NAMES.includes(name)) return valueText(fieldOf(variants[variant].spec, name));
  return String((DEFAULTS as unknown as Record<string, unknown>)[name] ?? "");
}

/** The unit of a setting in a network whose parameters may be written per capacitance. */
export function unitOf({ unit }: Field, { parameters }: NetworkSpec): string {
  if (parameters.cM !== 1 || unit === undefined) return unit ?? "";
  return ({ nS: "nS/pF", pA: "pA/pF" } as Record<string, string>)[unit] ?? unit;
}
