/**
 * A change of one setting: the texts that a link would have with it, and whether that link can be had.
 *
 * @module
 */

import { settingsOfTexts, textsOf } from "./link.ts";
import type { Settings } from "./settings.ts";
import { type Complaint, SPEC_NAMES } from "./spec_text.ts";

/** The settings with another text of one of them, or what is wrong with that. */
export function changedSettings(
  settings: Settings,
  name: string,
  text: string,
  methods: readonly string[],
): Settings | string {
  const texts = textsOf(settings);
  if (name === "variant") {
    // A variant is meant as it was published: only size and seed are kept.
    for (const other of [...SPEC_NAMES, "then"]) if (other !== "scale" && other !== "seed") texts.delete(other);
  }
  if (name === "connectivity.rule" && text === "bernoulli") texts.set("connectivity.multapses", "false");
  if (name === "stop" && text.trim() === "") texts.delete("stop");
  else texts.set(name, text);
  const changed = settingsOfTexts(texts, methods);
  return problemOf(changed.complaints, name) ?? changed.settings;
}

/** The settings with another comparison or none, or what is wrong with it. */
export function comparedSettings(
  settings: Settings,
  versus: Settings["versus"],
  methods: readonly string[],
): Settings | string {
  const { versus: _, ...first } = settings;
  const changed = settingsOfTexts(textsOf(versus === undefined ? first : { ...first, versus }), methods);
  return problemOf(changed.complaints, "versus") ?? changed.settings;
}

/** What is wrong with the setting of this name, or else with any but the neuron, without what is used instead. */
function problemOf(complaints: readonly Complaint[], name: string): string | undefined {
  const problem = complaints.find((complaint) => complaint.name === name) ??
    complaints.find((complaint) => complaint.name !== "neuron");
  return problem?.message.replace(/; [^;]*$/, "");
}
