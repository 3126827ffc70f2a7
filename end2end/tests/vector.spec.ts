// One engine on both sides: the same picture gives the same vector natively and in the browser's scanner.

import { installScanner } from "../scanner/in_page.js";
import { cosine, facesOf, pathOf, SINGLES } from "../support/photos.ts";
import { expect, test } from "../support/test.ts";

/** Browser and server decode a JPEG each in their own way, and a scan looks for faces at one size, not at two. */
const SAME = 0.999;

/** What the hook in the page offers, as far as it is used here. */
interface Scanner {
  takePicture(url: string): Promise<{ guidance: string; embedding: number[] | null }>;
}

test("the same picture gives the same vector natively and in the browser", async ({ visit }) => {
  const context = await visit({});
  const page = await context.newPage();
  await page.route("**/test-picture/*", (route) => route.fulfill({ path: pathOf(route.request().url().split("/").at(-1) ?? "") }));
  await page.goto("/privacy");
  const assets = await page.locator("html").getAttribute("data-assets");
  await page.evaluate(installScanner, assets);

  const cosines: Record<string, number> = {};
  for (const picture of SINGLES) {
    const taken = await page.evaluate(async (url) => {
      const { scannerUnderTest } = globalThis as unknown as { scannerUnderTest: Scanner };
      return scannerUnderTest.takePicture(url);
    }, `/test-picture/${picture}`);
    cosines[picture] = cosine(taken.embedding ?? [], facesOf(picture)[0]?.embedding ?? [Number.NaN]);
  }
  console.log(`cosine, native and browser: ${Math.min(...Object.values(cosines)).toFixed(5)} and above`);
  for (const [picture, likeness] of Object.entries(cosines)) expect.soft(likeness, picture).toBeGreaterThanOrEqual(SAME);
});
