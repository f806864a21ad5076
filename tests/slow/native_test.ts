import { laws } from "../../validation/mod.ts";
import { METHODS } from "../engine/methods.ts";
import { holdToTrain, trains } from "../native/golden.ts";
import { native, nativeTest, widths } from "../native/native.ts";
import { holdToKernels } from "../native/one_step.ts";

/** Samples of a property. */
const RUNS = 300;

for (const method of METHODS.filter((method) => native.methods.includes(method))) {
  nativeTest(`every golden spike train is the same by ${method} at every width, in every format`, async () => {
    for (const variant of Object.keys(trains[method])) {
      for (const width of widths) await holdToTrain({ method, variant, width });
    }
  });

  nativeTest(`a step of ${method} in C is that of the kernels at every width, from many states`, async () => {
    for (const width of widths) await holdToKernels(method, width, RUNS);
  });
}

for (const { name, skipped, check } of await laws(native)) {
  if (skipped === undefined) nativeTest(`${name} (native)`, check);
}
