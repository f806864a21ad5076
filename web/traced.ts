/**
 * State variables of the picked neuron that the page shows.
 *
 * @module
 */

import type { StateVariable } from "../model/mod.ts";

/** Variables of a picked neuron, in the order of a sample's numbers. */
export const TRACED: readonly StateVariable[] = ["v", "m", "h", "n", "gE", "gI"];
