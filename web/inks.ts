/// <reference lib="dom" />
/**
 * Colours of the charts: those of the style sheet, in light and dark.
 *
 * @module
 */

/** Colours of the charts. */
export interface Inks {
  readonly excitatory: string;
  readonly inhibitory: string;
  readonly picked: string;
  readonly text: string;
  readonly faint: string;
  readonly m: string;
  readonly h: string;
  readonly n: string;
  readonly font: string;
}

/** The inks as the style sheet has them now, as #rrggbb; with forced colours they are the system's. */
export function inksNow(): Inks {
  const style = getComputedStyle(document.documentElement);
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  const ink = (name: string) => {
    context.fillStyle = style.getPropertyValue(`--${name}`).trim();
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return `#${(red << 16 | green << 8 | blue).toString(16).padStart(6, "0")}`;
  };
  return {
    excitatory: ink("excitatory"),
    inhibitory: ink("inhibitory"),
    picked: ink("picked"),
    text: ink("muted"),
    faint: ink("grid"),
    m: ink("gate-m"),
    h: ink("gate-h"),
    n: ink("gate-n"),
    font: style.getPropertyValue("--font").trim(),
  };
}

/** Red, green and blue of a colour written as #rrggbb. */
export function channels(colour: string): readonly [number, number, number] {
  const value = parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
