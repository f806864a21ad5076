/**
 * Verdict of a comparison, in a sentence.
 *
 * @module
 */

import { NOTABLE, type SpikeComparison, type StatisticDifference } from "./comparison.ts";
import { type StatisticName, STATISTICS } from "./network_statistics.ts";

/**
 * Outcomes of a comparison of spikes:
 * - `identical`: every spike is the same;
 * - `misread`: the spikes are right, but numbered or timed differently from how the file was read;
 * - `equivalent`: the statistics are shown to be the same within their margins;
 * - `different`: at least one of them is shown to lie outside its margin, or a spike says so by itself;
 * - `undecided`: neither is shown; the sentence says what would decide.
 *
 * @category Comparison of spikes
 */
export type VerdictOutcome = "identical" | "misread" | "equivalent" | "different" | "undecided";

/**
 * Outcome of a comparison, in a word and in a sentence.
 *
 * @category Comparison of spikes
 */
export interface Verdict {
  /** The outcome. Only `identical` and `equivalent` are agreement. */
  readonly outcome: VerdictOutcome;
  /** The sentence, without its full stop. */
  readonly sentence: string;
}

/** A signature: what a certain choice of the model does to the statistics, whatever else is different. */
interface Signature {
  /** The words for two observations that bear it, or undefined. */
  readonly words: (comparison: SpikeComparison, value: Values) => string | undefined;
}

type Values = (name: StatisticName) => { readonly a: number; readonly b: number };

/** Last spikes before this part of the time mean that the network has fallen silent. */
const SILENCE = 0.8;

/** Shortest intervals of a network with refractoriness end there sharply; without, intervals of 2.0 to 2.6 ms occur. */
const REFRACTORY = { shortest: 2.95, without: 2.8 };

const hz = (x: number) => `${x.toPrecision(3)} Hz`;

/** Signatures, the most telling first. Figures: fixtures of the simulators, and fixtures/README.md. */
const SIGNATURES: readonly Signature[] = [
  {
    words: ({ spikes, lastSpike, window: { stop } }) => {
      const last = (which: "a" | "b") => spikes[which] === 0 ? 0 : lastSpike[which];
      const silent = (["a", "b"] as const).filter((which) => last(which) < SILENCE * stop);
      if (silent.length !== 1) return undefined;
      const which = silent[0], name = which.toUpperCase();
      return spikes[which] === 0
        ? `${name} has no spike`
        : `${name} falls silent after ${lastSpike[which].toFixed(1)} ms`;
    },
  },
  {
    // 5.8 of 26 Hz where in-degrees are fixed, 44 of 37 Hz where they are not; more in short windows, by chance.
    words: (_, value) => {
      const [p, q] = (["a", "b"] as const).map((which) => value("rateSd")[which] / value("rate")[which]);
      if (!(Math.min(p, q) < 0.6 && Math.max(p, q) > 2 * Math.min(p, q))) return undefined;
      return `different model: sd of rates over neurons ${p.toFixed(2)} against ${q.toFixed(2)} of the mean rate, ` +
        `as with fixed in-degree in ${p < q ? "A" : "B"}`;
    },
  },
  {
    // Exponential Euler at 0.1 ms stretches the intervals of bursts: 4.4 ms against 3.6, and 37 Hz against 43.
    words: (_, value) => {
      const rate = value("rate"), interval = value("medianInterval");
      const faster = rate.a > rate.b ? "a" : "b", slower = faster === "a" ? "b" : "a";
      const ratio = rate[faster] / rate[slower];
      const isSharper = interval[faster] < 0.95 * interval[slower] && ratio > 1.03 && ratio < 1.3;
      if (!isSharper) return undefined;
      return `${hz(rate.a)} against ${hz(rate.b)} and median intervals of ${interval.a.toFixed(2)} against ` +
        `${interval.b.toFixed(2)} ms, as if ${faster.toUpperCase()} were integrated more accurately ` +
        `(exponential Euler at 0.1 ms stretches the intervals within bursts)`;
    },
  },
  {
    words: ({ shortestInterval: { a, b } }) => {
      const isLimited = Math.max(a, b) >= REFRACTORY.shortest && Math.min(a, b) < REFRACTORY.without;
      if (!isLimited) return undefined;
      return `shortest intervals of ${a.toFixed(2)} against ${b.toFixed(2)} ms, as with refractoriness in ${
        a > b ? "A" : "B"
      }`;
    },
  },
];

/**
 * The verdict of a comparison.
 *
 * @category Comparison of spikes
 */
export function verdictOf(comparison: SpikeComparison): Verdict {
  const { isIdentical, first, spikes, statistics, isSameNetwork } = comparison;
  if (spikes.a === 0 && spikes.b === 0) {
    return { outcome: "undecided", sentence: "undecided: neither A nor B has a spike, so that nothing was compared" };
  }
  if (isIdentical) {
    return { outcome: "identical", sentence: `identical: every one of ${spikes.a.toLocaleString("en-US")} spikes` };
  }
  const notable = statistics.filter(({ deviations }) => !(Math.abs(deviations) <= NOTABLE));
  const value: Values = (name) => statistics.find((statistic) => statistic.name === name)!;
  const sign = SIGNATURES.map(({ words }) => words(comparison, value)).find((words) => words !== undefined);
  const beginning = first !== undefined && first.common > 0
    ? `, identical for the first ${first.common.toLocaleString("en-US")} spikes`
    : "";
  if (notable.length === 0) {
    const what = isSameNetwork ? "same network" : "same model, as far as two networks of it can be told apart";
    return { outcome: "equivalent", sentence: `${what}${beginning}, statistics indistinguishable` };
  }
  const sentence = sign ?? farthest(notable);
  return { outcome: "different", sentence: `${sentence.startsWith("different") ? "" : "different: "}${sentence}` };
}

/** The differences that are notable, the largest first. */
function farthest(notable: readonly StatisticDifference[]): string {
  return [...notable].sort((p, q) => Math.abs(q.deviations) - Math.abs(p.deviations)).slice(0, 3).map(
    ({ name, a, b, deviations }) => {
      const { label, digits } = STATISTICS[name];
      return `${label} ${a.toFixed(digits)} against ${b.toFixed(digits)} (${
        Math.abs(deviations).toFixed(1)
      } deviations)`;
    },
  ).join(", ");
}
