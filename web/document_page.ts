/**
 * Pages of this repository's documents for the folder of the explorer: Markdown to HTML, with formulas as MathML.
 *
 * @module
 */

import { Marked } from "npm:marked@18.2.1";
import temml from "npm:temml@0.13.5";

/** Documents that the explorer links to, by the name of their page. */
export const DOCUMENTS: readonly string[] = ["model", "accuracy", "rosetta"];

/** What stands around each page. The same policy as the explorer's, without scripts. */
function framed(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
    <meta name="color-scheme" content="light dark">
    <title>${title} – COBA-HH explorer</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="style.css">
  </head>
  <body>
    <p><a href="index.html">COBA-HH explorer</a></p>
    <article>
${body}
    </article>
  </body>
</html>
`;
}

/**
 * The page of a document. Links to documents that have pages lead there; what they say of other files of the repository
 * stays, without a link, since the folder does not have them. `images` gets the names of the pictures that it shows.
 */
export function documentPage(markdown: string, images: Set<string>): string {
  const formulas: string[] = [];
  const withPlaces = markdown.replace(/^\$\$\n([\s\S]*?)\n\$\$$/gm, (_, tex) => {
    // The policy forbids styles in attributes; MathML needs none.
    formulas.push(temml.renderToString(tex, { displayMode: true, annotate: false }).replace(/ style="[^"]*"/g, ""));
    return `<p>formula ${formulas.length - 1}</p>`;
  });
  const marked = new Marked({
    renderer: {
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const page = href.match(/^(\w+)\.md(#.*)?$/);
        if (page !== null && DOCUMENTS.includes(page[1])) {
          return `<a href="${page[1]}.html${page[2] ?? ""}">${text}</a>`;
        }
        return /^https:/.test(href) ? `<a href="${href}">${text}</a>` : text;
      },
      image({ href, text }) {
        images.add(href);
        return `<img src="${href}" alt="${text}">`;
      },
    },
  });
  const body = (marked.parse(withPlaces, { async: false }))
    .replace(/<p>formula (\d+)<\/p>/g, (_, k) => formulas[Number(k)]);
  return framed(markdown.match(/^# (.*)$/m)?.[1] ?? "", body);
}
