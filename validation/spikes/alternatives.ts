/**
 * The choices that published versions of the network, and simulators, make differently: a hypothesis changed along one axis
 * of the specification at a time.
 *
 * @module
 */

import { ACCURATE_METHOD, DEFAULT_METHOD, methodOf } from "../../model/methods.ts";
import { milliseconds } from "../../model/milliseconds.ts";
import type { NetworkSpec } from "../../model/spec.ts";
import { variants } from "../../model/variants.ts";
import type { Alternative, Hypothesis } from "./hypothesis.ts";

/** Methods that are tried; a simulator that steps its equations accurately is close to the second. */
const METHODS = [DEFAULT_METHOD, ACCURATE_METHOD, "staggered", "rk2", "euler"];

/** Spike rules of the published versions, and NEURON's and Brian's other habits. */
const THRESHOLDS = [-20, 0, -10, -33, -40], REFRACTORY = [0, 2, 3];

/** Time steps that are usual [ms]. */
const TIME_STEPS = [0.2, 0.05, 0.025];

/** Longest delay [steps]. */
const LONGEST_DELAY = 31;

/** Initial states of the published versions. */
const INITIAL = Object.values(variants).map(({ spec }) => spec.initial);

/** Every hypothesis that is different from this one along one axis; `methods` are those that can be run. */
export function alternatives(base: Hypothesis, methods: readonly string[]): Alternative[] {
  const { spec } = base;
  const isExplicit = spec.connectivity.rule === "explicit";
  return [
    ...methodAlternatives(base, methods),
    ...synapseAlternatives(base),
    ...spikeAlternatives(base),
    ...cellAlternatives(base),
    ...(isExplicit ? [] : initialAlternatives(base)),
    ...(isExplicit ? [] : connectivityAlternatives(base)),
    ...stimulusAlternatives(base),
    ...timingAlternatives(base),
    ...variantAlternatives(base),
  ];
}

/** Everything as in a published version, but for seed and size, and for synapses and state where they are given. */
function variantAlternatives(base: Hypothesis): Alternative[] {
  const { variant, seed, scale, scaling, populations, connectivity, initial } = base.spec;
  const isExplicit = connectivity.rule === "explicit";
  return Object.entries(variants).filter(([name]) => name !== variant).map(([name, { spec }]) =>
    changed(base, "variant", `everything as in ${name}`, {
      ...spec,
      ...{ seed, scale, scaling, populations },
      ...(isExplicit ? { connectivity, initial } : {}),
    })
  );
}

function changed(base: Hypothesis, axis: string, choice: string, change: Partial<NetworkSpec>): Alternative {
  return { axis, choice, hypothesis: { ...base, spec: { ...base.spec, ...change } } };
}

/** Values of a field other than the one that it has. */
function others<T>(values: readonly T[], present: T): T[] {
  const seen = new Set([JSON.stringify(present)]);
  return values.filter((value) => seen.size < seen.add(JSON.stringify(value)).size);
}

function methodAlternatives(base: Hypothesis, methods: readonly string[]): Alternative[] {
  return others(METHODS.filter((method) => methods.includes(method)), base.method)
    .map((method) => ({
      axis: "method",
      choice: `${methodOf(method).title} instead of ${methodOf(base.method).title}`,
      hypothesis: { ...base, method },
    }));
}

function synapseAlternatives(base: Hypothesis): Alternative[] {
  const { synapses } = base.spec;
  // These methods have an order and a current of their own.
  if (methodOf(base.method).synapses !== undefined) return [];
  const orders = ["decay-add-use", "add-decay-use", "add-use-decay"] as const, currents = ["frozen", "linear"] as const;
  const words = { frozen: "frozen over the step", linear: "linear in v within the step" };
  return [
    ...others(orders, synapses.order).map((order) =>
      changed(base, "synapse order", `${order} instead of ${synapses.order}`, { synapses: { ...synapses, order } })
    ),
    ...others(currents, synapses.current).map((current) =>
      changed(base, "synaptic current", `${words[current]} instead of ${words[synapses.current]}`, {
        synapses: { ...synapses, current },
      })
    ),
  ];
}

function spikeAlternatives(base: Hypothesis): Alternative[] {
  const { spike } = base.spec;
  const rules = ["crossing", "above", "peak"] as const;
  const alternative = (choice: string, change: Partial<NetworkSpec["spike"]>) => {
    return [changed(base, "spike rule", choice, { spike: { ...spike, ...change } })];
  };
  return [
    ...others(rules, spike.rule).flatMap((rule) => alternative(`rule ${rule} instead of ${spike.rule}`, { rule })),
    ...others(THRESHOLDS, spike.threshold).flatMap((threshold) =>
      alternative(`threshold ${threshold} mV instead of ${spike.threshold} mV`, { threshold })
    ),
    ...others(REFRACTORY, spike.refractory).flatMap((refractory) =>
      alternative(`refractory time ${refractory} ms instead of ${spike.refractory} ms`, { refractory })
    ),
    // A spike in each step of an action potential, which is the most frequent mistake.
    ...(spike.refractory === 0
      ? []
      : alternative("rule above without refractoriness (several spikes per action potential)", {
        rule: "above",
        refractory: 0,
      })),
    ...Object.entries(variants).filter(([, { spec }]) => JSON.stringify(spec.spike) !== JSON.stringify(spike))
      .flatMap(([name, { spec }]) => alternative(`all of the spike rule as in variant ${name}`, spec.spike)),
  ];
}

function cellAlternatives(base: Hypothesis): Alternative[] {
  const { parameters, initial } = base.spec;
  const gates = initial.gates === "zero" ? "steady" : "zero";
  const words = { zero: "all 0", steady: "at their steady states", nest: "as NEST has them" };
  return [
    ...others([-60, -65], parameters.eL).map((eL) =>
      changed(base, "leak reversal potential", `eL ${eL} mV instead of ${parameters.eL} mV`, {
        parameters: { ...parameters, eL },
      })
    ),
    ...(base.spec.connectivity.rule === "explicit" ? [] : [
      changed(base, "initial gates", `${words[gates]} instead of ${words[initial.gates]}`, {
        initial: { ...initial, gates },
      }),
    ]),
  ];
}

function initialAlternatives(base: Hypothesis): Alternative[] {
  const { initial } = base.spec;
  const words = (distribution: NetworkSpec["initial"]["v"]) =>
    distribution.kind === "constant"
      ? `${distribution.value}`
      : distribution.kind === "normal"
      ? `normal(${distribution.mean}, ${distribution.sd})`
      : `uniform[${distribution.low}, ${distribution.high})`;
  const pairs = INITIAL.map(({ gE, gI }) => ({ gE, gI }));
  return [
    ...others(INITIAL.map(({ v }) => v), initial.v).map((v) =>
      changed(base, "initial potential", `${words(v)} mV instead of ${words(initial.v)} mV`, {
        initial: { ...initial, v },
      })
    ),
    ...others(pairs, { gE: initial.gE, gI: initial.gI }).map(({ gE, gI }) =>
      changed(
        base,
        "initial conductances",
        `gE ${words(gE)} and gI ${words(gI)} nS instead of ${words(initial.gE)} and ${words(initial.gI)} nS`,
        { initial: { ...initial, gE, gI } },
      )
    ),
  ];
}

function connectivityAlternatives(base: Hypothesis): Alternative[] {
  const { connectivity, scaling, scale } = base.spec;
  const rules = ["projection-out-degree", "out-degree", "bernoulli", "in-degree"] as const;
  const flags = ["autapses", "multapses"] as const;
  return [
    ...others(rules, connectivity.rule as typeof rules[number]).map((rule) =>
      changed(base, "connection rule", `${rule} instead of ${connectivity.rule}`, {
        // Only sources can be drawn with repetition.
        connectivity: { ...connectivity, rule, multapses: connectivity.multapses && rule === "in-degree" },
      })
    ),
    ...flags.filter((flag) => flag === "autapses" || connectivity.rule === "in-degree").map((flag) =>
      changed(base, flag, connectivity[flag] ? "excluded instead of allowed" : "allowed instead of excluded", {
        connectivity: { ...connectivity, [flag]: !connectivity[flag] },
      })
    ),
    ...(scale === 1
      ? []
      : others(["weights", "in-degree"] as const, scaling).map((other) =>
        changed(base, "scaling", `${other} instead of ${scaling}`, { scaling: other })
      )),
  ];
}

function stimulusAlternatives(base: Hypothesis): Alternative[] {
  const kicks = ["seed-1", "nest", "neuron"].map((name) => variants[name].spec.stimulus);
  const words = (stimulus: NetworkSpec["stimulus"]) =>
    stimulus.kind === "poisson"
      ? `Poisson trains of ${Number(stimulus.rate.toFixed(1))} Hz into ${stimulus.cells} cells`
      : stimulus.kind === "none"
      ? "none"
      : "a list of events";
  return others(kicks, base.spec.stimulus).map((stimulus) =>
    changed(base, "stimulus", `${words(stimulus)} instead of ${words(base.spec.stimulus)}`, { stimulus })
  );
}

function timingAlternatives(base: Hypothesis): Alternative[] {
  const { dt, spec: { synapses } } = base, delay = synapses.delay ?? 0;
  const delays = [0, dt, 2 * dt, 0.5, 1, 1.5, 2].map((time) => Number(time.toPrecision(12)))
    .filter((time) => time <= LONGEST_DELAY * dt && Math.abs(time / dt - Math.round(time / dt)) < 1e-6);
  const arrives = (time: number) =>
    `${milliseconds(time)} ms (a spike of step k acts in step k + ${Math.round(time / dt) + 1})`;
  return [
    ...others(delays, delay).map((time) =>
      changed(base, "delay", `${arrives(time)} instead of ${arrives(delay)}`, {
        synapses: { ...synapses, delay: time },
      })
    ),
    ...stepAlternatives(base),
    ...others([0, 1], base.lateness).map((lateness) => ({
      axis: "time of spikes",
      choice: `the ${lateness === 0 ? "beginning" : "end"} of the step instead of its ${
        lateness === 0 ? "end" : "beginning"
      }`,
      hypothesis: { ...base, lateness },
    })),
  ];
}

/** Simulations in steps of another length, whose times are told in those of the file. */
function stepAlternatives(base: Hypothesis): Alternative[] {
  if (base.told !== undefined) return [];
  const isMultiple = (x: number) => Math.abs(x - Math.round(x)) < 1e-6;
  const delay = base.spec.synapses.delay ?? 0;
  return TIME_STEPS.filter((dt) => dt !== base.dt && isMultiple(delay / dt)).flatMap((dt) =>
    (["down", "nearest"] as const).filter((rounding) => rounding === "down" || !isMultiple(dt / base.dt)).map((
      rounding,
    ) => ({
      axis: rounding === "down" ? "time step" : "time step, rounded",
      choice: `${milliseconds(dt)} ms instead of ${milliseconds(base.dt)} ms` +
        (isMultiple(dt / base.dt)
          ? ""
          : rounding === "down"
          ? ", times rounded down"
          : ", times rounded to the nearest"),
      hypothesis: { ...base, dt, told: { dt: base.dt, rounding } },
    }))
  );
}
