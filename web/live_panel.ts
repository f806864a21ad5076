/// <reference lib="dom" />
/**
 * Controls that act on the running network: sliders for weights, current and stimulus, kicks, a picture of the two
 * populations, and what was done so far.
 *
 * @module
 */

import { type NetworkSpec, populationSizes, variants } from "../model/mod.ts";
import { byId, make } from "./element.ts";
import { explanation } from "./explanation.ts";
import { unitOf } from "./fields.ts";
import { SETTING_WORDS } from "./glossary.ts";
import { KICK, type LiveEvent, type LiveName } from "./live_event.ts";
import { PopulationsPicture } from "./populations_picture.ts";
import { valueText } from "./value_text.ts";

/** Wall time between two changes while a slider is dragged [ms]. */
const PACE = 150;

/** Most of the stimulus's rate [Hz], and of the current [pA]. */
const MOST_RATE = 1000, MOST_CURRENT = 1000;

/** A weight's slider goes up to so many times the published value. */
const MOST_TIMES = 4;

/** Part of the neurons that a stimulus reaches where none is published. */
const REACHED = 0.02;

/** End of a stimulus that nobody ends [ms]. */
const NEVER = 1e9;

/** Requests of the panel. */
export interface LiveRequests {
  /** A value of the running network is to be another. */
  onChange(name: LiveName, text: string): void;
  /** What was done is to be forgotten. */
  onForget(): void;
}

interface Slider {
  readonly name: LiveName;
  readonly input: HTMLInputElement;
  readonly output: HTMLElement;
}

/** The panel. */
export class LivePanel {
  readonly #sliders: readonly Slider[];
  readonly #picture = new PopulationsPicture();
  readonly #done = byId("live-done");
  #spec: NetworkSpec | undefined;
  #time = 0;

  /** The panel, which asks for things. */
  constructor({ onChange, onForget }: LiveRequests) {
    this.#sliders = ([
      ["wE", "wE", "excitatory weight", "What a spike of an E neuron adds to gE of its targets."],
      ["wI", "wI", "inhibitory weight", "What a spike of an I neuron adds to gI of its targets."],
      ["current", "Current", "into every neuron", SETTING_WORDS.current],
      ["stimulus", "Stimulus", "spikes from outside", "Random spikes into the first neurons, at this rate each."],
    ] as const).map(([name, label, meaning, words]) => {
      const id = `live-${name}`, { button, text } = explanation(label, words);
      const input = make("input", { id, type: "range" }), output = make("output", { for: id });
      let last = -Infinity, timer: ReturnType<typeof setTimeout> | undefined;
      const change = () => {
        last = performance.now();
        onChange(name, this.#textOf(name, Number(input.value)));
      };
      input.oninput = () => {
        clearTimeout(timer);
        output.textContent = this.#words(name, Number(input.value));
        timer = setTimeout(change, Math.max(0, last + PACE - performance.now()));
      };
      byId("live-sliders").append(
        make(
          "div",
          { class: "field live" },
          make("span", { class: "term" }, make("label", { for: id }, label, make("small", {}, meaning)), button),
          input,
          output,
          text,
        ),
      );
      return { name, input, output };
    });
    byId("live-picture").append(this.#picture.element);
    byId("kick-one").onclick = () => onChange("kick", byId<HTMLInputElement>("neuron").value);
    byId("kick-all").onclick = () => onChange("kick", "all");
    for (const id of ["kick-one", "kick-all"]) {
      byId(id).title = `Raises the potential by ${KICK} mV, enough for a spike`;
    }
    byId("live-forget").onclick = onForget;
  }

  /** Shows the values of the running network, what was done to it, and how far it is [ms]. */
  show(spec: NetworkSpec, neuron: number, events: readonly LiveEvent[], time: number): void {
    const isOther = spec !== this.#spec;
    this.#spec = spec;
    this.#time = time;
    byId("kick-one").textContent = `Kick neuron ${neuron}`;
    byId("live-changes").hidden = events.length === 0;
    this.#done.textContent = events.map(({ time, name, text }) => `${time} ms: ${name} ${text}`).join("; ");
    if (!isOther) return;
    this.#picture.show(spec);
    for (const { name, input, output } of this.#sliders) {
      const { most, least, step, value } = this.#range(name, spec);
      // Who is dragging has the last word.
      if (input.matches(":active")) continue;
      input.max = String(Math.max(most, value));
      input.min = String(Math.min(least, value));
      input.step = String(step);
      input.value = String(value);
      output.textContent = this.#words(name, value);
    }
  }

  #range(name: LiveName, spec: NetworkSpec): { most: number; least: number; step: number; value: number } {
    const perCapacitance = spec.parameters.cM === 1 ? 200 : 1;
    if (name === "wE" || name === "wI") {
      const published = variants[spec.variant].spec.parameters[name];
      return { least: 0, most: MOST_TIMES * published, step: published / 20, value: spec.parameters[name] };
    }
    if (name === "current") {
      const most = MOST_CURRENT / perCapacitance;
      return { least: -most, most, step: most / 50, value: spec.current };
    }
    const { stimulus } = spec, isOn = stimulus.kind === "poisson" && this.#time < stimulus.stop;
    return { least: 0, most: MOST_RATE, step: 10, value: isOn ? stimulus.rate : 0 };
  }

  /** The text of a value, as a link has it. */
  #textOf(name: LiveName, value: number): string {
    if (name !== "stimulus") return String(Number(value.toPrecision(6)));
    const { stimulus } = this.#spec!, { excitatory, inhibitory } = populationSizes(this.#spec!);
    const cells = stimulus.kind === "poisson" && stimulus.cells > 0
      ? stimulus.cells
      : Math.max(1, Math.round(REACHED * (excitatory + inhibitory)));
    const start = Math.floor(this.#time);
    return value === 0
      ? "none"
      : valueText({ kind: "poisson", rate: value, cells, start, stop: NEVER } as { kind: string });
  }

  #words(name: LiveName, value: number): string {
    const unit = name === "stimulus" ? "Hz" : name === "current" ? "pA" : "nS";
    return `${Number(value.toPrecision(4))} ${unitOf({ name, label: "", unit }, this.#spec!)}`;
  }
}
