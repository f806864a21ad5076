/** Every engine against the fixtures of single cells; see the folders of fixtures/. */

import { gateKinetics } from "../../validation/fixtures/kinetics.ts";
import { decayingConductances, eulerPotentials, exactPotentials } from "../../validation/fixtures/psp.ts";
import { eachEngine } from "../each_engine.ts";

eachEngine("gates relax by mpmath's steady states and time constants", gateKinetics);
eachEngine("postsynaptic potentials are exact at small time steps", exactPotentials);
eachEngine("postsynaptic potentials at 0.1 ms are exponential Euler's own", eulerPotentials);
eachEngine("conductances of one spike decay exactly", decayingConductances);
