/// <reference lib="dom" />
/**
 * Saving files and copying the link.
 *
 * @module
 */

import { type FileKind, save } from "./downloads.ts";
import { byId } from "./element.ts";
import { queryOf } from "./link.ts";
import { showMessages } from "./messages.ts";
import type { Runner } from "./runner.ts";
import type { Settings } from "./settings.ts";

/** What there is to be shared. */
export interface Shared {
  readonly runners: readonly Runner[];
  /** Canvas of each network's raster. */
  readonly rasters: readonly HTMLCanvasElement[];
  /** Width of the raster [ms]. */
  readonly window: number;
  /** Address of the page with the settings and the time that are shown. */
  readonly address: string;
}

/** Connects the buttons; `shared` gives what there is at that moment. */
export function offerSharing(shared: () => Shared): void {
  for (const kind of ["png", "svg", "csv", "npz", "spec"] as const) {
    byId(`save-${kind}`).onclick = () => saveAll(kind, shared());
  }
  byId("copy-link").onclick = () => void copyLink(shared());
}

function saveAll(kind: FileKind, { runners, rasters, window }: Shared): void {
  if (runners.some(({ network }) => network === undefined)) return;
  runners.forEach((runner, k) => {
    const name = runners.length === 1 ? "" : "ab"[k];
    save(kind, runner, name, rasters[k], window)
      .catch((error) => showMessages("files", [`Cannot save: ${error.message}.`]));
  });
}

async function copyLink({ address }: Shared): Promise<void> {
  const note = byId("link-note");
  try {
    await navigator.clipboard.writeText(new URL(address, location.href).href);
    note.textContent = "The link is copied.";
  } catch {
    note.textContent = "This browser lets no page copy; the address above is the link.";
  }
}

/** The address of the page with these settings, relative to its server. */
export function addressOf(settings: Settings): string {
  const query = queryOf(settings);
  return query === "" ? location.pathname : `${location.pathname}?${query}`;
}
