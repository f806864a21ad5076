/// <reference lib="dom" />
/**
 * The page as a whole: settings, the run that they say, its views, and the address that says the same.
 *
 * @module
 */

import { changedSettings, comparedSettings } from "./change.ts";
import { Controls } from "./controls.ts";
import { PacedRun, type State } from "./paced_run.ts";
import { showDifference } from "./difference.ts";
import { byId, make } from "./element.ts";
import { Guide } from "./guide.ts";
import { type Inks, inksNow } from "./inks.ts";
import { captionsOf } from "./captions.ts";
import { changesBetween, secondOf, settingsOfQuery } from "./link.ts";
import { type LiveName, settingOf } from "./live_event.ts";
import { LivePanel } from "./live_panel.ts";
import { clearMessages, showComplaints, showMessages } from "./messages.ts";
import { NetworkView } from "./network_view.ts";
import { timeOf } from "../model/milliseconds.ts";
import { startWorker } from "./runner.ts";
import type { Settings } from "./settings.ts";
import { addressOf, offerSharing } from "./sharing.ts";
import { Speedometer } from "./speedometer.ts";
import { reasonForOneThread } from "./threads_here.ts";
import { Transport } from "./transport.ts";

/** Settings that the run in progress can take over. */
const LIVE = ["speed", "window", "neuron", "stop"];

/** The page: controls, networks, and the run that they run. */
export class Explorer {
  readonly #methods: readonly string[];
  readonly #controls: Controls;
  readonly #transport: Transport;
  readonly #speedometer = new Speedometer();
  #settings: Settings;
  /** The setting that was changed last. */
  #lastSet: string | undefined;
  #run: PacedRun;
  #views: NetworkView[] = [];
  readonly #live = new LivePanel({
    onChange: (name, text) => this.#intervene(name, text),
    onForget: () => this.#forget(),
  });
  readonly #guide = new Guide((query) => this.#goTo(query));
  #inks: Inks = inksNow();
  /** A worker that has started and is not used yet. */
  #spare: Worker | undefined;

  /** Starts what the address says, in a worker that is there already. */
  constructor(worker: Worker, methods: readonly string[]) {
    this.#methods = methods;
    this.#spare = worker;
    const { settings, complaints } = settingsOfQuery(location.search, methods);
    this.#settings = settings;
    showComplaints(complaints);
    this.#controls = new Controls(
      settings,
      methods,
      (name, text) => this.#set(name, text),
      (versus) => this.#setVersus(versus),
    );
    const why = reasonForOneThread();
    this.#controls.limitThreads(navigator.hardwareConcurrency, why);
    this.#transport = new Transport({
      onPause: () => this.#pauseOrGoOn(),
      onStep: () => this.#step(),
      onRestart: () => this.#restart(),
      onSet: (name, text) => this.#set(name, text),
    });
    offerSharing(() => ({
      runners: this.#run.runners,
      rasters: this.#views.map(({ rasterCanvas }) => rasterCanvas),
      window: this.#settings.window,
      address: addressOf(this.#shared()),
    }));
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", () => {
        this.#inks = inksNow();
        for (const view of this.#views) view.invalidate();
      });
    }
    addEventListener("popstate", () => this.#follow(location.search));
    document.addEventListener("visibilitychange", () => this.#run.isUnseen = document.hidden);
    // Who wants little motion starts it when it is wanted.
    this.#run = this.#start(matchMedia("(prefers-reduced-motion: reduce)").matches);
    requestAnimationFrame((now) => this.#frame(now));
  }

  #start(isPaused = false): PacedRun {
    const { versus, ...first } = this.#settings;
    const all = versus === undefined ? [first] : [first, secondOf(this.#settings, this.#methods).settings];
    const workers = all.map(() => {
      const worker = this.#spare ?? startWorker().worker;
      this.#spare = undefined;
      return worker;
    });
    const run: PacedRun = this.#run = new PacedRun(workers, all, isPaused, {
      onState: (state) => run === this.#run && this.#show(state),
      onIntervention: () => run === this.#run && this.#showLive(),
      onNeuron: (k) => run === this.#run && this.#views[k].showPicked(),
      onTrouble: (sentence) => run === this.#run && showMessages("run", [sentence]),
    });
    const captions = captionsOf(all, versus?.name);
    this.#views = run.runners.map((runner, k) =>
      new NetworkView(
        runner,
        () => run.runners,
        captions[k],
        (neuron) => this.#pick(neuron),
        (step) => this.#pickNext(step),
      )
    );
    byId("networks").replaceChildren(...this.#views.map(({ element }) => element));
    this.#speedometer.reset();
    this.#show("building");
    return run;
  }

  /** Goes to what a link says, as if it were a page of its own: Back comes back. */
  #goTo(query: string): void {
    history.pushState(null, "", `${location.pathname}${query}`);
    this.#follow(query);
  }

  #restart(isPaused = false): void {
    this.#run.end();
    clearMessages("run");
    this.#start(isPaused);
  }

  #show(state: State): void {
    this.#transport.show(state, this.#settings, this.#run);
    this.#guide.show(this.#settings);
    this.#showLive();
    document.body.dataset.state = state;
    // A single step is "pausing" without having been "running".
    if (state !== "paused") byId("difference").hidden = true;
    if (state === "running" || state === "pausing") { for (const { result } of this.#views) result.showRunning(); }
    if (state === "running") {
      const notes = new Set(this.#run.runners.flatMap(({ network }) => network?.notes ?? []));
      const why = reasonForOneThread();
      if (why !== undefined) notes.add(`threads: ${why}`);
      byId("notes").replaceChildren(...[...notes].map((note) => make("p", { class: "note" }, `Note: ${note}.`)));
    }
    if (state === "paused") {
      void this.#showHashes();
      this.#recall();
    }
    this.#showAddress();
  }

  /** While the run rests the picked neuron's past is found, as far as the window reaches. */
  #recall(): void {
    if (this.#run.state !== "paused") return;
    for (const runner of this.#run.runners) runner.recall(this.#settings.window);
  }

  async #showHashes(): Promise<void> {
    showDifference(this.#run.runners, byId("difference"));
    const run = this.#run, time = run.time;
    const hashes = await Promise.all(this.#views.map(({ result }, k) => result.showHash(run.runners[k])));
    if (run === this.#run && run.state === "paused" && run.time === time) {
      this.#transport.announce(`Paused at ${shown(run)} ms, spike hash ${hashes.join(" and ")}`);
    }
  }

  /** The address: while the run rests, with the time that it rests at. */
  #showAddress(): void {
    history.replaceState(null, "", addressOf(this.#shared()));
  }

  #shared(): Settings {
    const { state, time } = this.#run;
    return state === "paused" && time > 0 ? { ...this.#settings, stop: shown(this.#run) } : this.#settings;
  }

  #follow(query: string): void {
    const { settings, complaints } = settingsOfQuery(query, this.#methods);
    const others = changesBetween(this.#settings, settings);
    this.#settings = settings;
    this.#lastSet = undefined;
    this.#controls.show(settings);
    showComplaints(complaints);
    if (others.every((name) => LIVE.includes(name))) { for (const name of others) this.#adjust(name); }
    else this.#restart();
  }

  /** Changes a setting; gives what is wrong with its text, if anything is. */
  #set(name: string, text: string): string | undefined {
    return this.#take(changedSettings(this.#settings, name, text, this.#methods), LIVE.includes(name), name);
  }

  #setVersus(versus: Settings["versus"]): string | undefined {
    return this.#take(comparedSettings(this.#settings, versus, this.#methods), false, "versus");
  }

  /** Takes settings, or gives back what is wrong with them. */
  #take(settings: Settings | string, isLive: boolean, name: string): string | undefined {
    if (typeof settings === "string") return settings;
    if (changesBetween(this.#settings, settings).length > 0) {
      // Back undoes a change. What the run takes over, one after another, is one: a way through neurons is not 20 steps back.
      if (!(isLive && name === this.#lastSet)) history.pushState(null, "", location.href);
      this.#lastSet = name;
    }
    this.#settings = settings;
    this.#controls.show(settings);
    clearMessages("link");
    if (!isLive) this.#restart();
    else this.#adjust(name);
    return undefined;
  }

  /** Does something to the running network; the link has it, too. */
  #intervene(name: LiveName, text: string): void {
    const { versus, then = [] } = this.#settings;
    const event = this.#run.intervene(name, text, settingOf(name) !== versus?.name);
    if (event === undefined) return;
    if (this.#lastSet !== `then.${name}`) history.pushState(null, "", location.href);
    this.#lastSet = `then.${name}`;
    this.#settings = { ...this.#settings, then: [...then, event].sort((a, b) => a.time - b.time) };
    for (const { result } of this.#views) result.showRunning();
    this.#show(this.#run.state);
  }

  #forget(): void {
    const { then: _, ...others } = this.#settings;
    this.#take(others, false, "then");
  }

  #showLive(): void {
    const [{ spec }] = this.#run.runners, { neuron, then = [] } = this.#settings;
    this.#live.show(spec, neuron, then, this.#run.time);
  }

  #adjust(name: string): void {
    const run = this.#run, { speed, stop, neuron } = this.#settings;
    if (name === "speed") run.speed = speed;
    if (name === "stop") run.stop = stop;
    if (name === "neuron") {
      for (const runner of run.runners) runner.pick(neuron);
      for (const view of this.#views) view.showPicked();
      this.#transport.announce(`Neuron ${neuron}`);
    }
    if (name === "window") { for (const view of this.#views) view.invalidate(); }
    if (name === "window" || name === "neuron") this.#recall();
    this.#transport.show(run.state, this.#settings, run);
    this.#showLive();
    this.#showAddress();
  }

  #pick(neuron: number | undefined): void {
    if (neuron === undefined) return this.#transport.announce("No spike there");
    const problem = this.#set("neuron", String(neuron));
    if (problem !== undefined) this.#transport.announce(problem);
  }

  #pickNext(step: number): void {
    this.#pick(Math.max(0, this.#settings.neuron + step));
  }

  #pauseOrGoOn(): void {
    const run = this.#run;
    if (run.state === "running") return run.pause();
    if (run.state !== "paused") return;
    // Beyond its stop a run goes on without one.
    if (run.isAtStop) {
      const { stop: _, ...others } = this.#settings;
      this.#settings = others;
      run.stop = undefined;
      this.#controls.show(this.#settings);
    }
    run.resume();
  }

  #step(): void {
    if (this.#run.state === "running") this.#run.pause();
    else this.#run.stepOnce();
  }

  #frame(now: number): void {
    requestAnimationFrame((next) => this.#frame(next));
    const run = this.#run;
    run.pump(now);
    const time = run.time;
    this.#speedometer.note(now, time, run.state === "running");
    for (const view of this.#views) view.draw(time, now, this.#settings.window, this.#inks);
    this.#transport.showTime(now, shown(run), this.#speedometer.factor);
  }
}

/** The time that a run has reached [ms]. */
function shown({ runners }: PacedRun): number {
  const [{ step, dt }] = runners;
  return timeOf(step, dt);
}
