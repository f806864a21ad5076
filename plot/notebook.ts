/**
 * Pictures in a notebook of Deno's Jupyter kernel: there, and only there, a picture's string also has the method by which
 * the kernel asks a value to show itself.
 *
 * A notebook shows the value of a cell's last line, and a string as text. So a picture is a String object there. What takes
 * a string takes it as well: `Deno.writeTextFile`, `svgToPng`, a template, every method of strings.
 *
 * Source: https://docs.deno.com/runtime/reference/cli/jupyter, `Symbol.for("Jupyter.display")`.
 *
 * @module
 */

const DISPLAY = Symbol.for("Jupyter.display");

class ShownPicture extends String {
  [DISPLAY](): Record<string, string> {
    return { "image/svg+xml": String(this) };
  }
}

/** The SVG as it is, and in a notebook as a string that shows itself. */
export function shown(svg: string): string {
  return isNotebook() ? new ShownPicture(svg) as unknown as string : svg;
}

function isNotebook(): boolean {
  try {
    return (Deno as { readonly jupyter?: object }).jupyter !== undefined;
  } catch {
    return false; // outside the kernel its mere name is an error
  }
}
