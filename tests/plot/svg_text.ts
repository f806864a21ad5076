/**
 * Text of a picture.
 *
 * @module
 */

/** The text of an SVG, from the top left on, its pieces parted by a space. */
export function textOf(svg: string): string {
  const pieces = Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text]) => text);
  return pieces.join(" ").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll(
    "&amp;",
    "&",
  );
}
