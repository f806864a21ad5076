/**
 * Version of this library, as recordings carry it; a test holds it equal to the one in deno.json.
 *
 * @category Recording
 */
export const VERSION = "0.1.0";
