/**
 * The legend of a panel: samples of lines and what they stand for, in rows above the frame, flush right.
 *
 * @module
 */

import { textWidth } from "./ink.ts";
import { type Piece, textAt } from "./heading.ts";

/** One entry of a legend. */
export interface Key {
  /** What the line stands for. */
  readonly label: string;
  /** Ink of the sample line; without one there is only the label. */
  readonly ink?: string;
  /** Dash pattern of the sample line. */
  readonly dash?: string;
}

const SIZE = 11, LEADING = 16, SAMPLE = 22, SPACE = 5, GAP = 14;

/** The keys in as many rows as they need between x = left and x = right [px]. */
export function legend(keys: readonly Key[], left: number, right: number): Piece {
  const rows: Key[][] = [];
  let free = 0;
  for (const key of keys) {
    const width = keyWidth(key);
    if (width > free) {
      rows.push([]);
      free = right - left;
    }
    rows[rows.length - 1].push(key);
    free -= width;
  }
  const svg = rows.map((row, r) => {
    let x = right - row.reduce((sum, key) => sum + keyWidth(key), -GAP);
    return row.map((key) => {
      const drawn = keyAt(key, x, (r + 0.5) * LEADING);
      x += keyWidth(key);
      return drawn;
    }).join("");
  });
  return { svg: svg.join(""), height: rows.length * LEADING };
}

function keyWidth({ label, ink }: Key): number {
  return (ink === undefined ? 0 : SAMPLE + SPACE) + Math.ceil(textWidth(label, SIZE)) + GAP;
}

function keyAt({ label, ink, dash = "none" }: Key, x: number, y: number): string {
  if (ink === undefined) return textAt(x, y + 4, label, SIZE);
  return `<path d="M${x},${y}h${SAMPLE}" fill="none" stroke="${ink}" stroke-width="2" stroke-dasharray="${dash}"/>` +
    textAt(x + SAMPLE + SPACE, y + 4, label, SIZE);
}
