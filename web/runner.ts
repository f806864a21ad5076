/// <reference lib="dom" />
/**
 * One network as the page sees it: its worker, and everything that has come from it so far.
 *
 * @module
 */

import type { NetworkSpec } from "../model/mod.ts";
import { interventionOf, type LiveEvent } from "./live_event.ts";
import { IntervalBins } from "./interval_bins.ts";
import type { Partners } from "./partners.ts";
import { PopulationBins } from "./population_bins.ts";
import type { Abilities, Batch, Created, Order, Report } from "./protocol.ts";
import { SampleRing } from "./sample_ring.ts";
import { TRACED } from "./traced.ts";
import { type Settings, WINDOWS } from "./settings.ts";
import { SpikeStore } from "./spike_store.ts";

/** Time between two samples of the picked neuron that is aimed at [ms]: a spike is a millisecond wide. */
const SAMPLE = 0.1;

/** Reports of a runner to the page. */
export interface Listener {
  /** The network is built. */
  onCreated(): void;
  /** Steps have been done. */
  onBatch(batch: Batch): void;
  /** The picked neuron is known better: its past, or its partners. */
  onNeuron(): void;
  /** Nothing more will come; a sentence says why. */
  onFailure(message: string): void;
}

/** Starts a worker and asks what it can do. */
export function startWorker(): { worker: Worker; abilities: Promise<Abilities> } {
  const worker = new Worker(new URL("worker.js", document.baseURI), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<Abilities>();
  worker.onmessage = ({ data }: MessageEvent<Report>) => {
    if (data.kind === "abilities") resolve(data);
  };
  worker.onerror = (event) => reject(new Error(event.message || "its script could not be loaded"));
  return { worker, abilities: promise };
}

/** A network in a worker. */
export class Runner {
  /** What was asked for. */
  readonly settings: Settings;
  /** Spikes so far. */
  readonly spikes: SpikeStore = new SpikeStore();
  /** Steps between two samples. */
  readonly every: number;
  /** Samples of the picked neuron. */
  readonly samples: SampleRing;
  /** The network, once it is built. */
  network: Created | undefined;
  /** Population rates. */
  rates: PopulationBins;
  /** Intervals and spike counts. */
  intervals: IntervalBins;
  /** The specification with everything that was changed since. */
  spec: NetworkSpec;
  /** How many things were done to the network while it ran. */
  interventions = 0;
  /** Steps that are done. */
  step = 0;
  /** Steps that have been ordered. */
  ordered = 0;
  /** Batches that have been ordered and are not done. */
  outstanding = 0;
  /** Partners of the picked neuron, once they are known. */
  partners: Partners | undefined;
  readonly #hashes: ((hash: string) => void)[] = [];
  #neuron: number;
  readonly #worker: Worker;

  /** Gives a worker its network. */
  constructor(worker: Worker, settings: Settings, listener: Listener) {
    const { spec, method, dt, threads, neuron } = settings;
    this.settings = settings;
    this.spec = spec;
    this.every = Math.max(1, Math.round(SAMPLE / dt));
    this.samples = new SampleRing(TRACED.length, Math.ceil(Math.max(...WINDOWS) / (this.every * dt)) + 1);
    this.rates = new PopulationBins(0, 0, dt);
    this.intervals = new IntervalBins(0, 0, dt);
    this.#neuron = neuron;
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<Report>) => this.#take(data, listener);
    worker.onerror = (event) => listener.onFailure(event.message);
    this.#order({ kind: "create", spec, method, dt, threads, every: this.every, neuron });
  }

  /** Time step [ms]. */
  get dt(): number {
    return this.settings.dt;
  }

  /** Simulated time [ms]. */
  get time(): number {
    return this.step * this.dt;
  }

  /** The neuron that is sampled. */
  get neuron(): number {
    return this.#neuron;
  }

  /** Samples another neuron from now on. */
  pick(neuron: number): void {
    this.#neuron = neuron;
    this.samples.clear();
    this.partners = undefined;
    this.#order({ kind: "pick", neuron });
  }

  /** Asks for the past of the picked neuron, where samples of it do not reach so far back [ms]. */
  recall(time: number): void {
    const steps = Math.min(this.step, Math.ceil(time / this.dt)), { samples } = this;
    const reached = samples.end > samples.first ? samples.step(samples.first) : Infinity;
    if (reached > this.step - steps + 2 * this.every) this.#order({ kind: "past", steps });
  }

  /** Does something to the network, after the steps that were ordered. */
  intervene(event: LiveEvent): void {
    const what = interventionOf(event, this.spec), { network } = this;
    // The smaller of two networks may lack the neuron.
    if (what.kind === "kick" && (what.neuron ?? 0) >= network!.excitatory + network!.inhibitory) return;
    if (what.kind === "change") this.spec = what.spec;
    this.interventions++;
    this.#order({ kind: "intervene", what });
  }

  /** The hash of all spikes of the steps that were ordered. */
  hash(): Promise<string> {
    this.#order({ kind: "hash" });
    return new Promise((resolve) => this.#hashes.push(resolve));
  }

  /** Advances to the last step that ends at this time [ms] or before. */
  advanceTo(time: number): void {
    const steps = Math.floor(time / this.dt + 1e-6) - this.ordered;
    if (steps <= 0) return;
    this.ordered += steps;
    this.outstanding++;
    this.#order({ kind: "advance", steps });
  }

  /** Ends the worker, at once. */
  end(): void {
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.terminate();
  }

  #order(order: Order): void {
    this.#worker.postMessage(order);
  }

  #take(report: Report, listener: Listener): void {
    if (report.kind === "failed") listener.onFailure(report.message);
    if (report.kind === "created") {
      const { excitatory, inhibitory } = this.network = report;
      this.rates = new PopulationBins(excitatory, inhibitory, this.dt);
      this.intervals = new IntervalBins(excitatory, inhibitory, this.dt);
      this.#order({ kind: "pick", neuron: this.#neuron });
      listener.onCreated();
    }
    if (report.kind === "hash") this.#hashes.shift()?.(report.hash);
    if (report.kind === "partners" && report.neuron === this.#neuron) {
      this.partners = report;
      listener.onNeuron();
    }
    if (report.kind === "past" && report.samples.neuron === this.#neuron) {
      this.samples.clear();
      this.samples.append(report.samples.step, report.samples.values);
      listener.onNeuron();
    }
    if (report.kind === "batch") this.#append(report, listener);
  }

  #append(batch: Batch, listener: Listener): void {
    const { spikes, samples } = batch;
    this.outstanding--;
    this.step += batch.steps;
    this.spikes.append(spikes);
    this.rates.append(spikes);
    this.intervals.append(spikes);
    if (samples.neuron === this.#neuron) this.samples.append(samples.step, samples.values);
    listener.onBatch(batch);
  }
}
