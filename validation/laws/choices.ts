/**
 * Choices of a specification that laws are checked with.
 *
 * @module
 */

import { EVERYTHING } from "../../model/support.ts";
import { type CobaHhOptions, variants } from "../../model/variants.ts";

/** Every published variant. */
export const VARIANTS: readonly CobaHhOptions[] = Object.keys(variants).map((variant) => ({ variant }));

/** Every order of synapses with every current. */
export const ORDERS_AND_CURRENTS: readonly CobaHhOptions[] = EVERYTHING.orders.flatMap((order) =>
  EVERYTHING.currents.map((current) => ({ synapses: { order, current } }))
);

/** Orders and currents, of cells and of cells per unit of capacitance. */
export const SYNAPTIC_CHOICES: readonly CobaHhOptions[] = [
  ...ORDERS_AND_CURRENTS,
  ...ORDERS_AND_CURRENTS.map((options) => ({ ...options, variant: "seed-2" })),
];

/** Those with a current of this kind. */
export function withCurrent(current: "frozen" | "linear"): CobaHhOptions[] {
  return SYNAPTIC_CHOICES.filter(({ synapses }) => synapses!.current === current);
}

/** Parameters that all differ from the published ones: none may be built in. */
export const OTHER_PARAMETERS: CobaHhOptions = {
  parameters: {
    cM: 150,
    gL: 8,
    gNa: 15_000,
    gK: 7_000,
    eL: -62,
    eNa: 55,
    eK: -85,
    vT: -60,
    tauE: 4,
    tauI: 12,
    eE: 3,
    eI: -77,
  },
  initial: { v: { kind: "constant", value: -60 } },
};
