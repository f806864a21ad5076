/// <reference lib="dom" />
/**
 * The numbers of a network while it runs; its spike hash, and the command that gives the same, while it rests.
 *
 * @module
 */

import { timeOf } from "../model/milliseconds.ts";
import { make } from "./element.ts";
import { explanation } from "./explanation.ts";
import { CHART_WORDS } from "./glossary.ts";
import { commandOf, isSaidByFlags, SPEC_FILE } from "./reproduction.ts";
import type { Runner } from "./runner.ts";

/** Text in place of the hash while the network runs. */
const WHILE_RUNNING = "shown when the run is paused";

/** Numbers, hash and command of a network. */
export class ResultView {
  /** Counts and rates. */
  readonly numbers: HTMLElement;
  /** Hash and command. */
  readonly element: HTMLElement;
  readonly #spikes = make("dd", { "data-number": "spikes" });
  readonly #excitatory = make("dd");
  readonly #inhibitory = make("dd");
  readonly #size = make("dd");
  readonly #cv = make("dd", { "data-number": "cv" });
  readonly #fano = make("dd", { "data-number": "fano" });
  readonly #hash = make("code", { "data-number": "hash" }, WHILE_RUNNING);
  readonly #command = make("code", { "data-number": "command" });
  readonly #copy = make("button", { type: "button" }, "Copy");
  readonly #reproduce: HTMLElement;
  readonly #file: HTMLElement;
  readonly #kept = make("p", { class: "note" });
  readonly #changed = make(
    "p",
    { class: "note" },
    "It was changed while it ran, which no command does. The link has the changes with their times, and makes these spikes " +
      "again.",
  );

  /** Numbers of nothing yet. */
  constructor() {
    const entry = (title: string, value: HTMLElement, words?: string) => {
      if (words === undefined) return make("div", {}, make("dt", {}, title), value);
      const { button, text } = explanation(title, words);
      return make("div", {}, make("dt", {}, make("span", { class: "term" }, title, button), text), value);
    };
    this.numbers = make(
      "dl",
      {},
      entry("Neurons, synapses", this.#size, CHART_WORDS.synapses),
      entry("Spikes", this.#spikes),
      entry("Mean rate E", this.#excitatory, CHART_WORDS.meanRate),
      entry("Mean rate I", this.#inhibitory),
      entry("CV of intervals", this.#cv, CHART_WORDS.cv),
      entry("Synchrony", this.#fano, CHART_WORDS.synchrony),
    );
    this.#copy.onclick = () => {
      navigator.clipboard?.writeText(this.#command.textContent ?? "").then(() => this.#copy.textContent = "Copied");
    };
    this.#file = make("span", {}, ` (${SPEC_FILE} is the file of “Specification JSON”)`);
    this.#reproduce = make("p", {}, "Made again by ", this.#command, this.#copy, this.#file);
    this.#reproduce.hidden = this.#kept.hidden = this.#changed.hidden = true;
    const hash = explanation("the spike hash", CHART_WORDS.hash);
    this.element = make(
      "div",
      { class: "result" },
      make("p", {}, make("span", { class: "term" }, "Spike hash (SHA-256)", hash.button), " ", this.#hash),
      hash.text,
      this.#reproduce,
      this.#changed,
      this.#kept,
    );
  }

  /** Shows the counts so far. */
  showNumbers({ network, spikes, intervals, rates, step, time }: Runner): void {
    if (network === undefined) return;
    const { excitatory, inhibitory, synapses } = network;
    this.#size.textContent = `${whole(excitatory + inhibitory)}, ${whole(synapses)}`;
    this.#spikes.textContent = whole(spikes.length);
    const rate = (first: number, end: number) => {
      const count = intervals.counts.subarray(first, end).reduce((sum, count) => sum + count, 0);
      return time > 0 && end > first ? `${(1000 * count / (time * (end - first))).toFixed(1)} Hz` : "–";
    };
    this.#excitatory.textContent = rate(0, excitatory);
    this.#inhibitory.textContent = rate(excitatory, excitatory + inhibitory);
    const cv = intervals.meanCv(), fano = rates.fano(step);
    this.#cv.textContent = Number.isFinite(cv) ? cv.toFixed(2) : "–";
    this.#fano.textContent = Number.isFinite(fano) ? fano.toFixed(1) : "–";
  }

  /** The network runs: what is shown of a hash is no longer true. */
  showRunning(): void {
    this.#hash.textContent = WHILE_RUNNING;
    this.#reproduce.hidden = this.#changed.hidden = true;
  }

  /** Shows the hash of the spikes so far, with their numbers, and gives it. */
  async showHash(runner: Runner): Promise<string> {
    const { step, settings } = runner;
    const hash = await runner.hash();
    if (runner.step !== step) return hash;
    const { keptFrom } = runner.spikes;
    this.#kept.hidden = keptFrom === 0;
    this.#kept.textContent = `The hash is of all spikes. Files have those since ${timeOf(keptFrom, settings.dt)} ms, ` +
      "the last that the page keeps.";
    // Numbers are drawn now and then only: without this, those beside the hash could be of an earlier step.
    this.showNumbers(runner);
    this.#hash.textContent = hash;
    this.#reproduce.hidden = step === 0 || runner.interventions > 0;
    this.#changed.hidden = step === 0 || runner.interventions === 0;
    this.#command.textContent = commandOf(settings, step);
    this.#copy.textContent = "Copy";
    this.#file.hidden = isSaidByFlags(settings);
    this.element.dataset.time = String(timeOf(step, settings.dt));
    return hash;
  }
}

function whole(x: number): string {
  return x.toLocaleString("en");
}
