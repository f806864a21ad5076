/// <reference lib="dom" />
/**
 * Boxes above everything else: what could not be had, what went wrong. Each source has one box at most.
 *
 * @module
 */

import { byId, make } from "./element.ts";
import type { Complaint } from "./spec_text.ts";

/** The part of the page that a message is about. */
export type Source = "page" | "link" | "run" | "files";

/** Sentences that a box shows at once; more are shown on demand. */
const SHOWN = 3;

/** Shows sentences of a source, instead of those it had before, with a button that takes them away. */
export function showMessages(source: Source, sentences: readonly string[], heading = ""): void {
  clearMessages(source);
  if (sentences.length === 0) return;
  const dismiss = make("button", { type: "button", "aria-label": "Dismiss" }, "×");
  const list = sentences.length === 1
    ? make("p", {}, sentences[0])
    : make("ul", {}, ...sentences.map((sentence) => make("li", {}, sentence)));
  const contents = sentences.length <= SHOWN
    ? [...(heading === "" || sentences.length === 1 ? [] : [make("p", {}, heading)]), list]
    : [make("details", {}, make("summary", {}, heading), list)];
  const box = make("div", { class: "message", "data-source": source }, make("div", {}, ...contents), dismiss);
  dismiss.onclick = () => box.remove();
  byId("messages").append(box);
}

/** Takes away what a source has said. */
export function clearMessages(source: Source): void {
  document.querySelector(`#messages [data-source="${source}"]`)?.remove();
}

/** Says what of a link could not be used. */
export function showComplaints(complaints: readonly Complaint[]): void {
  const sentences = complaints.map(({ name, message }) => `${name}: ${message}.`);
  showMessages("link", sentences, `${sentences.length} settings of this link cannot be used as they are`);
}
