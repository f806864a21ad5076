/**
 * Text in markup: SVG, HTML and XML.
 *
 * @module
 */

/** The text as character data, or in an attribute between double quotes. Characters that XML does not have are replaced. */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, "\ufffd")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
