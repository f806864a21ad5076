/**
 * Equivalence of a measured difference: two one-sided tests against a margin, a test of the opposite, and how many values
 * would decide. What is not shown to be inside the margin, and not shown to be outside, is undecided.
 *
 * Source of the method: Schuirmann 1987, J. Pharmacokinet. Biopharm. 15:657–680 (two one-sided tests); Berger & Hsu 1996,
 * Stat. Sci. 11:283–319 (equivalence in each of several quantities needs no correction for their number: intersection–union);
 * Holm 1979, Scand. J. Stat. 6:65–70 (a difference in one of several does).
 *
 * @module
 */

import { mean, variance } from "../../analysis/moments.ts";
import { studentQuantile, studentTail } from "../../analysis/student_t.ts";

/**
 * What a difference turns out to be.
 *
 * @category Comparison of spikes
 */
export type EquivalenceOutcome = "equivalent" | "different" | "undecided";

/**
 * Error rate of each side of the verdict: to call equivalent what is not, and to call different what is not.
 *
 * @category Comparison of spikes
 */
export const ERROR_RATE = 0.05;

/**
 * The probability with which the number of values that is asked for decides.
 *
 * @category Comparison of spikes
 */
export const POWER = 0.8;

/** More values than these are not asked for. */
const MOST_VALUES = 10_000;

/**
 * A difference as it was measured.
 *
 * @category Comparison of spikes
 */
export interface MeasuredDifference {
  /** The difference, in the unit of what was measured. */
  readonly difference: number;
  /** Its standard error, in the same unit. */
  readonly standardError: number;
  /** Degrees of freedom of the standard error. */
  readonly degreesOfFreedom: number;
  /** Independent values that it is from on each side: networks, or 1 for a run that was cut into blocks. */
  readonly count: number;
}

/**
 * A measured difference and what it is held against.
 *
 * @category Comparison of spikes
 */
export interface HeldDifference extends MeasuredDifference {
  /** Differences up to this do not matter, in the same unit. */
  readonly margin: number;
}

/**
 * What a difference is within its margin.
 *
 * @category Comparison of spikes
 */
export interface Decision extends HeldDifference {
  /** Lower end of the 90 % interval. */
  readonly low: number;
  /** Upper end of the 90 % interval. */
  readonly high: number;
  /**
   * `equivalent`: the interval lies within the margin; `different`: the difference is beyond the margin, the number of
   * differences that were looked at allowed for; `undecided`: neither.
   */
  readonly outcome: EquivalenceOutcome;
  /**
   * Where it is undecided, so many times as many values at least would decide it: with a probability of 80 %, if spread stays
   * as it is and the true difference is the smallest in the interval. Undefined where that would take more than 10,000
   * values, or there is nothing to go by.
   */
  readonly timesAsMany?: number;
}

/**
 * The difference of the means of pairs (a network that both ran): mean and s / √n of the differences a - b.
 *
 * @category Comparison of spikes
 */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>): MeasuredDifference {
  const differences = Float64Array.from(a, (value, k) => value - b[k]), count = differences.length;
  return {
    difference: mean(differences),
    standardError: Math.sqrt(variance(differences) / (count - 1)),
    degreesOfFreedom: count - 1,
    count,
  };
}

/**
 * The difference of the means of two samples of any sizes and spreads, by Welch (1947, Biometrika 34:28–35). A single value
 * is taken to be one of as wide a distribution as the others.
 *
 * @category Comparison of spikes
 */
export function unpairedDifference(a: ArrayLike<number>, b: ArrayLike<number>): MeasuredDifference {
  const n = a.length, m = b.length, difference = mean(a) - mean(b), count = Math.min(n, m);
  if (count > 1) {
    const variances = [variance(a) / (n - 1), variance(b) / (m - 1)];
    return { difference, ...sumOfErrors(variances, [n - 1, m - 1]), count };
  }
  const pooled = (n * variance(a) + m * variance(b)) / (n + m - 2);
  return { difference, standardError: Math.sqrt(pooled * (1 / n + 1 / m)), degreesOfFreedom: n + m - 2, count };
}

/**
 * Standard error of a sum of independent terms with these variances, and its degrees of freedom (Satterthwaite 1946).
 *
 * @category Comparison of spikes
 */
export function sumOfErrors(
  variances: readonly number[],
  degrees: readonly number[],
): Pick<MeasuredDifference, "standardError" | "degreesOfFreedom"> {
  const sum = variances.reduce((sum, v) => sum + v, 0);
  const parts = variances.reduce((sum, v, k) => sum + v ** 2 / degrees[k], 0);
  // Without any spread the degrees of freedom are of no consequence.
  return { standardError: Math.sqrt(sum), degreesOfFreedom: parts > 0 ? sum ** 2 / parts : Math.max(...degrees) };
}

/**
 * Decides about several differences at once. Each is equivalent where its own 90 % interval lies within its margin, so that
 * a difference at the margin is called equivalent in 5 % of cases at most, and "all of them equivalent" is wrong in 5 % at
 * most. It is different where the one-sided test of |difference| ≤ margin is rejected with Holm's correction, so that with
 * all true differences within their margins "one of them different" is said in 5 % at most.
 *
 * @category Comparison of spikes
 */
export function decide(differences: readonly HeldDifference[]): Decision[] {
  const p = differences.map(beyond), isDifferent = holm(p);
  return differences.map((held, k): Decision => {
    const { difference, margin } = held;
    const half = halfWidth(held);
    const low = difference - half, high = difference + half;
    const outcome = isDifferent[k] ? "different" : low >= -margin && high <= margin ? "equivalent" : "undecided";
    const smallest = low <= 0 && high >= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
    const decided = outcome === "undecided" ? timesAsMany(held, smallest, differences.length) : undefined;
    return { ...held, low, high, outcome, ...(decided !== undefined && { timesAsMany: decided }) };
  });
}

/**
 * The outcome of the whole: every one equivalent, or one different, or neither.
 *
 * @category Comparison of spikes
 */
export function outcomeOf(decisions: readonly { readonly outcome: EquivalenceOutcome }[]): EquivalenceOutcome {
  if (decisions.some(({ outcome }) => outcome === "different")) return "different";
  const isShown = decisions.length > 0 && decisions.every(({ outcome }) => outcome === "equivalent");
  return isShown ? "equivalent" : "undecided";
}

/** Half the 90 % interval. */
function halfWidth({ standardError, degreesOfFreedom }: MeasuredDifference): number {
  return standardError === 0 ? 0 : studentQuantile(ERROR_RATE, degreesOfFreedom) * standardError;
}

/** p of the hypothesis that the true difference is within the margin; 1 where it cannot be told. */
function beyond({ difference, standardError, degreesOfFreedom, margin }: HeldDifference): number {
  const excess = Math.abs(difference) - margin;
  if (standardError === 0) return excess > 0 ? 0 : 1;
  const p = studentTail(excess / standardError, degreesOfFreedom);
  return Number.isNaN(p) ? 1 : p;
}

/** Which hypotheses Holm's procedure rejects at {@linkcode ERROR_RATE}. */
function holm(p: readonly number[]): boolean[] {
  const rejected = p.map(() => false);
  const order = [...p.keys()].sort((i, j) => p[i] - p[j]);
  for (const [k, i] of order.entries()) {
    if (!(p[i] <= ERROR_RATE / (p.length - k))) break;
    rejected[i] = true;
  }
  return rejected;
}

/** How many times as many values decide about a difference of this size with a probability of {@linkcode POWER}. */
function timesAsMany(held: HeldDifference, size: number, family: number): number | undefined {
  const { standardError, count } = held;
  if (!Number.isFinite(standardError) || Number.isNaN(size)) return undefined;
  const decides = (times: number) => probabilityOfDecision(held, size, times, family) >= POWER;
  const most = MOST_VALUES / count;
  if (!decides(most)) return undefined;
  let low = 1, high = most;
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (decides(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** With so many times as many values, the probability of the right verdict on a difference of this size. */
function probabilityOfDecision(held: HeldDifference, size: number, times: number, family: number): number {
  const { standardError, degreesOfFreedom, margin } = held;
  const error = standardError / Math.sqrt(times), degrees = degreesOfFreedom * times;
  if (size > margin) {
    // In the worst place of Holm's order.
    const needed = studentQuantile(ERROR_RATE / family, degrees) * error;
    return studentTail((margin + needed - size) / error, degrees);
  }
  const room = margin - studentQuantile(ERROR_RATE, degrees) * error;
  if (room <= 0) return 0;
  return studentTail((-room - size) / error, degrees) - studentTail((room - size) / error, degrees);
}
