/**
 * The guided start: links that set everything, and what there is to see.
 *
 * @module
 */

import { textsOf } from "./link.ts";
import type { Settings } from "./settings.ts";

/** A scene. */
export interface Scene {
  readonly title: string;
  /** Its link. */
  readonly query: string;
  /** What is shown, and what it means: two sentences. */
  readonly words: readonly [string, string];
  /** A page that tells more, and the words of the link to it. */
  readonly more?: { readonly page: string; readonly words: string };
}

/** The scenes, in their order. */
export const SCENES: readonly Scene[] = [
  {
    title: "A network that keeps itself going",
    query: "",
    words: [
      "Each dot is a spike of one of 4000 neurons: 3200 excite their targets (E, below), 800 inhibit theirs (I, above).",
      "There is no input from outside: they keep each other firing, irregularly, and inhibition keeps them from all " +
      "firing at once. Click a dot to see inside its neuron.",
    ],
    more: { page: "model.html", words: "The equations" },
  },
  {
    title: "37 Hz is the answer of a time step",
    query: "?versus=method:substepped",
    words: [
      "A and B are the same network; A is stepped by exponential Euler, as Brian 2 and BrainPy do it, B four times more " +
      "finely in neurons that are spiking.",
      "Below the charts stands which spike differs first. B settles at a higher rate: over long runs A has 37 Hz and the " +
      "equations themselves have 43 Hz.",
    ],
    more: { page: "accuracy.html", words: "How that was measured" },
  },
  {
    title: "Inhibition off",
    query: "?then=200:wI:0",
    words: [
      "For 200 ms this is the network of the first scene; then the inhibitory weight wI becomes 0, as its slider can make it.",
      "Nothing holds excitation back any more: gE grows to ten times what it was, and all neurons fire together some 500 " +
      "times a second, too depolarised for whole action potentials.",
    ],
  },
  {
    title: "A time step too large",
    query: "?dt=0.5",
    words: [
      "The same network, with steps of 0.5 ms instead of 0.1 ms; an action potential lasts about 1 ms.",
      "The synaptic current is held constant over a step, and a step this long overshoots: potentials leave what any " +
      "membrane can have within 40 ms, and the page says why.",
    ],
    more: { page: "accuracy.html", words: "Methods and time steps" },
  },
  {
    title: "The same seed, another rule of connection",
    query: "?versus=connectivity.rule:in-degree",
    words: [
      "In A each neuron has the same number of targets, in B the same number of inputs; both have 320,000 synapses of " +
      "the same strength.",
      "In A some neurons have many more inputs than others, so rates spread from 0 to 200 Hz; in B they are much more " +
      "alike, and lower. What a paper calls “randomly connected” decides it.",
    ],
    more: { page: "rosetta.html", words: "What simulators do differently" },
  },
  {
    title: "Four times as many neurons: volleys",
    query: "?scale=4",
    words: [
      "16,000 neurons have four times as many inputs each, and every weight is divided by four to make up for it.",
      "The mean input stays, but its fluctuations shrink, and it is fluctuations that keep neurons apart: now they fire " +
      "in volleys, ten a second. (Scaling rule “in-degree” keeps the activity instead.)",
    ],
    more: { page: "model.html", words: "Scaling" },
  },
];

/** Settings that are how a scene is looked at, not what it is. */
const LOOKS = ["stop", "speed", "window", "neuron", "threads"];

/** The scene that the settings are, however they are looked at. */
export function sceneOf(settings: Settings): Scene | undefined {
  const texts = textsOf(settings);
  for (const name of LOOKS) texts.delete(name);
  const shown = [...texts].map(([name, text]) => `${name}=${text}`).join("&");
  return SCENES.find(({ query }) => query.slice(1) === shown);
}
