/**
 * The explorer in headless Chromium: built once, served with or without cross-origin isolation, watched for errors.
 *
 * @module
 */

import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { build } from "../../web/build.ts";
import { serve } from "../../web/serve.ts";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium on this machine, or undefined. */
export const executable: string | undefined = PATHS.find((path) => {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
});

if (executable === undefined) {
  console.log(`no Chromium at ${PATHS.join(" or ")}: the explorer is not tested (Debian: apt install chromium)`);
}

/** As root it runs without its sandbox. */
const FLAGS = ["--no-sandbox", "--disable-gpu"];

/** Longest that anything may take [ms]. */
export const PATIENCE = 60_000;

/** The page's folder and the sizes of its files [bytes]. */
export const built: { folder: string; sizes: Map<string, number> } = await build(
  new URL("../../out/web", import.meta.url).pathname,
);

/** How the page is opened. */
export interface Visit {
  /** What follows the address. */
  readonly query?: string;
  /** Whether it is served with cross-origin isolation. */
  readonly isIsolated?: boolean;
  /** Size, colour scheme and the like. */
  readonly context?: BrowserContextOptions;
  /** Called before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>;
}

/** A visit in progress. */
export interface Visitor {
  readonly page: Page;
  /** Addresses of everything that was asked for. */
  readonly requests: readonly string[];
  /** Opens the page once more, with another query. */
  open(query: string): Promise<void>;
}

/** Opens the page, does something with it, and fails where the page's console had an error. */
export async function visiting(visit: Visit, act: (visitor: Visitor) => Promise<void>): Promise<void> {
  const server = serve(built.folder, 0, visit.isIsolated ?? true);
  const browser = await chromium.launch({ executablePath: executable!, args: FLAGS });
  try {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...visit.context });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const errors: string[] = [], requests: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    context.on("request", (request) => requests.push(request.url()));
    const open = async (query: string) => {
      await page.goto(`http://127.0.0.1:${server.addr.port}/${query}`);
    };
    await visit.before?.(page);
    await open(visit.query ?? "");
    await act({ page, requests, open });
    if (errors.length > 0) throw new Error(`the page's console has errors: ${errors.join("; ")}`);
  } finally {
    await browser.close();
    await server.shutdown();
  }
}

/** Registers a test of the page, or its absence where there is no Chromium. */
export function explorerTest(name: string, visit: Visit, act: (visitor: Visitor) => Promise<void>): void {
  Deno.test({ name, ignore: executable === undefined, fn: () => visiting(visit, act) });
}

/** Waits until the run is in this state. */
export async function inState(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`body[data-state="${state}"]`);
}

/** Waits until the run rests and its hashes are there, and gives them. */
export async function hashesAtRest(page: Page): Promise<string[]> {
  await inState(page, "paused");
  const hash = /^[0-9a-f]{64}$/;
  const shown = page.locator('[data-number="hash"]');
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
    const hashes = (await shown.allTextContents()).map((text) => text.trim());
    if (hashes.every((text) => hash.test(text))) return hashes;
    await page.waitForTimeout(50);
  }
  throw new Error("the page shows no hash");
}

/** Waits until an expression is true in the page; Playwright's own way is code from text, which the page's policy forbids. */
export async function until(page: Page, expression: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
    if (await page.evaluate(expression)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`it has not become true: ${expression}`);
}

/** What a field of the form has. */
export async function valueOf(page: Page, name: string): Promise<string> {
  return await page.locator(`#controls [name="${name}"]`).first().inputValue();
}
