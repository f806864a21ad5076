/** Every engine against the fixtures that are functions of an engine; see the folders of fixtures/. */

import { actionPotential, eulerActionPotential } from "../../validation/fixtures/action_potential.ts";
import { brainPyCourses } from "../../validation/fixtures/brainpy.ts";
import { drivenCells, eulerDrivenCells } from "../../validation/fixtures/driven.ts";
import { gateKinetics } from "../../validation/fixtures/kinetics.ts";
import { decayingConductances, eulerPotentials, exactPotentials } from "../../validation/fixtures/psp.ts";
import { rest } from "../../validation/fixtures/rest.ts";
import { eulerTonicFiring, frequencyCurrentCurve, tonicFiring } from "../../validation/fixtures/single_neuron.ts";
import { eachEngine } from "../each_engine.ts";

eachEngine("gates relax by mpmath's steady states and time constants", gateKinetics);
eachEngine("postsynaptic potentials are exact at small time steps", exactPotentials);
eachEngine("postsynaptic potentials at 0.1 ms are exponential Euler's own", eulerPotentials);
eachEngine("conductances of one spike decay exactly", decayingConductances);
eachEngine("a neuron without input fires when it should, by every method", tonicFiring);
eachEngine("a neuron without input fires in exponential Euler's own steps", eulerTonicFiring);
eachEngine("rates at ten currents are exponential Euler's own, and exact in the limit of dt", frequencyCurrentCurve);
eachEngine("the action potential has the exact course and shape, by every method", actionPotential);
eachEngine("the action potential at 0.1 ms is exponential Euler's own", eulerActionPotential);
eachEngine("a neuron with a leak reversal potential of -65 mV is silent and rests where it should", rest);
eachEngine("driven cells fire when they should, by every method", drivenCells);
eachEngine("driven cells fire in exponential Euler's own steps", eulerDrivenCells);
eachEngine("a small network takes BrainPy's course for 20 ms, in its three implementations", brainPyCourses);
