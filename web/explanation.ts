/// <reference lib="dom" />
/**
 * A question mark that opens a short explanation.
 *
 * @module
 */

import { make } from "./element.ts";

let made = 0;

/** The button, and the explanation that it opens, both for the place where the term stands. */
export function explanation(term: string, words: string): { button: HTMLButtonElement; text: HTMLElement } {
  const id = `explanation-${made++}`;
  const text = make("p", { id, class: "explanation" }, words);
  text.hidden = true;
  const button = make(
    "button",
    { type: "button", class: "what", "aria-expanded": "false", "aria-controls": id, "aria-label": `What is ${term}?` },
    "?",
  );
  button.onclick = () => {
    text.hidden = !text.hidden;
    button.setAttribute("aria-expanded", String(!text.hidden));
  };
  return { button, text };
}
