/**
 * Captions of the networks on the page: what each is, and how two of them differ.
 *
 * @module
 */

import { textsOf } from "./link.ts";
import type { Caption } from "./network_view.ts";
import type { Settings } from "./settings.ts";
import { fieldOf, SPEC_NAMES } from "./spec_text.ts";
import { valueText } from "./value_text.ts";

/** The captions of one network, or of two that differ in one setting. */
export function captionsOf(all: readonly Settings[], axis: string | undefined): Caption[] {
  if (axis === undefined) return [{ name: all[0].spec.variant, words: wordsOf(all[0]) }];
  return all.map((settings, k) => {
    const value = SPEC_NAMES.includes(axis)
      ? valueText(fieldOf(settings.spec, axis))
      : String((settings as unknown as Record<string, unknown>)[axis]);
    return {
      name: `${"AB"[k]}: ${axis.replace(/^.*\./, "")} ${value}`,
      words: k === 0 ? `${settings.spec.variant}, ${wordsOf(settings)}` : "all else as in A",
    };
  });
}

/** Scale, seed, method and time step, and how many other settings are not the published ones. */
function wordsOf(settings: Settings): string {
  const { spec: { scale, seed }, method, dt } = settings;
  const usual = ["variant", "scale", "seed"];
  const changed = [...textsOf(settings).keys()].filter((name) => SPEC_NAMES.includes(name) && !usual.includes(name));
  const changes = changed.length === 0
    ? ""
    : `, with ${changed.map((name) => name.replace(/^.*\./, "")).join(", ")} changed`;
  return `scale ${scale}, seed ${seed}, ${method}, dt ${dt} ms${changes}`;
}
