/** The laws of threads, delays, stimuli and state, which are the loop's, of the native engine; tests/slow/native_test.ts has all laws. */

import { laws } from "../../validation/mod.ts";
import { native, nativeTest } from "./native.ts";

/** What quick laws are about. */
const OF_THE_LOOP = /^threads|delay|listed events|Poisson|end in the state/;

for (const { name, isSlow, skipped, check } of await laws(native, { methods: ["exp_auto"] })) {
  if (!isSlow && skipped === undefined && OF_THE_LOOP.test(name)) nativeTest(`${name} (native)`, check);
}
