/// <reference lib="dom" />
/**
 * Sentences above everything else: what could not be had, what went wrong.
 *
 * @module
 */

import { byId, make } from "./element.ts";

/** Adds a sentence, with a button that takes it away. */
export function showMessage(sentence: string): void {
  const dismiss = make("button", { type: "button", "aria-label": "Dismiss" }, "×");
  const message = make("p", {}, sentence, dismiss);
  dismiss.onclick = () => message.remove();
  byId("messages").append(message);
}

/** Takes every sentence away. */
export function clearMessages(): void {
  byId("messages").replaceChildren();
}
