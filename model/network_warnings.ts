/**
 * Warnings about networks that are valid but may not be what was meant.
 *
 * @module
 */

import type { Network } from "./network.ts";
import { fixedDegree } from "./scaling.ts";

/** A degree that truncation makes smaller by more than this fraction deserves a warning. */
const NOTABLE_LOSS = 0.01;

/**
 * Warnings, a sentence each: fixed degrees that truncation makes smaller or zero, and scales at which the rule
 * `weights` changes the regime.
 *
 * @category Network
 */
export function networkWarnings(network: Network): string[] {
  const { spec, excitatory, inhibitory } = network;
  const { rule, probability } = spec.connectivity;
  const warnings: string[] = [];
  const projections = rule === "out-degree"
    ? [{ whose: "targets of each neuron", size: excitatory + inhibitory }]
    : rule === "projection-out-degree"
    ? [
      { whose: "excitatory targets of each neuron", size: excitatory },
      { whose: "inhibitory targets of each neuron", size: inhibitory },
    ]
    : rule === "in-degree"
    ? [
      { whose: "excitatory inputs of each neuron", size: excitatory },
      { whose: "inhibitory inputs of each neuron", size: inhibitory },
    ]
    : [];
  for (const { whose, size } of projections) {
    const degree = fixedDegree(spec, size);
    const wanted = size * probability / (spec.scaling === "weights" ? 1 : spec.scale);
    if (size > 0 && wanted > 0 && degree === 0) {
      warnings.push(`truncation leaves none of the ${shown(wanted)} ${whose}: those connections do not exist`);
    } else if (degree < wanted * (1 - NOTABLE_LOSS)) {
      warnings.push(`truncation leaves ${degree} of the ${shown(wanted)} ${whose}`);
    }
  }
  if (spec.scaling === "weights" && (spec.scale < 0.5 || spec.scale > 2)) {
    warnings.push(
      `with scaling weights the activity at scale ${spec.scale} is not that of scale 1: the variance of the input grows ` +
        `as 1 / scale (--scaling in-degree keeps the activity)`,
    );
  }
  return warnings;
}

function shown(x: number): string {
  return String(Number(x.toFixed(2)));
}
