/// <reference lib="dom" />
/**
 * A picture of the two populations: arrows as wide as the weights, with the number of inputs, and what comes from outside.
 *
 * @module
 */

import { effectiveProbability, effectiveWeights } from "../model/scaling.ts";
import { type NetworkSpec, populationSizes, variants } from "../model/mod.ts";
import { unitOf } from "./fields.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Width of an arrow of a published weight [px], and of the widest. */
const USUAL = 2.5, WIDEST = 9;

/** The picture. */
export class PopulationsPicture {
  /** The picture as an element. */
  readonly element: SVGSVGElement = node("svg", { viewBox: "0 0 280 128", role: "img" }) as SVGSVGElement;

  /** Shows the network of a specification. */
  show(spec: NetworkSpec): void {
    const { wE, wI } = effectiveWeights(spec), published = variants[spec.variant].spec.parameters;
    const { excitatory, inhibitory } = populationSizes(spec), p = effectiveProbability(spec);
    const unit = unitOf({ name: "", label: "", unit: "nS" }, spec);
    const width = (weight: number, usual: number) => Math.min(WIDEST, USUAL * Math.sqrt(weight / usual));
    const e = width(wE, published.wE), i = width(wI, published.wI);
    const short = (weight: number) => `${Number(weight.toPrecision(3))} ${unit}`;
    const inputs = [excitatory, inhibitory].map((size) => Math.round(size * p).toLocaleString("en"));
    const { stimulus, current } = spec, isDriven = current !== 0 || stimulus.kind !== "none";
    this.element.setAttribute(
      "aria-label",
      `${excitatory} excitatory neurons with weight ${short(wE)} and ${inhibitory} inhibitory neurons with weight ` +
        `${short(wI)}; each neuron has some ${inputs[0]} and ${inputs[1]} inputs`,
    );
    this.element.replaceChildren(
      arrow("e", "M70 40 C 40 -4 16 30 52 52", e),
      arrow("e", "M98 56 C 130 42 150 42 176 54", e),
      arrow("i", "M178 76 C 150 90 130 90 100 76", i),
      arrow("i", "M210 42 C 240 -4 264 30 228 54", i),
      ...(isDriven ? [arrow("out", "M 10 118 L 10 118 52 84", USUAL)] : []),
      node("circle", { cx: "76", cy: "64", r: "24", class: "population e" }),
      node("circle", { cx: "204", cy: "64", r: "24", class: "population i" }),
      text(76, 62, "E"),
      text(76, 76, excitatory.toLocaleString("en"), "small"),
      text(204, 62, "I"),
      text(204, 76, inhibitory.toLocaleString("en"), "small"),
      text(140, 34, `wE ${short(wE)}, ${inputs[0]} inputs`, "small"),
      text(140, 106, `wI ${short(wI)}, ${inputs[1]} inputs`, "small"),
      ...(isDriven ? [text(62, 122, outsideWords(spec), "small left")] : []),
    );
  }
}

function outsideWords({ stimulus, current, parameters: { cM } }: NetworkSpec): string {
  const words: string[] = [];
  if (stimulus.kind === "poisson") words.push(`${Number(stimulus.rate.toPrecision(3))} Hz into ${stimulus.cells}`);
  if (stimulus.kind === "events") words.push("given spikes");
  if (current !== 0) words.push(`${Number(current.toPrecision(3))} ${cM === 1 ? "pA/pF" : "pA"}`);
  return words.join(", ");
}

function node(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A line with a head: a bar at its end would be an arrow of width 0. */
function arrow(kind: string, d: string, width: number): SVGElement {
  const [, x0, y0, x, y] = d.match(/(\S+) (\S+) (\S+) (\S+)$/)!.map(Number);
  const angle = Math.atan2(y - y0, x - x0), size = 5 + width;
  const corner = (turn: number) => `${x - size * Math.cos(angle + turn)} ${y - size * Math.sin(angle + turn)}`;
  const group = node("g", { class: `arrow ${kind}` });
  group.append(
    node("path", { d, "stroke-width": String(width), fill: "none" }),
    ...(width > 0 ? [node("path", { d: `M${x} ${y}L${corner(0.45)}L${corner(-0.45)}Z`, class: "head" })] : []),
  );
  return group;
}

function text(x: number, y: number, words: string, kind = ""): SVGElement {
  const element = node("text", { x: String(x), y: String(y), class: kind });
  element.textContent = words;
  return element;
}
