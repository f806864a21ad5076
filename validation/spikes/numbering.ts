/**
 * Numbering of a network's neurons in a file.
 *
 * @module
 */

/**
 * The number that a file has for each neuron of ours.
 *
 * @category Comparison of spikes
 */
export type Numbering =
  /** Ours plus a constant: 0 as they are, 1 where they are counted from 1. */
  | { readonly kind: "shifted"; readonly by: number }
  /** Each population by itself: excitatory and inhibitory neurons, plus a constant each. */
  | { readonly kind: "populations"; readonly excitatory: number; readonly inhibitory: number }
  /** Any: the number of neuron i is `numbers[i]`; NaN where it is not known, having no spike that is alike. */
  | { readonly kind: "permuted"; readonly numbers: Float64Array };

/** As the network has them. */
export const SAME: Numbering = { kind: "shifted", by: 0 };

/**
 * The file's number of each neuron.
 *
 * @category Comparison of spikes
 */
export function numbersOf(
  numbering: Numbering,
  { excitatory, inhibitory }: { readonly excitatory: number; readonly inhibitory: number },
): Float64Array {
  if (numbering.kind === "permuted") return numbering.numbers;
  const [e, i] = numbering.kind === "shifted"
    ? [numbering.by, numbering.by]
    : [numbering.excitatory, numbering.inhibitory];
  return Float64Array.from(
    { length: excitatory + inhibitory },
    (_, neuron) => neuron + (neuron < excitatory ? e : i),
  );
}

/** A numbering of the populations; a plain shift where both have the same. */
export function byPopulation(excitatory: number, inhibitory: number): Numbering {
  return excitatory === inhibitory
    ? { kind: "shifted", by: excitatory }
    : { kind: "populations", excitatory, inhibitory };
}

/** Whether two numberings give each neuron the same number. */
export function isSameNumbering(
  a: Numbering,
  b: Numbering,
  sizes: { readonly excitatory: number; readonly inhibitory: number },
): boolean {
  const numbers = numbersOf(b, sizes);
  return numbersOf(a, sizes).every((number, i) => Object.is(number, numbers[i]));
}
