/**
 * Diagnosis of diverged runs: cause and remedy.
 *
 * @module
 */

import { milliseconds } from "../model/milliseconds.ts";
import { alphaM, betaM } from "../model/kinetics.ts";
import type { Parameters } from "../model/parameters.ts";
import { DEFAULT_METHOD, methodOf } from "../model/methods.ts";
import { nonFiniteOf } from "../record/observed.ts";
import type { Recording } from "../record/recording.ts";

/** Largest αₘ + βₘ [1/ms] between the reversal potentials of potassium and sodium: the fastest rate that a method meets. */
function fastestRate({ eK, eNa, vT }: Parameters): number {
  return Math.max(alphaM(eNa - vT) + betaM(eNa - vT), alphaM(eK - vT) + betaM(eK - vT));
}

/**
 * Whether a method is an explicit Runge–Kutta method of fixed step, which is unstable beyond some dt.
 *
 * @category Analysis
 */
export function isExplicit(method: string): boolean {
  return methodOf(method).family === "Runge–Kutta";
}

/** Explicit methods of order 1 to 5 are stable up to dt × rate between 2 and 3.3 (Hairer & Wanner 1996, section IV.2). */
const STABLE_DT_RATE = 2;

/**
 * The largest dt [ms] at which a method is certainly stable: Infinity unless it is explicit.
 *
 * @example
 * ```ts
 * import { largestStableStep, PUBLISHED } from "@cobahh/cobahh";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(largestStableStep("rk4", PUBLISHED).toFixed(3), "0.062"); // ms
 * assertEquals(largestStableStep("exp_auto", PUBLISHED), Infinity);
 * ```
 *
 * @category Analysis
 */
export function largestStableStep(method: string, parameters: Parameters): number {
  return isExplicit(method) ? STABLE_DT_RATE / fastestRate(parameters) : Infinity;
}

/**
 * The neurons of a recording that have diverged, in sentences: how many, which and when first, why, and
 * what helps. Empty where all are where a membrane can be, or nobody looked.
 *
 * @category Analysis
 */
export function explainDivergence(recording: Recording): string[] {
  const nonFinite = nonFiniteOf(recording), { provenance } = recording;
  const { neurons: lost = [], beyond = 0 } = nonFinite ?? {};
  if (nonFinite === undefined || lost.length + beyond === 0) return [];
  const { spec, dt, method, excitatory, inhibitory } = provenance;
  const sentences: string[] = [];
  if (lost.length > 0) {
    sentences.push(
      `${lost.length} of ${excitatory + inhibitory} neurons are no longer finite; first neuron ${
        lost[0]
      }, seen after step ` +
        `${nonFinite.step[0]} (${milliseconds(nonFinite.step[0] * dt)} ms; looked at every ${
          milliseconds(nonFinite.every * dt)
        } ms)`,
    );
  }
  if (beyond > 0) {
    sentences.push(`${beyond} of ${excitatory + inhibitory} neurons are finite, but beyond ±1000 mV: no membrane is`);
  }
  const rate = fastestRate(spec.parameters);
  if (dt > largestStableStep(method, spec.parameters)) {
    sentences.push(
      `${method} is an explicit method, stable up to dt × rate of 2 to 3.3; the gate m reaches a rate of ` +
        `${rate.toFixed(0)}/ms here, so dt × rate is ${(dt * rate).toFixed(1)}`,
      `${DEFAULT_METHOD} is stable at any dt; ${method} needs dt of at most ${
        roundedDown(largestStableStep(method, spec.parameters))
      } ms`,
    );
  } else if ((methodOf(method).synapses ?? spec.synapses).current === "frozen") {
    const limit = 2 * spec.parameters.cM / dt;
    sentences.push(
      `the synaptic current is frozen over each step, which is unstable once gE + gI exceeds 2 cM / dt = ` +
        `${Number(limit.toPrecision(6))} nS${
          spec.scaling === "weights" && spec.scale < 1
            ? `; scale ${spec.scale} makes each weight ${Number((1 / spec.scale).toPrecision(3))} times larger`
            : ""
        }`,
      "a linear synaptic current (as in seed-3 and brian2) is stable at any conductance; a smaller dt and scaling in-degree help too",
    );
  } else {
    sentences.push("a smaller dt may help; initial values and parameters may be out of range");
  }
  return sentences;
}

/** The largest number of one digit that is at most x: what is advised has to be stable. */
function roundedDown(x: number): string {
  const unit = 10 ** Math.floor(Math.log10(x));
  return milliseconds(Math.floor(x / unit) * unit);
}
