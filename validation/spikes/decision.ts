/**
 * Decision of a judgement from its rankings, and its parts in words.
 *
 * @module
 */

import { ACCURATE_METHOD } from "../../model/methods.ts";
import { milliseconds } from "../../model/milliseconds.ts";
import type { Network } from "../../model/network.ts";
import { type ExactAgreement, TELLING } from "./exact_search.ts";
import type { Judgement, JudgeOptions } from "./judgement.ts";
import type { ObservedSpikes } from "./observed_spikes.ts";
import type { Alternative } from "./hypothesis.ts";
import type { StatisticalAgreement } from "./statistical_search.ts";
import { openDifferences, whatDecides } from "./verdict.ts";

/** An explanation has to be this much nearer than what was asked about. */
const NEARER = 0.5;

/** What was asked about has to be this far away [deviations]; right runs are about 1 away, and hardly ever 2. */
const FAR = 2;

/** The judgement where all spikes are the same under the best hypothesis, as specified or with some choice. */
export function exactDecision(
  network: Network,
  { stop, recorded, provenance: { dt } }: ObservedSpikes,
  exact: readonly ExactAgreement[],
  { exactDuration }: JudgeOptions,
): Judgement | undefined {
  const [best] = exact;
  if (best.differsAt !== undefined || best.common === 0) return undefined;
  const time = duration(Math.min(stop, Math.round(exactDuration / dt)) * dt);
  const who = recorded === undefined ? "of" : `of the ${count(recorded.length)} recorded neurons in`;
  const what = `all ${count(best.common)} spikes ${who} the first ${time} are the same, one by one`;
  const judged = (outcome: Judgement["outcome"], sentence: string) => ({ outcome, sentence, exact, statistical: [] });
  if (best.nonFinite !== undefined) {
    const end = `${what}; the run diverges, ${diverged(best.nonFinite, network)} at its end`;
    return best.changes.length > 0
      ? judged("explained", `with ${words(best.changes)}, ${end}`)
      : judged("undecided", `not judged, though ${end}`);
  }
  if (best.changes.length === 0) return judged("exact", `right: ${what}`);
  const [{ simulator }] = best.changes;
  if (simulator === undefined || best.changes.length > 1) {
    return judged("explained", `with ${words(best.changes)}, ${what}`);
  }
  const choices = [...simulator.choices, ...(best.lacksLastStep ? ["no spike of the last step of a run"] : [])];
  const sentence = `right, as ${simulator.name} computes it: ${what} (${choices.join("; ")})`;
  return { ...judged("exact", sentence), simulator: { ...simulator, choices } };
}

/** Outcome and sentence of the rankings, where spikes do not agree one by one. */
export function decision(
  asked: ExactAgreement,
  best: ExactAgreement,
  statistical: readonly StatisticalAgreement[],
  dt: number,
): { outcome: "exact" | "statistical" | "undecided" | "explained" | "unexplained"; sentence: string } {
  const plain = statistical.find(({ changes }) => changes.length === 0)!;
  const accurate = statistical.find(({ hypothesis, changes }) =>
    hypothesis.method === ACCURATE_METHOD && changes.every(({ axis }) => axis === "method")
  );
  const nearest = statistical[0];
  // Spike by spike is the sharper instrument, where some spikes can be the same at all.
  if (best.changes.length > 0 && best.common >= Math.max(TELLING, 2 * asked.common)) {
    const until = milliseconds(best.differsAt! * dt);
    return {
      outcome: "explained",
      sentence: `with ${words(best.changes)}, the first ${count(best.common)} spikes are the same, until ${until} ms ` +
        `(as specified, ${count(asked.common)})`,
    };
  }
  // An engine of another precision may have every spike where float64 has not.
  const same = statistical.find(({ comparison }) => comparison.isIdentical && comparison.spikes.a > 0);
  if (same !== undefined) {
    const what = `all ${
      count(same.comparison.spikes.a)
    } spikes are the same, one by one, in a run of engine ${same.engine}`;
    return same.changes.length === 0
      ? { outcome: "exact", sentence: `right: ${what}` }
      : { outcome: "explained", sentence: `with ${words(same.changes)}, ${what}` };
  }
  const exactly = howFar(asked, dt), within = "all statistics are within their margins";
  if (plain.comparison.statisticalOutcome === "equivalent") {
    return {
      outcome: "statistical",
      sentence: `equivalent by statistics, not spike for spike: ${within}, ${exactly}`,
    };
  }
  if (accurate?.comparison.statisticalOutcome === "equivalent") {
    return {
      outcome: "statistical",
      sentence: `equivalent by statistics to accurate integration, not spike for spike: ${within}; ` +
        `${distances(accurate, plain)}, ${exactly}`,
    };
  }
  const isNearer = nearest.changes.length > 0 && nearest.distance < NEARER * plain.distance && plain.distance > FAR;
  const isShort = [plain, accurate].find((agreement) => agreement?.comparison.statisticalOutcome === "undecided");
  if (isShort !== undefined && !(isNearer && nearest !== isShort)) {
    const what = isShort === plain ? "" : ` with accurate integration (${distances(isShort, plain)})`;
    return {
      outcome: "undecided",
      sentence: `undecided by statistics${what}: ${openDifferences(isShort.comparison)}; ${
        whatDecides(isShort.comparison)
      }; ${exactly}`,
    };
  }
  if (isNearer) {
    return {
      outcome: "explained",
      sentence: `statistics are nearest to those of the network with ${words(nearest.changes)}: ` +
        distances(nearest, plain),
    };
  }
  return {
    outcome: "unexplained",
    sentence: `not this network, and no single choice of its specification explains it`,
  };
}

/** How far spikes are the same one by one, and why they may not be. */
function howFar({ common, differsAt }: ExactAgreement, dt: number): string {
  if (common >= TELLING) {
    return `and the first ${count(common)} spikes are the same, until ${
      milliseconds(differsAt! * dt)
    } ms, as in runs of ` +
      "another precision or order of operations";
  }
  const none = common === 0 ? "no spike is the same" : `only the first ${count(common)} spikes are the same`;
  return `but ${none}, as where a simulator draws synapses or initial values of its own, integrates otherwise, or ` +
    "writes its neurons in an order that was not found";
}

/** "12 of 400 neurons having a potential that is not a finite number". */
export function diverged(nonFinite: number, { neurons }: Network): string {
  return `${count(nonFinite)} of ${count(neurons)} neurons having a potential that is not a finite number`;
}

function distances(one: StatisticalAgreement, plain: StatisticalAgreement): string {
  return `${one.distance.toFixed(1)} deviations away, against ${plain.distance.toFixed(1)} as specified`;
}

/** The changes in words: "synapse order: add-decay-use instead of decay-add-use". */
export function words(changes: readonly Alternative[]): string {
  return changes.length === 0
    ? "everything as specified"
    : changes.map(({ axis, choice, simulator }) => simulator ? `everything ${choice}` : `${axis}: ${choice}`)
      .join(", and ");
}

/** A time [ms] in ms, or from a second on in s. */
export function duration(time: number): string {
  return time < 1000 ? `${milliseconds(time)} ms` : `${milliseconds(time / 1000)} s`;
}

/** A number with its thousands set apart. */
export function count(n: number): string {
  return n.toLocaleString("en-US");
}
