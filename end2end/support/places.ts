// Where things are: the built program, the browser, and what a run leaves behind.

import { existsSync } from "node:fs";
import { join } from "node:path";

const HERE = join(import.meta.dirname, "..");

/** What a run leaves to look at: screenshots, server logs. Git ignores it. */
export const ARTIFACTS = join(HERE, "artifacts");

/** The demo photos and the pictures made of them, written once a run by the program itself. */
export const PHOTOS = join(ARTIFACTS, "photos");

/** Many photos, made of the demo photos. */
export const VARIANTS = join(ARTIFACTS, "variants");

/** Films for the camera. */
export const FILMS = join(ARTIFACTS, "films");

/** The built program: `cargo xtask test` says where; by hand it is the debug build. */
export const PICME = process.env.PICME_BIN || join(HERE, "../target/debug/picme");

/** Debian's browser, or the one that is named. Never one that was downloaded. */
export const CHROMIUM = process.env.PICME_CHROMIUM || "/usr/bin/chromium";

/** Fails in words when something is missing that the tests cannot do without. */
export function checkPlaces(): void {
  const needed = { PICME_BIN: PICME, PICME_CHROMIUM: CHROMIUM };
  for (const [name, path] of Object.entries(needed)) {
    if (!existsSync(path)) throw new Error(`${path} is not there. Run \`cargo xtask build\`, or set ${name}.`);
  }
}
