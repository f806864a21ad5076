/**
 * The list of laws, as it applies to an engine.
 *
 * @module
 */

import type { Engine, StateVariable } from "../../model/simulation.ts";
import { distinctMethods } from "../../model/methods.ts";
import { loneNeurons } from "./cells.ts";
import { type GeneralLaw, type Law, LawError, type Subject, subjectOf } from "./law.ts";
import { boundLaws } from "./bounds.ts";
import { chargeLaws } from "./charge.ts";
import { conservationLaws } from "./conservation.ts";
import { connectivityLaws } from "./connectivity.ts";
import { equationLaws } from "./equations.ts";
import { interfaceLaws } from "./interface.ts";
import { simulatorLaws } from "./simulators.ts";
import { spikeLaws } from "./spikes.ts";
import { timeLaws } from "./time.ts";

/** Every law, whoever it is about. */
export const generalLaws: readonly GeneralLaw[] = [
  ...interfaceLaws,
  ...timeLaws,
  ...spikeLaws,
  ...connectivityLaws,
  ...conservationLaws,
  ...chargeLaws,
  ...equationLaws,
  ...boundLaws,
  ...simulatorLaws,
];

/**
 * Which laws are wanted.
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
 *
 * @category Laws
 */
export async function laws(engine: Engine, options: LawOptions = {}): Promise<Law[]> {
  const { methods = distinctMethods(engine.methods) } = options;
  const unavailable = await engine.unavailable();
  const list: Law[] = [];
  for (const method of methods) {
    const subject = subjectOf(engine, method);
    const variables = unavailable === undefined ? await variablesOf(subject) : undefined;
    for (const law of generalLaws) {
      const missing = law.needs?.filter((variable) => variables !== undefined && !variables.includes(variable)) ?? [];
      const unknown = engine.methods.includes(method) ? undefined : "the engine has no such method";
      const skipped = unavailable ?? unknown ?? law.isSilent?.(subject) ??
        (missing.length > 0 ? `the engine has no ${missing.join(", ")}` : undefined);
      list.push(lawAbout(subject, law, skipped));
    }
  }
  return list;
}

/** The variables that the engine has, or undefined where it fails already: then its laws will tell. */
async function variablesOf(subject: Subject): Promise<readonly StateVariable[] | undefined> {
  try {
    await using simulation = await subject.create(loneNeurons(1));
    return simulation.variables;
  } catch {
    return undefined;
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
        await law.check(subject);
      } catch (cause) {
        const words = cause instanceof LawError ? cause.message : `the check ended with ${cause}`;
        throw new LawError(`Engine ${subject.engine.name} breaks the law "${name}": ${words}`, { cause });
      }
    },
  };
}
