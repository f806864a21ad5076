/**
 * The hunt: every mutant is held to the laws, and every right engine.
 *
 * @module
 */

import { type Engine, engines } from "../../mod.ts";
import { type Law, laws, runLaws } from "../../validation/mod.ts";
import { faultsOfStaggering, faultsOfWhatComesOut } from "./faults_of_what_comes_out.ts";
import { faultsOfStimuli } from "./faults_of_stimuli.ts";
import { faultsOfSimulatorMethods, faultsOfSimulatorSteps, rightSimulatorSteps } from "./faults_of_simulator_steps.ts";
import { faultsOfTheInterface } from "./faults_of_the_interface.ts";
import { faultsOfWhatIsGiven } from "./faults_of_what_is_given.ts";
import { faultsOfTheStep } from "./faults_of_the_step.ts";
import type { Mutant } from "./mutant.ts";
import { specimen } from "./specimen.ts";

/** Results of the laws on a mutant. */
export interface Catch {
  /** The fault. */
  readonly fault: string;
  /** Names of the laws that it breaks, without the method. */
  readonly laws: readonly string[];
  /** What the first of them says. */
  readonly reason: string;
}

/** Every mutant that an engine can be made into. Faults of the step are the specimen's, whatever the engine. */
export function mutantsOf(inner: Engine): Mutant[] {
  return [
    ...faultsOfWhatIsGiven(inner),
    ...(inner.precision === "float64" ? [...faultsOfTheStep(), ...faultsOfSimulatorSteps()] : []),
    ...faultsOfWhatComesOut(inner),
    ...faultsOfStimuli(inner),
    ...faultsOfTheInterface(inner),
    ...faultsOfStaggering(inner),
    ...faultsOfSimulatorMethods(inner),
  ];
}

/** The engines that break no law: those of the library, and the specimens without a fault. */
export function rightEngines(): Engine[] {
  return [...engines, specimen(), ...rightSimulatorSteps()];
}

/** Laws that take longest, on networks of thousands of neurons: only asked where all others let a mutant pass. */
const LARGE = [
  "delivered events",
  "published networks",
  "assembled from",
  "finite number",
  "driven cells fire when",
  "beyond 65,536",
];

/** Whether a law is quick. */
export function isQuick({ name, isSlow }: Law): boolean {
  return !isSlow && !LARGE.some((words) => name.includes(words));
}

/** Name of a law without the method. */
export function bareName({ name, method }: Law): string {
  return name.replace(` [${method}]`, "");
}

/** Holds a mutant to the quick laws, and to the others if it passes them. */
export async function hunt({ fault, method, engine }: Mutant): Promise<Catch> {
  for (const only of [isQuick, (law: Law) => !isQuick(law) && !law.isSlow]) {
    const broken = (await runLaws(engine, { methods: [method], only })).filter(({ status }) => status === "failed");
    if (broken.length > 0) {
      return { fault, laws: broken.map(({ law }) => bareName(law)), reason: broken[0].reason! };
    }
  }
  return { fault, laws: [], reason: "" };
}

/** The first law that a mutant breaks, or undefined where it breaks none that is not slow. */
export async function firstCatch({ method, engine }: Mutant): Promise<string | undefined> {
  const list = (await laws(engine, { methods: [method] })).filter(({ skipped, isSlow }) => !skipped && !isSlow);
  for (const law of [...list.filter(isQuick), ...list.filter((law) => !isQuick(law))]) {
    try {
      await law.check();
    } catch {
      return bareName(law);
    }
  }
  return undefined;
}
