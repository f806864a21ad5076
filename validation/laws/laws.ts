/**
 * The list of laws, as it applies to an engine.
 *
 * @module
 */

import type { Engine, StateVariable } from "../../model/simulation.ts";
import { distinctMethods } from "../../model/methods.ts";
import { loneNeurons } from "./cells.ts";
import { type GeneralLaw, type Law, LawError } from "./law.ts";
import { adaptiveLaws } from "./adaptive.ts";
import { boundLaws } from "./bounds.ts";
import { chargeLaws } from "./charge.ts";
import { conservationLaws } from "./conservation.ts";
import { connectivityLaws } from "./connectivity.ts";
import { copyLaws } from "./copies.ts";
import { equationLaws } from "./equations.ts";
import { interfaceLaws } from "./interface.ts";
import { largeNumberLaws } from "./large_numbers.ts";
import { leapfrogLaws } from "./leapfrog.ts";
import { refusalLaws } from "./refusals.ts";
import { seededSamples, supportedChoices } from "./samples.ts";
import { simulatorLaws } from "./simulators.ts";
import { spikeLaws } from "./spikes.ts";
import { stimulusLaws } from "./stimuli.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { supportLaws } from "./support.ts";
import { timeLaws } from "./time.ts";
import { watchingLaws } from "./watching.ts";

/** Every law, whoever it is about. */
export const generalLaws: readonly GeneralLaw[] = [
  ...interfaceLaws,
  ...refusalLaws,
  ...supportLaws,
  ...copyLaws,
  ...timeLaws,
  ...watchingLaws,
  ...spikeLaws,
  ...connectivityLaws,
  ...conservationLaws,
  ...stimulusLaws,
  ...largeNumberLaws,
  ...chargeLaws,
  ...equationLaws,
  ...leapfrogLaws,
  ...adaptiveLaws,
  ...boundLaws,
  ...simulatorLaws,
];

/**
 * Selection of laws.
 *
 * @category Laws
 */
export interface LawOptions {
  /** Methods that the engine is held to its laws with; each of its own, and one name for each, where it is left out. */
  readonly methods?: readonly string[];
}

/**
 * The laws of an engine, for each of its methods. Those that say nothing about it have a reason in `skipped`. Nothing is
 * checked yet; the engine is asked for a simulation of one neuron, to see which variables it has.
 *
 * ```ts
 * import { laws } from "@cobahh/cobahh/validation";
 * import { referenceEngine } from "@cobahh/cobahh";
 *
 * for (const { name, isSlow, skipped, check } of await laws(referenceEngine, { methods: ["exp_auto"] })) {
 *   Deno.test({ name, ignore: isSlow || skipped !== undefined, fn: check }); // the slow ones are runs of seconds
 * }
 * ```
 * @throws {RangeError} if the engine has no method, or declares that it supports no value of a choice.
 *
 * @category Laws
 */
export async function laws(engine: Engine, options: LawOptions = {}): Promise<Law[]> {
  requireSomething(engine);
  const { methods = distinctMethods(engine.methods) } = options;
  const unavailable = await engine.unavailable();
  const list: Law[] = [];
  for (const method of methods) {
    const subject = subjectOf(engine, method);
    const variables = unavailable === undefined ? await variablesOf(subject) : undefined;
    for (const law of generalLaws) {
      list.push(lawAbout(subject, law, unavailable ?? silenceOf(law, subject, variables)));
    }
  }
  return list;
}

function requireSomething({ name, methods, supports = {} }: Engine): void {
  if (methods.length === 0) {
    throw new RangeError(`Cannot check laws: engine ${name} must have at least one method, received none`);
  }
  const empty = Object.entries(supports).find(([choice, values]) =>
    choice !== "stimuli" && Array.isArray(values) && values.length === 0
  );
  if (empty !== undefined) {
    throw new RangeError(`Cannot check laws: engine ${name} must support one of ${empty[0]} at least, received none`);
  }
}

/** The variables that the engine has, or undefined where it fails already: then its laws will tell. */
async function variablesOf(subject: Subject): Promise<readonly StateVariable[] | undefined> {
  try {
    await using simulation = await subject.create(loneNeurons(1, subject.fit()));
    return simulation.variables;
  } catch {
    return undefined;
  }
}

/** The reason for which a law says nothing about a subject with these variables, or undefined where it applies. */
export function silenceOf(
  law: GeneralLaw,
  subject: Subject,
  variables?: readonly StateVariable[],
): string | undefined {
  const { engine, method } = subject;
  if (!engine.methods.includes(method)) return "the engine has no such method";
  const silent = law.isSilent?.(subject);
  if (silent !== undefined) return silent;
  const followed: StateVariable[] = law.followsSteps && subject.scheme.kind === "adaptive" ? ["stepSize"] : [];
  const missing = [...law.needs ?? [], ...followed].filter((variable) => variables?.includes(variable) === false);
  if (missing.length > 0) return `the engine has no ${missing.join(", ")}`;
  const lacking = law.uses?.map((options) => subject.unsupported(options)).find((reason) => reason !== undefined);
  if (lacking !== undefined) return lacking;
  if (law.about === "network" || law.choices === undefined) return undefined;
  return supportedChoices(law, subject).length > 0 ? undefined : subject.unsupported(law.choices[0]);
}

/** Checks a law on the samples that are drawn with its own seed. */
async function checkSeeded(law: GeneralLaw, subject: Subject): Promise<void> {
  if (law.about === "nothing") {
    if (law.choices === undefined) return await law.holds(subject, subject.fit());
    for (const options of supportedChoices(law, subject)) await law.holds(subject, options);
  } else if (law.about === "network") {
    for (const sample of seededSamples(law, subject)) await law.holds(subject, sample);
  } else {
    for (const sample of seededSamples(law, subject)) await law.holds(subject, sample);
  }
}

function lawAbout(subject: Subject, law: GeneralLaw, skipped: string | undefined): Law {
  const name = `${law.name} [${subject.method}]`;
  return {
    name,
    source: law.source,
    method: subject.method,
    isSlow: law.isSlow ?? false,
    ...(skipped === undefined ? {} : { skipped }),
    async check() {
      try {
        await checkSeeded(law, subject);
      } catch (cause) {
        throw brokenLaw(law, subject, cause);
      }
    },
  };
}

/** The error that says that a subject breaks a law, and what was under test. */
export function brokenLaw({ name }: GeneralLaw, subject: Subject, cause: unknown): LawError {
  const words = cause instanceof LawError ? cause.message : `the check ended with ${cause}`;
  return new LawError(
    `Engine ${subject.engine.name} breaks the law "${name} [${subject.method}]": ${words} (${subject.tested()})`,
    { cause },
  );
}
