/**
 * Text of a sheet: the title and the subtitle, broken into lines where they are too long.
 *
 * @module
 */

import { escaped } from "./escaped.ts";
import { AXIS, FONT, textWidth } from "./ink.ts";

const TITLE_SIZE = 14, TITLE_LEADING = 20, SUBTITLE_SIZE = 11, SUBTITLE_LEADING = 16, EDGE = 10;

/** A piece of a picture. */
export interface Piece {
  /** Its SVG elements. */
  readonly svg: string;
  /** How high it is [px]. */
  readonly height: number;
}

/** Title and subtitle from the upper left corner on, between x = left and x = right [px]. */
export function heading(title: string, subtitle: string, left: number, right: number): Piece {
  let y = EDGE, svg = "";
  for (const line of broken(title, right - left, TITLE_SIZE)) {
    svg += textAt(left, y + TITLE_SIZE, line, TITLE_SIZE);
    y += TITLE_LEADING;
  }
  for (const line of broken(subtitle, right - left, SUBTITLE_SIZE)) {
    svg += textAt(left, y + SUBTITLE_SIZE, line, SUBTITLE_SIZE);
    y += SUBTITLE_LEADING;
  }
  return { svg, height: y };
}

/** One line of text, its base line at y. */
export function textAt(x: number, y: number, text: string, size: number, anchor = "start"): string {
  return `<text x="${x}" y="${y}" fill="${AXIS}" font-family="${FONT}" font-size="${size}" text-anchor="${anchor}">` +
    `${escaped(text)}</text>`;
}

/** The text in lines that fit the width, broken after commas, colons or semicolons, else between words, else anywhere. */
export function broken(text: string, width: number, size: number): string[] {
  const fits = (piece: string): boolean => textWidth(piece, size) <= width;
  const letters = Math.max(1, Math.floor(width / textWidth("W", size)));
  const pieces = text.trim().split(/(?<=[,:;])\s+/)
    .flatMap((clause) => fits(clause) ? [clause] : clause.split(/\s+/))
    .flatMap((word) => fits(word) ? [word] : word.match(new RegExp(`.{1,${letters}}`, "gsu"))!);
  const lines: string[] = [];
  for (const piece of pieces) {
    const longer = `${lines.at(-1)} ${piece}`;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines;
}
