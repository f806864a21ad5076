/**
 * Validation of specifications: every field, at the edge where a specification comes in, so that nothing inside has to ask.
 *
 * @module
 */

import { PUBLISHED } from "./parameters.ts";
import { effectiveProbability, fixedDegree, populationSizes } from "./scaling.ts";
import { printable, received } from "./received.ts";
import type { NetworkSpec } from "./spec.ts";

/**
 * Names of variants. They go into scripts, reports, pictures and terminals, so they have no letter that means anything
 * there: no quotation marks, brackets, backslashes or line breaks.
 */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._+-]*(?: [A-Za-z0-9._+-]+)*$/;

/** Most letters of a name. */
const LONGEST_NAME = 64;

/** Refuses a value: what could not be done, what is required, what came. */
function refuse(field: string, required: string, value: unknown): never {
  throw new RangeError(`Cannot build network: ${field} must be ${required}, received ${received(value)}`);
}

type Check = (field: string, value: unknown) => void;

const finite: Check = (field, value) => {
  if (typeof value !== "number" || !Number.isFinite(value)) refuse(field, "a finite number", value);
};
const positive: Check = (field, value) => {
  if (typeof value !== "number" || !(value > 0 && value < Infinity)) refuse(field, "a positive number", value);
};
const nonNegative: Check = (field, value) => {
  if (typeof value !== "number" || !(value >= 0 && value < Infinity)) refuse(field, "a number of at least 0", value);
};
const count: Check = (field, value) => {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > 0xffffffff) {
    refuse(field, "an integer in [0, 2^32)", value);
  }
};
const seed: Check = (field, value) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) refuse(field, "an integer in [0, 2^53)", value);
};
const poissonRate: Check = (field, value) => {
  if (typeof value !== "number" || !(value >= 0 && value <= 1e6)) refuse(field, "in [0, 1e6] Hz", value);
};
const probability: Check = (field, value) => {
  if (typeof value !== "number" || !(value >= 0 && value <= 1)) refuse(field, "in [0, 1]", value);
};
const boolean: Check = (field, value) => {
  if (typeof value !== "boolean") refuse(field, "true or false", value);
};
const string: Check = (field, value) => {
  if (typeof value !== "string") refuse(field, "a string", value);
};
const name: Check = (field, value) => {
  string(field, value);
  if (!NAME.test(value as string) || (value as string).length > LONGEST_NAME) {
    refuse(field, `a name of at most ${LONGEST_NAME} letters, digits and . _ + - with single spaces between`, value);
  }
};
const counts: Check = (field, value) => {
  if (!Array.isArray(value)) refuse(field, "an array of integers", value);
  value.forEach((entry, k) => count(`${field}[${k}]`, entry));
};
const oneOf = (...names: readonly string[]): Check => (field, value) => {
  if (!names.includes(value as string)) refuse(field, `one of ${names.join(", ")}`, value);
};

/** An object with exactly these fields. */
const object = (fields: Readonly<Record<string, Check>>): Check => (field, value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(field, "an object", value);
  const prefix = field === "specification" ? "" : `${field}.`;
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(fields, name)) {
      const known = Object.keys(fields).join(", ");
      const shown = `${prefix}${printable(name.length > 60 ? `${name.slice(0, 60)}…` : name)}`;
      throw new RangeError(`Cannot build network: ${shown} is not a field, the fields are ${known}`);
    }
  }
  for (const [name, check] of Object.entries(fields)) check(prefix + name, (value as Record<string, unknown>)[name]);
};

/** An object whose `kind` says which fields it has. */
const variants = (kinds: Readonly<Record<string, Readonly<Record<string, Check>>>>): Check => (field, value) => {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const fields = typeof kind === "string" && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (fields === undefined) refuse(`${field}.kind`, `one of ${Object.keys(kinds).join(", ")}`, kind);
  object({ kind: string, ...fields })(field, value);
};

const distribution = variants({
  constant: { value: finite },
  uniform: { low: finite, high: finite },
  normal: { mean: finite, sd: nonNegative },
});

const positiveParameters = ["cM", "tauE", "tauI"];
const potentials = ["eL", "eNa", "eK", "vT", "eE", "eI"];
const parameters = object(Object.fromEntries(
  Object.keys(PUBLISHED).map((symbol) => [
    symbol,
    positiveParameters.includes(symbol) ? positive : potentials.includes(symbol) ? finite : nonNegative,
  ]),
));

const specification = object({
  variant: name,
  seed,
  scale: positive,
  scaling: oneOf("weights", "in-degree"),
  populations: object({ excitatory: count, inhibitory: count }),
  parameters,
  initial: object({ v: distribution, gates: oneOf("zero", "steady", "nest"), gE: distribution, gI: distribution }),
  connectivity: object({
    rule: oneOf("projection-out-degree", "out-degree", "bernoulli", "in-degree", "explicit"),
    probability,
    autapses: boolean,
    multapses: boolean,
  }),
  synapses: object({
    order: oneOf("decay-add-use", "add-decay-use", "add-use-decay"),
    current: oneOf("frozen", "linear"),
    delay: nonNegative,
  }),
  spike: object({ rule: oneOf("crossing", "above", "peak"), threshold: finite, refractory: nonNegative }),
  stimulus: variants({
    none: {},
    events: { steps: counts, targets: counts },
    poisson: { rate: poissonRate, cells: count, start: nonNegative, stop: nonNegative },
  }),
  current: finite,
});

/**
 * The value as a specification, where it is one.
 * @throws {RangeError} naming the field, what is required and what came.
 * @category Model
 */
export function validateSpec(value: unknown): NetworkSpec {
  const whole = withDelay(value);
  specification("specification", whole);
  const spec = whole as NetworkSpec;
  checkSizes(spec);
  checkDistributions(spec);
  checkDegrees(spec);
  checkStimulus(spec);
  return spec;
}

/** A specification that does not name a delay, as those had before there was one, with the delay 0. */
function withDelay(value: unknown): unknown {
  const synapses = (value as { synapses?: unknown } | null | undefined)?.synapses;
  const isSilent = typeof synapses === "object" && synapses !== null && !Array.isArray(synapses) &&
    !Object.hasOwn(synapses, "delay");
  return isSilent ? { ...value as object, synapses: { ...synapses, delay: 0 } } : value;
}

function checkSizes(spec: NetworkSpec): void {
  const { excitatory, inhibitory } = populationSizes(spec);
  const neurons = excitatory + inhibitory;
  if (neurons < 1 || neurons > 0x7fffffff) refuse("the number of neurons at this scale", "in [1, 2^31)", neurons);
}

function checkDistributions({ initial }: NetworkSpec): void {
  for (const [name, distribution] of Object.entries(initial)) {
    if (typeof distribution === "string" || distribution.kind !== "uniform") continue;
    const { low, high } = distribution;
    if (high < low) refuse(`initial.${name}.high`, `at least initial.${name}.low (${low})`, high);
  }
}

function checkDegrees(spec: NetworkSpec): void {
  const { rule, autapses, multapses } = spec.connectivity;
  if (rule === "explicit") return;
  const p = effectiveProbability(spec);
  if (p > 1) refuse("probability / scale", "in [0, 1] with scaling in-degree", p);
  if (rule === "bernoulli" && multapses) refuse("connectivity.multapses", "false with the rule bernoulli", multapses);
  if (rule === "bernoulli") return;
  const { excitatory, inhibitory } = populationSizes(spec);
  for (const size of rule === "out-degree" ? [excitatory + inhibitory] : [excitatory, inhibitory]) {
    const partners = size - (autapses ? 0 : 1);
    const degree = fixedDegree(spec, size);
    if (degree <= partners || degree === 0 || (multapses && partners > 0)) continue;
    refuse(multapses ? "a fixed degree" : "a fixed degree without multapses", `at most ${partners}`, degree);
  }
}

function checkStimulus(spec: NetworkSpec): void {
  const { stimulus } = spec;
  const { excitatory, inhibitory } = populationSizes(spec);
  if (stimulus.kind === "events") {
    if (stimulus.steps.length !== stimulus.targets.length) {
      refuse("stimulus.targets", `as long as stimulus.steps (${stimulus.steps.length})`, stimulus.targets.length);
    }
    const outside = stimulus.targets.find((target) => target >= excitatory + inhibitory);
    if (outside !== undefined) refuse("stimulus.targets", `neurons in [0, ${excitatory + inhibitory})`, outside);
  }
  if (stimulus.kind === "poisson" && stimulus.stop < stimulus.start) {
    refuse("stimulus.stop", `at least stimulus.start (${stimulus.start})`, stimulus.stop);
  }
}

/**
 * A specification from JSON text.
 * @throws {SyntaxError} where the text is not JSON.
 * @throws {RangeError} where it is not a specification.
 * @category Model
 */
export function specFromJson(text: string): NetworkSpec {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read specification: valid JSON is required, ${printable((error as Error).message)}`);
  }
  return validateSpec(value);
}

/**
 * A specification as JSON text; specFromJson gives it back.
 *
 * @category Model
 */
export function specToJson(spec: NetworkSpec): string {
  return JSON.stringify(validateSpec(spec), undefined, 2) + "\n";
}
