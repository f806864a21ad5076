/**
 * Parameters of the COBA-HH network.
 *
 * One coherent system of units: mV, ms, pF, nS, pA (nS × mV = pA, pA / pF = mV / ms). Versions of the model that are
 * written per unit of capacitance carry the same numbers divided by cM, with cM = 1.
 *
 * Source of every value, unless a variant says otherwise: Brette et al. 2007, J. Comput. Neurosci. 23:349–398,
 * Appendix 2, benchmark 3; after Traub & Miles 1991 and Vogels & Abbott 2005.
 *
 * @module
 */

/**
 * Parameters of a neuron and its synapses.
 *
 * @category Model
 */
export interface Parameters {
  /** Membrane capacitance [pF]. */
  readonly cM: number;
  /** Leak conductance [nS]. */
  readonly gL: number;
  /** Peak sodium conductance [nS]. */
  readonly gNa: number;
  /** Peak delayed-rectifier potassium conductance [nS]. */
  readonly gK: number;
  /** Leak reversal potential [mV]. */
  readonly eL: number;
  /** Sodium reversal potential [mV]. */
  readonly eNa: number;
  /** Potassium reversal potential [mV]. */
  readonly eK: number;
  /** Voltage to which the rate functions are shifted [mV]: they are functions of u = v - vT. */
  readonly vT: number;
  /** Time constant of the excitatory synaptic conductance [ms]. */
  readonly tauE: number;
  /** Time constant of the inhibitory synaptic conductance [ms]. */
  readonly tauI: number;
  /** Excitatory reversal potential [mV]. */
  readonly eE: number;
  /** Inhibitory reversal potential [mV]. */
  readonly eI: number;
  /** Excitatory synaptic weight at scale 1: the jump of gE at a spike [nS]. */
  readonly wE: number;
  /** Inhibitory synaptic weight at scale 1: the jump of gI at a spike [nS]. */
  readonly wI: number;
}

/**
 * The published parameters, for a membrane of 20,000 µm² at 1 µF/cm².
 *
 * @category Model
 */
export const PUBLISHED: Parameters = {
  cM: 200,
  gL: 10,
  gNa: 20_000,
  gK: 6_000,
  eL: -60,
  eNa: 50,
  eK: -90,
  vT: -63,
  tauE: 5,
  tauI: 10,
  eE: 0,
  eI: -80,
  wE: 6,
  wI: 67,
};

/**
 * The published parameters per unit of capacitance: conductances and weights divided by 200, as the notebook has them.
 *
 * @category Model
 */
export const PER_CAPACITANCE: Parameters = {
  ...PUBLISHED,
  cM: 1,
  gL: 0.05,
  gNa: 100,
  gK: 30,
  wE: 0.03,
  wI: 0.335,
};

/**
 * Unit and meaning of each parameter, for tables and messages.
 *
 * @category Model
 */
export const PARAMETER_UNITS: { readonly [Symbol in keyof Parameters]: string } = {
  cM: "pF",
  gL: "nS",
  gNa: "nS",
  gK: "nS",
  eL: "mV",
  eNa: "mV",
  eK: "mV",
  vT: "mV",
  tauE: "ms",
  tauI: "ms",
  eE: "mV",
  eI: "mV",
  wE: "nS",
  wI: "nS",
};
