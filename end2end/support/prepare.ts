// Once a run, before the first test: the demo photos, and what the native engine finds in them.

import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { DEMO, FACES } from "./photos.ts";
import { ARTIFACTS, checkPlaces, FILMS, PHOTOS, PICME } from "./places.ts";

const run = promisify(execFile);

export default async function prepare(): Promise<void> {
  checkPlaces();
  await rm(ARTIFACTS, { recursive: true, force: true });
  await mkdir(FILMS, { recursive: true });
  await run(PICME, ["demo-photos", PHOTOS]);
  const found = await run(PICME, ["faces", "--json", ...DEMO], { cwd: PHOTOS, maxBuffer: 64 * 1024 * 1024 });
  await writeFile(join(PHOTOS, FACES), found.stdout);
}
