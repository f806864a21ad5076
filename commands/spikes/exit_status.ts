/**
 * Exit statuses of the commands that give a verdict on spikes.
 *
 * @module
 */

import type { Judgement, VerdictOutcome } from "../../validation/mod.ts";

/** The exit status of each outcome; 2 is bad use. */
export const EXIT_STATUS: Readonly<Record<VerdictOutcome, number>> = {
  identical: 0,
  equivalent: 0,
  misread: 1,
  different: 1,
  undecided: 3,
};

/** The exit status of each outcome of judge. */
export const JUDGEMENT_STATUS: Readonly<Record<Judgement["outcome"], number>> = {
  exact: EXIT_STATUS.identical,
  statistical: EXIT_STATUS.equivalent,
  misread: EXIT_STATUS.misread,
  explained: EXIT_STATUS.different,
  unexplained: EXIT_STATUS.different,
  undecided: EXIT_STATUS.undecided,
};

/** The statuses in words, as help has them. */
export const EXIT_STATUS_HELP =
  "Exit status: 0 identical or equivalent; 1 different, or read wrongly; 2 bad use; 3 undecided.";
