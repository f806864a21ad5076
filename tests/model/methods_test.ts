import { assertEquals } from "@std/assert";
import { distinctMethods, methodOf, STATE_VARIABLES, variablesOf } from "../../mod.ts";
import { synapseNotes } from "../../model/methods.ts";

Deno.test("an alias is the method itself", () => {
  for (const name of ["exp_auto", "exp_euler", "exp_euler_auto", "exponential_euler"]) {
    assertEquals(methodOf(name), methodOf("exp_auto"));
  }
  assertEquals(methodOf("rk2").name, "ralston2");
  assertEquals(methodOf("bs").name, "ralston3");
});

Deno.test("of several names of a method the first is kept, and nothing else is lost", () => {
  assertEquals(
    distinctMethods(["exponential_euler", "rk2", "mine", "exp_auto", "ralston2", "yours", "mine"]),
    ["exponential_euler", "rk2", "mine", "yours"],
  );
});

Deno.test("of a method that the library does not have nothing is claimed", () => {
  for (const name of ["expo", "substepped_twice", "rk", "constructor", ""]) {
    const { family, order, subSteps, isInterpolated, isStableAtAnyDt, variables, synapses } = methodOf(name);
    assertEquals([methodOf(name).name, family, order], [name, "unknown", NaN]);
    assertEquals([subSteps, isInterpolated, isStableAtAnyDt, variables, synapses], [1, false, false, [], undefined]);
  }
});

Deno.test("lags and variables are the method's", () => {
  const lags = (name: string) => methodOf(name).gateLags(0.1);
  assertEquals([lags("exp_euler"), lags("staggered"), lags("substepped")], [[0], [0, 0.05], [0, 0.05, 0.0125]]);
  const added = (name: string) => variablesOf(name).slice(8);
  assertEquals(STATE_VARIABLES.slice(0, 8), variablesOf("rk4"));
  assertEquals(added("staggered"), ["gateLag"]);
  assertEquals(added("substepped_interpolated"), ["gateLag", "spikeLag"]);
});

Deno.test("a note says where the specification's synapses are not the method's", () => {
  assertEquals(synapseNotes("exp_auto", { order: "decay-add-use", current: "frozen" }), []);
  assertEquals(synapseNotes("staggered", { order: "add-use-decay", current: "linear" }), []);
  assertEquals(synapseNotes("staggered", { order: "add-decay-use", current: "linear" }).length, 1);
});
