/// <reference lib="dom" />
/**
 * The guided start on the page: links to the scenes, and the words of the one that is shown.
 *
 * @module
 */

import { byId, make } from "./element.ts";
import { type Scene, sceneOf, SCENES } from "./scenes.ts";
import type { Settings } from "./settings.ts";

/** The guided start. */
export class Guide {
  readonly #links: readonly HTMLAnchorElement[];
  #shown: Scene | undefined | null = null;

  /** The guide; `onFollow` gets the query of a scene that was chosen. */
  constructor(onFollow: (query: string) => void) {
    this.#links = SCENES.map(({ title, query }, k) => {
      const link = make("a", { href: query === "" ? "." : query }, make("b", {}, String(k + 1)), ` ${title}`);
      take(link, query, onFollow);
      return link;
    });
    byId("scenes").append(...this.#links.map((link) => make("li", {}, link)));
    this.#onFollow = onFollow;
  }

  readonly #onFollow: (query: string) => void;

  /** Shows the words of the scene that the settings are. */
  show(settings: Settings): void {
    const scene = sceneOf(settings);
    if (scene === this.#shown) return;
    this.#shown = scene;
    const k = scene === undefined ? -1 : SCENES.indexOf(scene), next = SCENES[k + 1];
    this.#links.forEach((link, j) =>
      j === k ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")
    );
    const contents: (string | Node)[] = scene === undefined
      ? ["Settings of your own. The scenes above set everything anew, and Back brings these back."]
      : [scene.words.join(" ")];
    if (scene?.more !== undefined) contents.push(" ", make("a", { href: scene.more.page }, scene.more.words), ".");
    if (next !== undefined && scene !== undefined) {
      const link = make("a", { href: next.query, class: "next" }, `Next: ${next.title}`);
      take(link, next.query, this.#onFollow);
      contents.push(" ", link);
    }
    byId("scene").replaceChildren(...contents);
  }
}

/** Follows a link without loading the page anew, where it is a plain click. */
function take(link: HTMLAnchorElement, query: string, onFollow: (query: string) => void): void {
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onFollow(query);
  };
}
