/**
 * SVG to PNG, by resvg in wasm with DejaVu Sans: no browser, no system font, the same pixels on every machine.
 *
 * @module
 */

// resvg leaves text out, and says nothing, where it has no font; so one comes along as a package. Importing its
// package.json puts that package into the graph of modules, as the line below does for resvg: what is in the graph is
// unpacked before the first line runs, on an empty cache too, and import.meta.resolve then gives file: URLs, where name and
// version are the same as here. (Imports with type "bytes" would ask every user for a flag.)
import "npm:dejavu-fonts-ttf@2.37.3/package.json" with { type: "json" };
import { initWasm, Resvg } from "npm:@resvg/resvg-wasm@2.6.2";

/**
 * Options of a PNG.
 *
 * @category Pictures
 */
export interface PngOptions {
  /** Pixels per px of the SVG; 2 where it is left out. */
  readonly scale?: number;
}

const MOST_PIXELS = 100e6;

/** The font, once it is read and resvg is ready. */
let ready: Promise<Uint8Array> | undefined;

/**
 * The picture as PNG, on white.
 *
 * Needs permission to read: wasm and font lie in Deno's cache of packages.
 *
 * @throws {RangeError} where scale is not positive, or makes less than a pixel or more than 100 million.
 * @throws {SyntaxError} where svg is not SVG.
 * @category Pictures
 */
export async function svgToPng(svg: string, { scale = 2 }: PngOptions = {}): Promise<Uint8Array> {
  if (!(scale > 0 && Number.isFinite(scale))) {
    throw new RangeError(`Cannot make PNG: scale must be a positive number, received ${scale}`);
  }
  const fontBuffers = [await (ready ??= load())];
  const picture = parse(svg, {
    fitTo: { mode: "zoom", value: scale },
    background: "#ffffff",
    font: { fontBuffers, defaultFontFamily: "DejaVu Sans" },
  });
  try {
    const pixels = Math.round(picture.width * scale) * Math.round(picture.height * scale);
    if (!(pixels >= 1 && pixels <= MOST_PIXELS)) {
      throw new RangeError(
        `Cannot make PNG: scale must give 1 to ${MOST_PIXELS} pixels, received ${scale} (${pixels} pixels)`,
      );
    }
    const image = picture.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    picture.free();
  }
}

function parse(svg: string, options: ConstructorParameters<typeof Resvg>[1]): InstanceType<typeof Resvg> {
  try {
    return new Resvg(String(svg), options);
  } catch (error) {
    throw new SyntaxError(`Cannot make PNG: ${error instanceof Error ? error.message : error}`);
  }
}

async function load(): Promise<Uint8Array> {
  try {
    const [wasm, font] = await Promise.all([
      Deno.readFile(new URL(import.meta.resolve("npm:@resvg/resvg-wasm@2.6.2/index_bg.wasm"))),
      Deno.readFile(new URL(import.meta.resolve("npm:dejavu-fonts-ttf@2.37.3/ttf/DejaVuSans.ttf"))),
    ]);
    await initWasm(wasm);
    return font;
  } catch (error) {
    ready = undefined; // so that a later call can succeed, with the permission to read
    throw error;
  }
}
