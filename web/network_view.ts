/// <reference lib="dom" />
/**
 * One network on the page: raster, rates, traces of the picked neuron, histograms, and the result.
 *
 * @module
 */

import { make } from "./element.ts";
import { explanation } from "./explanation.ts";
import { CHART_WORDS } from "./glossary.ts";
import { HistogramChart } from "./histogram_chart.ts";
import { unitOf } from "./fields.ts";
import type { Inks } from "./inks.ts";
import { intervalHistogram, rateHistogram } from "./network_histograms.ts";
import { RasterChart } from "./raster_chart.ts";
import { rateLines } from "./rate_lines.ts";
import { ResultView } from "./result_view.ts";
import type { Runner } from "./runner.ts";
import { ScrollingChart } from "./scrolling_chart.ts";
import { TimeAxis } from "./time_axis.ts";
import { TRACE_CHARTS, traceLines } from "./trace_lines.ts";

/** The title of a chart of traces, with the unit of conductances. */
function titleOf(title: string, { settings: { spec } }: Runner): string {
  return title.endsWith("conductances") ? `${title} [${unitOf({ name: "", label: "", unit: "nS" }, spec)}]` : title;
}

/** Explanations of the charts of traces, in their order. */
const TRACE_WORDS = [CHART_WORDS.v, CHART_WORDS.gates, CHART_WORDS.conductances];

/** The heading of a chart, with an explanation of what it shows. */
function headed(term: string, words: string, title: string | Node, keys: readonly Node[]): Node[] {
  const { button, text } = explanation(term, words);
  return [make("h3", {}, make("span", { class: "term" }, title, button), ...keys), text];
}

/** Wall time between two drawings of histograms and numbers [ms]: faster than anyone reads. */
const SLOWLY = 200;

/** The words of a network. */
export interface Caption {
  readonly name: string;
  /** What it is. */
  readonly words: string;
}

/** A network on the page. */
export class NetworkView {
  /** Everything of it. */
  readonly element: HTMLElement;
  /** The raster's canvas. */
  readonly rasterCanvas: HTMLCanvasElement;
  /** Numbers, hash, command. */
  readonly result: ResultView;
  readonly #raster: RasterChart;
  readonly #charts: readonly ScrollingChart[];
  readonly #traces: readonly ScrollingChart[];
  readonly #traceTitle: HTMLElement;
  readonly #partners = make("span", { class: "partners" });
  readonly #axis: TimeAxis;
  readonly #histograms: readonly HistogramChart[];
  readonly #runner: Runner;
  readonly #all: () => readonly Runner[];
  #drawnAt = -Infinity;

  /**
   * The view of a runner's network, with the axes of `all` that stand side by side; `onPick` gets the neuron whose dot was clicked, `onMove` by how many neurons an arrow
   * key goes on.
   */
  constructor(
    runner: Runner,
    all: () => readonly Runner[],
    caption: Caption,
    onPick: (neuron: number | undefined) => void,
    onMove: (step: number) => void,
  ) {
    this.#runner = runner;
    this.#all = all;
    const canvas = (kind: string, label: string) => make("canvas", { class: kind, role: "img", "aria-label": label });
    const key = (ink: string, text: string) => make("span", { class: `key ink-${ink}` }, text);

    this.rasterCanvas = canvas(
      "raster",
      `Spike raster of ${caption.name}. A click picks the neuron of a dot, the up and down arrow keys the next neuron.`,
    );
    this.rasterCanvas.tabIndex = 0;
    this.#raster = new RasterChart(this.rasterCanvas, runner);
    this.rasterCanvas.onclick = ({ offsetX, offsetY }) => onPick(this.#raster.neuronAt(offsetX, offsetY));
    this.rasterCanvas.onkeydown = (event) => {
      const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      onMove(step);
    };
    const rate = canvas("rate", `Population rates of ${caption.name}`);
    const axis = canvas("axis", "Time axis");
    this.#axis = new TimeAxis(axis);
    this.#traceTitle = make("span");
    const traces = TRACE_CHARTS.map((chart) => {
      const { title, variables } = chart;
      const element = canvas(`trace trace-${variables[0].name}`, title);
      const keys = variables.length === 1 ? [] : variables.map(({ name, ink }) => key(ink, name));
      return {
        element,
        title: titleOf(title, runner),
        keys,
        chart: new ScrollingChart(element, traceLines(chart, runner, all)),
      };
    });
    this.#traces = traces.map(({ chart }) => chart);
    this.#charts = [new ScrollingChart(rate, rateLines(runner, all)), ...this.#traces];
    const histograms = [
      {
        title: "Interspike intervals [ms]",
        words: CHART_WORDS.intervals,
        element: canvas("histogram", "Histogram of interspike intervals"),
      },
      {
        title: "Firing rates of neurons [Hz]",
        words: CHART_WORDS.rates,
        element: canvas("histogram", "Histogram of the firing rates of neurons"),
      },
    ];
    this.#histograms = histograms.map(({ element }) => new HistogramChart(element));
    this.result = new ResultView();
    this.element = make(
      "section",
      { class: "network", "aria-label": `Network ${caption.name}` },
      make("h2", {}, caption.name, make("span", {}, caption.words)),
      this.result.numbers,
      ...headed("the raster", CHART_WORDS.raster, "Spikes", []),
      this.rasterCanvas,
      ...headed("Population rate", CHART_WORDS.rate, "Population rate [Hz]", [
        key("excitatory", "E"),
        key("inhibitory", "I"),
      ]),
      rate,
      ...traces.flatMap(({ element, title, keys }, k) => [
        ...headed(title, TRACE_WORDS[k], k === 0 ? this.#traceTitle : title, k === 0 ? [this.#partners] : keys),
        element,
      ]),
      axis,
      make(
        "div",
        { class: "histograms" },
        ...histograms.map(({ title, words, element }) => make("div", {}, ...headed(title, words, title, []), element)),
      ),
      this.result.element,
    );
    this.showPicked();
  }

  /** Everything has to be drawn again. */
  invalidate(): void {
    this.#raster.invalidate();
    for (const chart of this.#charts) chart.invalidate();
    this.#drawnAt = -Infinity;
  }

  /** The picked neuron is another, or is known better. */
  showPicked(): void {
    const { neuron, partners, network } = this.#runner;
    this.#traceTitle.textContent = `Neuron ${neuron}: membrane potential [mV]`;
    if (partners === undefined || network === undefined) this.#partners.textContent = "";
    else {
      const kind = neuron < network.excitatory ? "excitatory" : "inhibitory";
      const sources = partners.sources === undefined ? "" : `, ${partners.sources.length} sources`;
      this.#partners.textContent = `${kind}, ${partners.targets.length} targets${sources}`;
    }
    for (const chart of this.#traces) chart.invalidate();
  }

  /** Draws up to simulated time `time` [ms]; `wall` is the wall time now [ms]. */
  draw(time: number, wall: number, window: number, inks: Inks): void {
    this.#raster.draw(time, window, inks);
    for (const chart of this.#charts) chart.draw(time, window, inks);
    this.#axis.draw(time, window, inks);
    if (wall - this.#drawnAt < SLOWLY) return;
    this.#drawnAt = wall;
    this.#histograms[0].draw(intervalHistogram(this.#runner), inks);
    this.#histograms[1].draw(rateHistogram(this.#runner, this.#all()), inks);
    this.result.showNumbers(this.#runner);
  }
}
