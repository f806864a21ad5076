/**
 * Guess of the columns of times and of neurons among columns without names, from their values.
 *
 * Times are told by fractions, by negative values, by values beyond the number of neurons; whole numbers by their order:
 * files are sorted by time, or by neuron and then by time. Where both are possible it is not guessed.
 *
 * @module
 */

/** Positions of the two columns. */
export interface SpikeColumns {
  /** Position of the times. */
  readonly time: number;
  /** Position of the neurons. */
  readonly neuron: number;
}

/** The columns, or why they cannot be told. */
export type Guess = SpikeColumns | { readonly unclear: string };

/**
 * Tells the columns by a sample of rows; fields that are no numbers are NaN.
 *
 * @param neurons Neurons of the network, where they are known.
 */
export function guessColumns(rows: readonly (readonly number[])[], neurons?: number): Guess {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  // A damaged field here and there does not make a column one of words: it is refused with its line.
  const column = (k: number) => rows.map((row) => row[k] ?? NaN).filter((x) => !Number.isNaN(x));
  const positions = Array.from({ length: width }, (_, k) => k);
  const numeric = positions.filter((k) => 2 * column(k).length >= rows.length && column(k).length > 0);
  if (numeric.length < 2) return { unclear: `two columns of numbers are required, received ${numeric.length}` };
  const isTime = numeric.filter((k) => column(k).some((x) => !Number.isInteger(x) || x < 0));
  if (isTime.length > 1) {
    return { unclear: `neurons must be integers, received fractions in columns ${isTime.join(" and ")}` };
  }
  if (isTime.length === 1) {
    const others = numeric.filter((k) =>
      k !== isTime[0] && !isCounter(column(k)) && !isConstant(column(k), rows.length)
    );
    if (others.length === 1) return { time: isTime[0], neuron: others[0] };
    if (numeric.length === 2) return { time: isTime[0], neuron: numeric.find((k) => k !== isTime[0])! };
    return { unclear: `one column of neurons is required, received columns of integers ${others.join(" and ")}` };
  }
  if (numeric.length > 2) return { unclear: `two columns are required, received ${numeric.length} of whole numbers` };
  return guessIntegers(numeric as [number, number], column, neurons);
}

function guessIntegers(
  [a, b]: [number, number],
  column: (k: number) => number[],
  neurons: number | undefined,
): Guess {
  const A = column(a), B = column(b);
  const forward = { time: a, neuron: b }, backward = { time: b, neuron: a };
  if (neurons !== undefined) {
    // Ids may be counted from 1.
    const [isBeyondA, isBeyondB] = [A, B].map((values) => values.some((x) => x > neurons));
    if (isBeyondA !== isBeyondB) return isBeyondA ? forward : backward;
  }
  const [isSortedA, isSortedB] = [A, B].map(isSorted);
  if (isSortedA && !isSortedB && isOrderOfTimes(A, B)) return forward;
  if (isSortedB && !isSortedA && isOrderOfTimes(B, A)) return backward;
  return { unclear: "both columns are whole numbers, and either may be the time" };
}

/**
 * Whether the sorted column can only be the time: neurons fire again and again, so a file that is sorted by neuron has runs
 * of equal ids, within which times ascend. Times of which hardly any comes twice are no such ids.
 */
function isOrderOfTimes(sorted: readonly number[], other: readonly number[]): boolean {
  let repeats = 0, descents = 0;
  for (let k = 1; k < sorted.length; k++) {
    if (sorted[k] !== sorted[k - 1]) continue;
    repeats++;
    if (other[k] <= other[k - 1]) descents++;
  }
  return repeats === 0 || descents > 0;
}

function isSorted(values: readonly number[]): boolean {
  return values.every((x, k) => k === 0 || x >= values[k - 1]);
}

/** Whether these are the numbers of the rows, from 0 or 1 on. */
function isCounter(values: readonly number[]): boolean {
  return values.length > 2 && (values[0] === 0 || values[0] === 1) && values.every((x, k) => x === values[0] + k);
}

function isConstant(values: readonly number[], rows: number): boolean {
  return rows > 2 && values.every((x) => x === values[0]);
}
