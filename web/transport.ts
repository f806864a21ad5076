/// <reference lib="dom" />
/**
 * The bar above the charts: pause, step, restart, speed, window, neuron; and the clock.
 *
 * @module
 */

import type { PacedRun, State } from "./paced_run.ts";
import { byId, make } from "./element.ts";
import { type Settings, SPEEDS, WINDOWS } from "./settings.ts";

/** Requests of the bar. */
export interface Requests {
  onPause(): void;
  onStep(): void;
  onRestart(): void;
  /** A setting is to have another text; gives what is wrong with it, if anything is. */
  onSet(name: string, text: string): string | undefined;
}

/** Wall time between two readings of the clock [ms]. */
const READING = 100;

/** Words of the states, for the button and for the line below the controls. */
const WORDS: Readonly<Record<State, readonly [button: string, spoken: string]>> = {
  building: ["Building …", "Building the network"],
  running: ["Pause", "Running"],
  pausing: ["Resume", ""],
  paused: ["Resume", ""],
  failed: ["Resume", "The run has failed"],
};

/** The bar. */
export class Transport {
  readonly #pause = byId<HTMLButtonElement>("pause");
  readonly #step = byId<HTMLButtonElement>("step");
  readonly #speed = byId<HTMLSelectElement>("speed");
  readonly #window = byId<HTMLSelectElement>("window");
  readonly #neuron = byId<HTMLInputElement>("neuron");
  #readAt = -Infinity;
  #shownNeuron: number | undefined;

  /** The bar, which asks for things. */
  constructor({ onPause, onStep, onRestart, onSet }: Requests) {
    this.#pause.onclick = onPause;
    this.#step.onclick = onStep;
    byId("restart").onclick = onRestart;
    for (const { speed, label } of SPEEDS) {
      this.#speed.append(make("option", { value: speed === Infinity ? "max" : String(speed) }, label));
    }
    for (const window of WINDOWS) this.#window.append(make("option", { value: String(window) }, `${window} ms`));
    for (const control of [this.#speed, this.#window, this.#neuron]) {
      control.onchange = () => {
        const problem = onSet(control.id, control.value);
        control.removeAttribute("aria-invalid");
        if (problem !== undefined) this.#refuse(control, problem);
      };
    }
    const open = byId("open-controls");
    const setOpen = (isOpen: boolean) => {
      document.body.classList.toggle("has-controls", isOpen);
      open.setAttribute("aria-expanded", String(isOpen));
      (isOpen ? byId("close-controls") : open).focus();
    };
    open.onclick = () => setOpen(!document.body.classList.contains("has-controls"));
    byId("close-controls").onclick = () => setOpen(false);
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const act = { " ": onPause, s: onStep, r: onRestart }[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    });
  }

  /** Shows state and settings. */
  show(state: State, { speed, window, neuron }: Settings, { runners, time }: PacedRun): void {
    const [button, spoken] = WORDS[state];
    this.#pause.textContent = button === "Resume" && time === 0 ? "Run" : button;
    this.#pause.disabled = state === "building" || state === "failed";
    this.#step.disabled = this.#pause.disabled;
    const text = speed === Infinity ? "max" : String(speed);
    if (!Array.from(this.#speed.options).some(({ value }) => value === text)) {
      this.#speed.append(make("option", { value: text }, `${text} × real time`));
    }
    this.#speed.value = text;
    this.#window.value = String(window);
    // What somebody is typing stays, whatever the run does meanwhile.
    if (neuron !== this.#shownNeuron) {
      this.#shownNeuron = neuron;
      this.#neuron.value = String(neuron);
      this.#neuron.removeAttribute("aria-invalid");
    }
    const { network } = runners[0];
    if (network !== undefined) this.#neuron.max = String(network.excitatory + network.inhibitory - 1);
    if (spoken !== "") this.announce(spoken);
  }

  /** Shows simulated time [ms] and real-time factor, now and then. */
  showTime(now: number, time: number, factor: number | undefined): void {
    if (now - this.#readAt < READING) return;
    this.#readAt = now;
    byId("time").textContent = `${time.toLocaleString("en", { minimumFractionDigits: 1 })} ms`;
    byId("factor").textContent = factor === undefined ? "–" : `× ${factor.toPrecision(3)}`;
  }

  /** Says what is wrong with what a control has; the setting stays what it was. */
  #refuse(control: HTMLElement, problem: string): void {
    control.setAttribute("aria-invalid", "true");
    this.announce(`${control.id[0].toUpperCase()}${control.id.slice(1)} ${problem}`);
  }

  /** Says something in the line below the controls, which screen readers read out. */
  announce(sentence: string): void {
    byId("status").textContent = sentence;
  }
}

/** Whether keys go into something that takes them. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, select, button, summary, a, textarea") !== null;
}
