// A build that leaks on purpose is caught: 2 KB of picture, by every way out that a browser has.

import type { BrowserContext, Page } from "@playwright/test";
import { type Allowance, violations } from "../support/allowed.ts";
import { PHONE } from "../support/guest.ts";
import { BLOCKED, type Leak, REPORTED } from "../support/leaks.ts";
import { pathOf, woman } from "../support/photos.ts";
import { record, type Recording } from "../support/recording.ts";
import { expect, test } from "../support/test.ts";
import { openWire, type Wire } from "../support/wire.ts";
import { scan } from "../support/words.ts";

/** A single-person picture of the woman. */
const PICTURE = "sample1-person1-dim.jpg";

for (const leak of REPORTED) {
  test(`caught: ${leak.name}`, async ({ visit, party, server }) => {
    const { found } = await scanWith(leak, { visit, code: party.code, origin: server.url });
    for (const witness of leak.caught.by) {
      const words = found.filter((one) => one.includes(`(${witness})`));
      expect(words, witness).toContainEqual(expect.stringMatching(leak.caught.as));
    }
  });
}

for (const leak of BLOCKED) {
  test(`blocked: ${leak.name}`, async ({ visit, party, server, complaints }) => {
    const { said, found, wire } = await scanWith(leak, { visit, code: party.code, origin: server.url });
    expect(said).toEqual(["the leak was refused"]);
    expect(found.filter((one) => one.includes("(wire)")), "nothing of it is on the wire").toEqual([]);
    expect(wire.sent.some(({ body }) => (body?.length ?? 0) > 2_000 && !body?.includes('"frames"'))).toBe(false);
    // The browser says on the console that a policy was in the way, which is what was wanted.
    expect(complaints.splice(0).every((complaint) => /Content Security Policy/.test(complaint))).toBe(true);
  });
}

test("not caught: nothing leaks", async ({ visit, party, server }) => {
  const harmless: Leak = { name: "none", script: "pkg/picme.js", code: "", caught: { as: /^/, by: [] } };
  const { found } = await scanWith(harmless, { visit, code: party.code, origin: server.url });
  expect(found).toEqual([]);
});

interface Where {
  visit: (options: object) => Promise<BrowserContext>;
  code: string;
  origin: string;
}

/** A scan with a picture, in a build with this leak in it: what the checker found, and what the leak said of itself. */
async function scanWith(leak: Leak, { visit, code, origin }: Where): Promise<{ found: string[]; said: string[]; wire: Wire }> {
  const wire = await openWire(leak);
  const context = await visit({ ...PHONE, proxy: wire.proxy });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => {
    if (message.text().startsWith("the leak ")) said.push(message.text());
  });
  const recording = await record(context, page, wire);
  await choosePicture(page, code);
  await page.waitForLoadState("networkidle");
  const found = violations(recording.sent(), await allowance(recording, code, origin));
  await wire.close();
  return { found, said, wire };
}

/** The scan's own page, from the first request on; ends where the scan ends, well or in trouble. */
async function choosePicture(page: Page, code: string): Promise<void> {
  await page.goto(`/e/${code}/scan`);
  await page.getByRole("button", { name: scan.consent.yes }).click();
  await page.locator("input[type=file]").setInputFiles(pathOf(PICTURE));
  const trouble = page.getByRole("heading", { name: scan.trouble.title });
  const photos = page.locator(".photos img").first();
  await trouble.or(photos).waitFor({ timeout: 120_000 });
}

async function allowance(recording: Recording, code: string, origin: string): Promise<Allowance> {
  const face = woman()[0].face.embedding;
  return { origin, code, offer: await recording.offer(), face, photos: 6 };
}
