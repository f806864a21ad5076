/**
 * The question that judge answers, and the answer.
 *
 * @module
 */

import type { Engine } from "../../model/simulation.ts";
import type { ExactAgreement } from "./exact_search.ts";
import type { SimulatorChoices } from "./hypothesis.ts";
import type { Misreading } from "./misreading.ts";
import type { ReadingFlags } from "./misreading_words.ts";
import type { AsRead } from "./reading.ts";
import type { StatisticalAgreement } from "./statistical_search.ts";
import type { TimedSpikes } from "./timed_spikes.ts";

/**
 * A file of spikes before it was read as steps of neurons.
 *
 * @category Comparison of spikes
 */
export interface FileAsRead {
  /** Its events. */
  readonly events: TimedSpikes;
  /** What it was read as; times in ms from 0, neurons from 0, where it is left out. */
  readonly asRead?: AsRead;
  /** How flags that read it rightly are written; "--origin 0.2" where it is left out. */
  readonly written?: (flags: ReadingFlags) => string;
}

/**
 * Options of a judgement: the question, and how much may be computed for the answer.
 *
 * @category Comparison of spikes
 */
export interface JudgeOptions {
  /** Integration method that the spikes should have been made with. */
  readonly method: string;
  /** The float64 engine of the exact search. */
  readonly exactEngine: Engine;
  /** The engines of the statistical search, the fastest first. */
  readonly engines: readonly Engine[];
  /** Time that is compared spike by spike at most [ms]. */
  readonly exactDuration: number;
  /** Time whose statistics are compared at most [ms]. */
  readonly statisticalDuration: number;
  /**
   * Whether the spikes are said to be of this very network, its edges included, so that their statistics have less room;
   * found out from the edges being explicit, and from the first spikes, where it is left out.
   */
  readonly isSameNetwork?: boolean;
  /** The file that the spikes were read from; taken from the spikes themselves where it is left out. */
  readonly file?: FileAsRead;
  /** Called with what is being done, and the fraction of it that is done. */
  readonly onProgress?: (what: string, fraction: number) => void;
}

/**
 * The judgement.
 *
 * @category Comparison of spikes
 */
export interface Judgement {
  /**
   * - `exact`: the spikes of the network, one by one; `statistical`: its statistics, as specified or integrated accurately;
   * - `misread`: those of the network, but times or neurons are other ones than they were read as, or some are missing;
   * - `undecided`: the file is too short for its statistics to show it, or the opposite; or the run diverges, or has no spike;
   * - `explained`: those of the network with some choice made differently; `unexplained`: none of these.
   */
  readonly outcome: "exact" | "statistical" | "undecided" | "misread" | "explained" | "unexplained";
  /** The judgement in a sentence, without its full stop. */
  readonly sentence: string;
  /** The reading under which the spikes are the network's, where it is another one. */
  readonly misreading?: Misreading;
  /** The simulator, where the spikes are the network's as that computes it, with the choices that it leaves nobody. */
  readonly simulator?: SimulatorChoices;
  /** Agreement spike by spike, the best first. */
  readonly exact: readonly ExactAgreement[];
  /** Agreement of statistics, the best first; none where spikes agree one by one. */
  readonly statistical: readonly StatisticalAgreement[];
}
