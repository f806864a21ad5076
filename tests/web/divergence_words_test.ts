import { assert, assertMatch } from "@std/assert";
import { cobaHh } from "../../mod.ts";
import { divergenceWords } from "../../web/divergence_words.ts";

const plain = { spec: cobaHh(), dt: 0.1, method: "exp_auto" };

Deno.test("divergence is blamed on what is unusual, and what helps is said", () => {
  const weight = divergenceWords(12, { ...plain, spec: cobaHh({ parameters: { wE: 600 } }) });
  assertMatch(weight, /^12 neurons have .* wE is 100 times the published value: smaller weights help/);
  assert(!/shorter time step/.test(weight));
  assertMatch(divergenceWords(1, { ...plain, dt: 0.5 }), /^One neuron has .* 800 nS.* a shorter time step helps/);
  const scale = divergenceWords(2, { ...plain, spec: cobaHh({ scale: 0.25 }) });
  assertMatch(scale, /Scale 0.25 makes each weight 4 times larger; scaling in-degree keeps the weights/);
  assertMatch(
    divergenceWords(2, { ...plain, spec: cobaHh({ variant: "seed-2", parameters: { wI: 5 } }) }),
    /nS\/pF.* wI is/,
  );
});

Deno.test("a linear current is not called frozen, nor a usual time step long", () => {
  const linear = (overrides: Parameters<typeof cobaHh>[0]) => cobaHh({ variant: "brian2", ...overrides });
  const lead = divergenceWords(2, { ...plain, spec: linear({ parameters: { eL: -5000 } }) });
  assertMatch(lead, /more likely what was changed: eL/);
  assert(!/frozen|shorter/.test(lead));
  assertMatch(divergenceWords(2, { ...plain, spec: linear({}), dt: 2 }), /The time step of 2 ms is long/);
});
