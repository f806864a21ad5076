/**
 * From recordings to pictures: raster, population rates and traces as SVG, and SVG as PNG.
 *
 * The same recording gives the same picture, byte for byte. An SVG needs no permission; a PNG needs permission to read
 * (font and wasm of packages). In a notebook of Deno's Jupyter kernel a picture shows itself where it is the value of a
 * cell's last line.
 *
 * ```ts
 * import { buildNetwork, cobaHh, referenceEngine, run, spikes } from "@cobahh/cobahh";
 * import { rasterPlot, svgToPng } from "@cobahh/cobahh/plot";
 *
 * const network = buildNetwork(cobaHh({ variant: "seed-1", scale: 0.5, seed: 1 }));
 * await using simulation = await referenceEngine.create(network, { dt: 0.1 }); // ms
 * const recording = await run(simulation, 10, { spikes: spikes() }); // ms
 * const svg = rasterPlot(recording); // to be written to a file
 * const png = await svgToPng(svg, { scale: 2 }); // 1440 × 960 pixels
 * ```
 *
 * @module
 */

export type { PlotOptions, TracePlotOptions } from "./options.ts";
export { type PngOptions, svgToPng } from "./png.ts";
export {
  type DistributionPanel,
  type DistributionPicture,
  distributionPlot,
  type HistogramCurve,
  histogramShares,
} from "./distribution_plot.ts";
export { rasterPlot } from "./raster_plot.ts";
export { ratePlot } from "./rate_plot.ts";
export { summaryPlot } from "./summary_plot.ts";
export {
  type ErrorEstimate,
  type WorkPrecisionPicture,
  workPrecisionPlot,
  type WorkPrecisionPoint,
} from "./work_precision_plot.ts";
export { tracePlot } from "./trace_plot.ts";

// What a recording is made of, so that this entry point is complete in itself.
export type { Parameters } from "../model/parameters.ts";
export type { Spikes, StateVariable } from "../model/simulation.ts";
export type {
  ConnectionRule,
  ConnectivitySpec,
  Distribution,
  InitialState,
  NetworkSpec,
  SpikeSpec,
  StimulusSpec,
  SynapseSpec,
} from "../model/spec.ts";
export type {
  NonFinite,
  Observation,
  Observations,
  PopulationRate,
  Provenance,
  RecordedSpikes,
  Recording,
  Trace,
} from "../record/recording.ts";
