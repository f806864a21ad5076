/**
 * The pixels of a PNG as resvg writes it: 8 bits, RGBA, not interlaced.
 *
 * Source: W3C, Portable Network Graphics, third edition, sections 5 (chunks) and 9 (filters).
 *
 * @module
 */

/** A decoded picture. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Row after row, 4 bytes a pixel. */
  readonly rgba: Uint8Array;
}

/** Decodes a PNG. */
export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const width = view.getUint32(16), height = view.getUint32(20);
  if (view.getUint32(24) !== 0x08060000) throw new Error("not an 8-bit RGBA PNG");
  const data: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49444154) data.push(png.slice(at + 8, at + 8 + view.getUint32(at))); // IDAT
  }
  const inflated = new Blob(data).stream().pipeThrough(new DecompressionStream("deflate"));
  const filtered = new Uint8Array(await new Response(inflated).arrayBuffer());
  const row = 4 * width, rgba = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const left = x < 4 ? 0 : rgba[y * row + x - 4], up = y === 0 ? 0 : rgba[(y - 1) * row + x];
      const corner = x < 4 || y === 0 ? 0 : rgba[(y - 1) * row + x - 4];
      rgba[y * row + x] = filtered[y * (row + 1) + 1 + x] + predictor(filter, left, up, corner);
    }
  }
  return { width, height, rgba };
}

function predictor(filter: number, left: number, up: number, corner: number): number {
  if (filter < 4) return [0, left, up, (left + up) >> 1][filter];
  const p = left + up - corner, a = Math.abs(p - left), b = Math.abs(p - up), c = Math.abs(p - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Left, upper, right and lower end of what is not white, right and lower excluded; undefined of a blank picture. */
export function inkBox({ width, height, rgba }: Pixels): [number, number, number, number] | undefined {
  let left = width, upper = height, right = 0, lower = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      if (rgba[at] + rgba[at + 1] + rgba[at + 2] > 3 * 250) continue;
      left = Math.min(left, x), right = Math.max(right, x + 1), upper = Math.min(upper, y), lower = y + 1;
    }
  }
  return right === 0 ? undefined : [left, upper, right, lower];
}
