/**
 * Inks, dashes and letters: what keeps lines apart, in colour, to a colour-blind eye and in greyscale.
 *
 * @module
 */

/** Excitatory neurons. */
export const EXCITATORY = "#000000";

/** Inhibitory neurons: a dark orange, 5.2 : 1 on white; a mid grey where colour is lost. */
export const INHIBITORY = "#c2410c";

/** Frame, axes and their text. */
export const AXIS = "#222222";

/** Area under a curve. */
export const SHADE = "#dddddd";

/** Lines at the ticks of an axis. */
export const PALE = "#e4e4e4";

/** Thin lines that only divide. */
export const FAINT = "#9a9a9a";

/**
 * One ink per traced neuron; the first four after Okabe & Ito 2008, Color Universal Design, whose yellow and sky blue
 * are too pale for lines on white.
 */
export const NEURONS: readonly string[] = [
  "#000000",
  "#d55e00",
  "#0072b2",
  "#009e73",
  "#b5578f",
  "#8a6d00",
  "#6b6b6b",
  "#7a1f1f",
];

/** One dash pattern [px] per variable of a panel: drawn out, dashed, dotted. */
export const DASHES: readonly string[] = ["none", "6 3", "1.5 2.5"];

/** Font family: svgToPng brings the first, the second has nearly the same widths. */
export const FONT = "DejaVu Sans, Verdana, sans-serif";

/** Width of text [px] in that font, from above: widths of its letters [em], rounded up by class. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    width += /[ .,:;|'()il[\]]/.test(letter) ? 0.4 : /[a-z0-9/_-]/.test(letter) && !/[mw]/.test(letter) ? 0.64 : 1;
  }
  return width * size;
}
