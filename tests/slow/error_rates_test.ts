/** The error rates of docs/judging.md, on few networks: right engines are not called different, nor wrong ones equivalent. */

import { assertEquals } from "@std/assert";
import { CONDITIONS } from "../../bench/error_rates/conditions.ts";
import { STUDY } from "../../bench/error_rates/main.ts";
import { countVerdicts } from "../../bench/error_rates/study.ts";

/** Four comparisons of five networks, two of ten and one of twenty; with these seeds as much as they show. */
const NETWORKS = 20;

Deno.test("right sets of ten and twenty networks are equivalent, none is different; with a weight or the rate 3 % off none is equivalent", async () => {
  const [right] = CONDITIONS;
  for (const { condition, size, counts } of await countVerdicts({ ...STUDY, networks: NETWORKS })) {
    console.log(condition, size, counts);
    if (condition === right.name) {
      assertEquals(counts.different, 0, `${size} networks`);
      if (size >= 10) assertEquals(counts.undecided, 0, `${size} networks`);
    } else assertEquals(counts.equivalent, 0, `${condition}, ${size} networks`);
  }
});
