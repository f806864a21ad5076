/**
 * Text files of SONATA: the kinds of nodes and edges, parameters, and the list of the files.
 *
 * @module
 */

import type { Network } from "../model/network.ts";
import { nestRefractory } from "../simulators/nest/script.ts";

/** Name of the population of nodes. */
export const NODES = "cobahh";

/** Name of the population of edges, as SONATA names them after the nodes at their two ends. */
export const EDGES = "cobahh__cobahh";

/** `circuit_config.json`. */
export function circuitConfig(): string {
  return JSON.stringify(
    {
      manifest: { $BASE_DIR: "." },
      components: { point_neuron_models_dir: "$BASE_DIR", synaptic_models_dir: "$BASE_DIR" },
      networks: {
        nodes: [{
          nodes_file: "$BASE_DIR/nodes.h5",
          node_types_file: "$BASE_DIR/node_types.csv",
          populations: { [NODES]: { type: "point_neuron" } },
        }],
        edges: [{
          edges_file: "$BASE_DIR/edges.h5",
          edge_types_file: "$BASE_DIR/edge_types.csv",
          populations: { [EDGES]: { type: "chemical" } },
        }],
      },
    },
    undefined,
    2,
  ) + "\n";
}

/** `node_types.csv`. */
export function nodeTypes(): string {
  return `node_type_id pop_name ei model_type model_template dynamics_params
0 excitatory e point_neuron nest:hh_cond_exp_traub cobahh_neuron.json
1 inhibitory i point_neuron nest:hh_cond_exp_traub cobahh_neuron.json
`;
}

/** Delay [ms] of a network that has none: SONATA's simulators need one, of a step at least. */
const SHORTEST_DELAY = 0.1;

/** `edge_types.csv`; the sign of a weight names the synapse, as in NEST. */
export function edgeTypes({ spec: { parameters: p, synapses }, wE, wI }: Network): string {
  const delay = synapses.delay === 0 ? SHORTEST_DELAY : synapses.delay;
  return `edge_type_id syn_weight delay model_template e_rev tau_syn
0 ${wE} ${delay} static_synapse ${p.eE} ${p.tauE}
1 ${-wI} ${delay} static_synapse ${p.eI} ${p.tauI}
`;
}

/** `cobahh_neuron.json`: mV, ms, pF, nS, pA. */
export function neuronParameters({ spec: { parameters: p, spike, current } }: Network): string {
  return JSON.stringify(
    {
      C_m: p.cM,
      g_L: p.gL,
      g_Na: p.gNa,
      g_K: p.gK,
      E_L: p.eL,
      E_Na: p.eNa,
      E_K: p.eK,
      V_T: p.vT,
      E_ex: p.eE,
      E_in: p.eI,
      tau_syn_ex: p.tauE,
      tau_syn_in: p.tauI,
      t_ref: nestRefractory(spike),
      I_e: current,
    },
    undefined,
    2,
  ) + "\n";
}
