// How long a selfie takes to become a vector, in one headless Chromium: PicMe's scanner, face-api, onnxruntime-web.
// Started by `cargo xtask bench scan`. Prints medians and ratios, and keeps the figures in bench-results/.

import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { serve } from "./serve.mjs";
import { table } from "./table.mjs";

const ROOT = join(import.meta.dirname, "../..");
const ENGINES = ["picme", "face-api", "onnxruntime-web"];
const COLD_ROUNDS = Number(process.env.PICME_BENCH_ROUNDS ?? 7);
const WARM_RUNS = 15;
/** Vectors of the same networks from the same picture must agree, or something else was measured. */
const SAME = 0.99;

const FLAGS = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--disable-dev-shm-usage",
];

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const cosine = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0) / Math.hypot(...a) / Math.hypot(...b);

/** One visit with nothing in any cache: time and bytes until the first vector, then warm runs. */
async function visit(browser, site, engine) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.on("pageerror", (error) => console.error(`${engine}: ${error}`));
    const before = site.sent();
    await page.goto(`${site.address}/?engine=${engine}`);
    const first = await page.evaluate(() => globalThis.first);
    const bytes = site.sent() - before;
    const warm = await page.evaluate((runs) => globalThis.again(runs), WARM_RUNS);
    const looks = engine === "picme" ? await page.evaluate((runs) => globalThis.looks(runs), WARM_RUNS) : [];
    return { cold: first.milliseconds, bytes, warm: median(warm), vector: first.vector, looks };
  } finally {
    await context.close();
  }
}

async function measure(browser, site) {
  const visits = Object.fromEntries(ENGINES.map((engine) => [engine, []]));
  // Turn by turn, so that a machine that slows down slows all of them down. The first round warms the disk.
  for (let round = 0; round <= COLD_ROUNDS; round += 1) {
    for (const engine of ENGINES) {
      const seen = await visit(browser, site, engine);
      if (round > 0) visits[engine].push(seen);
      process.stderr.write(".");
    }
  }
  process.stderr.write("\n");
  return ENGINES.map((engine) => ({
    engine,
    cold: median(visits[engine].map((visit) => visit.cold)),
    warm: median(visits[engine].map((visit) => visit.warm)),
    bytes: median(visits[engine].map((visit) => visit.bytes)),
    vector: visits[engine][0].vector,
    looks: visits[engine].flatMap((visit) => visit.looks),
  }));
}

const site = await serve(ROOT);
const profile = await mkdtemp(join(tmpdir(), "picme-bench-"));
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({
  executablePath: process.env.PICME_CHROMIUM || "/usr/bin/chromium", args: [...FLAGS, ...sandbox], env: { ...process.env, HOME: profile },
});
try {
  const results = await measure(browser, site);
  const [picme, faceApi, ort] = results.map(({ vector }) => vector);
  const same = cosine(picme, ort);
  console.log(table(results, { browser: browser.version(), rounds: COLD_ROUNDS, runs: WARM_RUNS, cpu: cpus()[0]?.model ?? "" }));
  console.log(`PicMe's vector and onnxruntime's: cosine ${same.toFixed(4)}. face-api cuts the face out otherwise: ${cosine(picme, faceApi).toFixed(4)}.`);
  const [look, busy] = ["whole", "busy"].map((part) => median(results[0].looks.map((look) => look[part])));
  console.log(`The live preview: a picture is answered after ${look.toFixed(1)} ms (${Math.floor(1000 / look)} a second), ${busy.toFixed(1)} ms of it in the page's own thread.`);
  const folder = join(ROOT, "bench-results");
  await mkdir(folder, { recursive: true });
  const figures = results.map(({ vector, looks, ...rest }) => rest);
  await writeFile(join(folder, "scan.json"), `${JSON.stringify({ date: new Date().toISOString(), same, look, busy, figures }, null, 2)}\n`);
  if (!(same >= SAME)) {
    console.error(`The two vectors should agree to ${SAME}: what was measured is not the same work.`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  await site.close();
  await rm(profile, { recursive: true, force: true });
}
