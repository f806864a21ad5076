/** Many damaged files of every kind: flipped bits, ends that are cut off, bytes that are overwritten; see damage.ts. */

import { damagedFiles, survives } from "../interchange/damaged_files.ts";

/** Damages of each kind and file: 600 of everything that is checked, 150 of the others, so 450 of each HDF5 file. */
const MANY = { checked: 600, others: 150 };

for (const file of damagedFiles) {
  Deno.test(`${file.name}, damaged in many ways, is refused in a sentence or read as it was`, async () => {
    await survives(file, file.isChecked ? MANY.checked : MANY.others);
  });
}
