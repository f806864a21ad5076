/** The keyed permutation: that it is one, and that over many keys every image and every pair is equally likely. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { keyedPermutation, type Permutation, permute } from "../../model/permutation.ts";
import { PURPOSE, randomWords } from "../../model/random.ts";
import { PROPERTY } from "../laws/arbitraries.ts";
import { assertEqualChances } from "./goodness_of_fit.ts";

const words = new Uint32Array(4);

/** Permutation number k of a sequence with unrelated keys, as networks have them. */
function permutationOf(size: number, k: number, seed: number = 1): Permutation {
  randomWords(seed, PURPOSE.permutation, k, 0, words);
  return keyedPermutation(size, [words[0], words[1]]);
}

function images(permutation: Permutation): number[] {
  return Array.from({ length: permutation.size }, (_, x) => permute(x, permutation));
}

function assertPermutation(permutation: Permutation): void {
  const seen = new Uint8Array(permutation.size);
  for (let x = 0; x < permutation.size; x++) {
    const image = permute(x, permutation);
    assert(Number.isInteger(image) && image >= 0 && image < permutation.size, `${x} has the image ${image}`);
    seen[image]++;
  }
  assert(seen.every((count) => count === 1), `of ${permutation.size} points not every one is an image once`);
}

Deno.test("permute is a permutation of [0, size) for every size to 400 and for the sizes of published networks", () => {
  for (let size = 1; size <= 400; size++) assertPermutation(permutationOf(size, size));
  for (const size of [4000 * 64, 4000 * 16, 400 * 64, 999_983]) assertPermutation(permutationOf(size, 0));
});

Deno.test("permute is a permutation for any size and key, and a function of them", () => {
  const word = fc.integer({ min: 0, max: 0xffffffff });
  const law = fc.property(fc.integer({ min: 1, max: 5000 }), fc.tuple(word, word), (size, key) => {
    assertPermutation(keyedPermutation(size, key));
    assertEquals(images(keyedPermutation(size, key)), images(keyedPermutation(size, [...key])));
  });
  fc.assert(law, PROPERTY);
});

Deno.test("permute stays in [0, size) up to size 2^32, and sends different points to different images", () => {
  for (const size of [2 ** 31, 2 ** 32 - 1, 2 ** 32]) {
    const permutation = permutationOf(size, 0);
    const some = Array.from({ length: 10_000 }, (_, k) => permute(k < 5000 ? k : size - 1 - k, permutation));
    assert(some.every((image) => Number.isInteger(image) && image >= 0 && image < size));
    assertEquals(new Set(some).size, some.length);
  }
});

Deno.test("permutations of another key or another size are others", () => {
  const { size, key: [a, b] } = permutationOf(100, 0);
  const first = images(keyedPermutation(size, [a, b])).join();
  assert(images(keyedPermutation(size, [a ^ 1, b])).join() !== first);
  assert(images(keyedPermutation(size, [a, b ^ 1])).join() !== first);
  assert(!images(keyedPermutation(size + 1, [a, b])).join().startsWith(first));
});

/** Keys per test of small sizes: enough to see probabilities of pairs of 20 points that are wrong by 4 %. */
const KEYS = 100_000;

for (const size of [2, 3, 4, 5, 6, 12, 20]) {
  Deno.test(`over ${KEYS} keys every image, and every ordered pair, is equally likely for ${size} points`, () => {
    const pairs = new Float64Array(size ** 4);
    for (let k = 0; k < KEYS; k++) {
      const image = images(permutationOf(size, k, size));
      for (let x = 0; x < size; x++) {
        for (let y = 0; y < size; y++) pairs[((x * size + y) * size + image[x]) * size + image[y]]++;
      }
    }
    const singles = Array.from({ length: size }, (_, x) => x);
    for (const x of singles) {
      const of = (y: number) => pairs.subarray((x * size + y) * size * size, (x * size + y + 1) * size * size);
      assertEqualChances(singles.map((image) => of(x)[image * size + image]), `images of ${x}`, size);
      for (const y of singles.slice(x + 1)) {
        const possible = of(y).filter((_, cell) => Math.floor(cell / size) !== cell % size);
        assertEqualChances(possible, `images of ${x} and ${y}`, size * (size - 1) / 2);
      }
    }
  });
}

Deno.test(`over ${KEYS} keys every ordered pair of images is equally likely for 100 points`, () => {
  // 100 points are a grid of 10 × 10: pairs in a row, in a column, on a diagonal, and far apart.
  const size = 100, pairs = [[0, 1], [0, 10], [0, 11], [4, 95], [98, 99], [37, 62]];
  const counts = pairs.map(() => new Float64Array(size * size));
  for (let k = 0; k < KEYS; k++) {
    const permutation = permutationOf(size, k, size);
    pairs.forEach(([x, y], which) => counts[which][permute(x, permutation) * size + permute(y, permutation)]++);
  }
  counts.forEach((count, which) => {
    const possible = count.filter((_, cell) => Math.floor(cell / size) !== cell % size);
    assertEqualChances(possible, `images of ${pairs[which]}`, pairs.length);
  });
});

for (const size of [3, 4, 5]) {
  Deno.test(`over ${KEYS} keys every permutation of ${size} points is equally likely`, () => {
    const counts = new Map<string, number>();
    for (let k = 0; k < KEYS; k++) {
      const permutation = images(permutationOf(size, k, 100 + size)).join();
      counts.set(permutation, (counts.get(permutation) ?? 0) + 1);
    }
    const all = size === 3 ? 6 : size === 4 ? 24 : 120;
    assertEquals(counts.size, all);
    assertEqualChances([...counts.values()], "permutations");
  });
}

/** Points of permutations of networks' sizes, and how far they lie apart: neighbours are the sites of one source. */
for (const [size, distance] of [[256_000, 1], [256_000, 506], [64_000, 1], [64_000, 253], [25_600, 1]]) {
  Deno.test(`images of points ${distance} apart are independent in permutations of ${size} points`, () => {
    const classes = 32, keys = 6;
    const places = new Float64Array(classes * classes), remainders = new Float64Array(classes * classes);
    const differences = new Float64Array(200);
    for (let k = 0; k < keys; k++) {
      const permutation = permutationOf(size, k, 200);
      for (let x = 0; x + distance < size; x += 2 * distance) {
        for (let y = x; y < x + distance && y + distance < size; y++) {
          const a = permute(y, permutation), b = permute(y + distance, permutation);
          places[Math.floor(a / size * classes) * classes + Math.floor(b / size * classes)]++;
          remainders[a % classes * classes + b % classes]++;
          differences[Math.floor((b - a + (b < a ? size : 0)) / size * differences.length)]++;
        }
      }
    }
    assertEqualChances(places, "places", 3);
    assertEqualChances(remainders, "remainders", 3);
    assertEqualChances(differences, "differences", 3);
  });
}
