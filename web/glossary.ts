/**
 * Short explanations of what stands on the page: settings and their choices, charts and numbers.
 *
 * @module
 */

/** What a setting is, by its name. */
export const SETTING_WORDS: Readonly<Record<string, string>> = {
  variant:
    "Which published version of the network. They share the equations and differ in details that papers leave open.",
  scale: "Size of the network: 1 is the published one of 4000 neurons.",
  scaling: "What keeps the input of a neuron similar when the network is larger or smaller.",
  "connectivity.rule":
    "How it is decided who is connected to whom. The probability is the same, the spread of inputs is not.",
  seed: "Number from which everything random is drawn. The same seed is the same network, on any machine.",
  method: "How the equations are stepped through time. The network answers to it: the rate is 37 or 43 Hz.",
  dt: "Time that a step of the simulation advances. Errors shrink with it, and work grows.",
  threads: "Processors that share the work. The result does not depend on it.",
  stop: "Simulated time at which the run pauses by itself.",
  "connectivity.probability": "Chance that a neuron is connected to another: 2 % gives about 80 inputs each.",
  "connectivity.autapses": "Whether a neuron may be connected to itself.",
  "connectivity.multapses": "Whether two neurons may be connected more than once.",
  "synapses.order": "Whether conductances decay before or after arriving spikes are added and the sum is used.",
  "synapses.current":
    "frozen: the synaptic current stays the same over a step. linear: it follows the potential, which is stable at any step.",
  "synapses.delay": "Time from a spike to its effect on the targets, beyond the step that follows.",
  "spike.rule":
    "When a neuron counts as firing. crossing: it passes the threshold. above: it is above it. peak: it begins to fall.",
  "spike.threshold": "Potential at which a spike is counted. The membrane itself has no threshold and no reset.",
  "spike.refractory": "Time after a spike in which no other one is counted.",
  "initial.v": "Membrane potentials at the beginning.",
  "initial.gates": "Gates at the beginning: closed, at rest for the potential, or as NEST has them.",
  "initial.gE": "Excitatory conductances at the beginning.",
  "initial.gI": "Inhibitory conductances at the beginning.",
  stimulus: "Spikes from outside: none, or poisson(rate, cells, start, stop) into the first cells, at random times.",
  current: "Current that is injected into every neuron.",
  "populations.excitatory": "Excitatory neurons at scale 1.",
  "populations.inhibitory": "Inhibitory neurons at scale 1.",
};

/** What a choice is, by the setting's name and its text. */
export const CHOICE_WORDS: Readonly<Record<string, string>> = {
  "variant=seed-1": "BrainPy notebook, first implementation: fixed number of targets, no input from outside.",
  "variant=seed-2": "BrainPy notebook, second implementation: written per unit of capacitance.",
  "variant=seed-3": "BrainPy notebook, newest version: the synaptic current follows the potential.",
  "variant=brian2": "Example of Brian 2: each pair is connected by chance; conductances begin high.",
  "variant=nest": "Example of NEST: fixed number of inputs; begins with random spikes into 50 neurons.",
  "variant=neuron": "ModelDB 83319 for NEURON: fixed number of inputs; silent without its stimulus.",
  "scaling=weights": "Inputs grow in number, weights shrink: fluctuations, and so the activity, change.",
  "scaling=in-degree": "Inputs keep their number and weights: the activity stays what it is.",
  "connectivity.rule=projection-out-degree": "Each neuron has exactly 64 targets in E and 16 in I.",
  "connectivity.rule=out-degree": "Each neuron has exactly 80 targets, wherever they are.",
  "connectivity.rule=bernoulli": "Each pair is connected with the probability, on its own.",
  "connectivity.rule=in-degree": "Each neuron has exactly 64 inputs from E and 16 from I.",
  "method=exp_auto": "Exponential Euler: each variable relaxes while the others stand still. Published runs use it.",
  "method=implicit_euler": "The step of NEURON: potential by backward Euler, then the gates.",
  "method=staggered": "Potential and gates in turn, half a step apart: accurate to second order.",
  "method=substepped": "As staggered, with four sub-steps where a neuron is spiking: within 1 % at 0.1 ms.",
  "method=substepped_interpolated": "As substepped, with spikes at their time within the step.",
};

/** Charts and numbers that are explained. */
export type ChartTerm =
  | "raster"
  | "rate"
  | "v"
  | "gates"
  | "conductances"
  | "intervals"
  | "rates"
  | "hash"
  | "synapses"
  | "meanRate"
  | "cv"
  | "synchrony";

/** What charts and numbers are. */
export const CHART_WORDS: Readonly<Record<ChartTerm, string>> = {
  raster:
    "A row for each neuron, a dot for each of its spikes; time runs to the right. Inhibitory neurons are above. " +
    "Ticks at the edges are partners of the picked neuron: whom it hears at the left, whom it reaches at the right.",
  rate: "Spikes of a population in each millisecond, per neuron and second.",
  v: "Voltage across the membrane of one neuron. An action potential is the jump to some 40 mV and back.",
  gates:
    "Parts of ion channels that are open: m and h of sodium channels, n of potassium channels. Sodium flows by m³h, " +
    "potassium by n⁴.",
  conductances:
    "What spikes of other neurons have opened: gE pulls the potential up to 0 mV, gI holds it down at −80 mV. Each spike " +
    "adds the weight, which then decays.",
  intervals: "Times from a spike of a neuron to its next one, of all neurons. The axis is logarithmic.",
  rates: "How many neurons fire how often, since the beginning.",
  hash:
    "A fingerprint of all spikes. Equal hashes mean equal spikes, every one, here and in a terminal or on another machine.",
  synapses: "A synapse is a connection from one neuron to another.",
  meanRate: "Spikes of a population since the beginning, per neuron and second.",
  cv:
    "Spread of a neuron's intervals over their mean, averaged over neurons that fired 10 times: 0 is a clock, 1 is as " +
    "irregular as chance, more is bursts.",
  synchrony:
    "Fano factor: variance over mean of the number of spikes per millisecond. Independent neurons have about 1, neurons " +
    "that fire together more.",
};
