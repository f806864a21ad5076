import { ROW_FORMATS } from "../../mod.ts";
import { METHODS } from "../engine/methods.ts";
import { holdToTrain, trains } from "./golden.ts";
import { native, nativeTest, widths } from "./native.ts";

// A train for each choice; tests/slow/native_test.ts has all of them.
nativeTest("a golden spike train is the same at every width, in every format, with 1 or 2 threads", async () => {
  for (const width of widths) await holdToTrain({ method: "exp_auto", variant: "seed-1", width });
});

for (const method of METHODS.filter((method) => native.methods.includes(method) && method !== "exp_auto")) {
  nativeTest(`a golden spike train is the same by ${method} in C`, async () => {
    const [variant] = Object.keys(trains[method]);
    await holdToTrain({ method, variant, width: widths[0], formats: [ROW_FORMATS[0], ROW_FORMATS[3]] });
  });
}
