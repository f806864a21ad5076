/** Many damaged files of every kind: flipped bits, ends that are cut off, bytes that are overwritten; see damage.ts. */

import { damagedFiles, survives } from "../interchange/damaged_files.ts";

for (const file of damagedFiles) {
  Deno.test(`${file.name}, damaged in many ways, is refused in a sentence or read as it was`, async () => {
    await survives(file, file.many);
  });
}
