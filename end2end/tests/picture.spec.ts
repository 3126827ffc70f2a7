// The same scan from a picture: when the camera is refused, missing, or closed by the app the page is open in.

import type { Page } from "@playwright/test";
import { arrive, myPhotos, openScan, PHONE } from "../support/guest.ts";
import { facesOf, PARTY, pathOf, SINGLES, withWoman, woman } from "../support/photos.ts";
import { sky } from "../support/sky.ts";
import { expect, test } from "../support/test.ts";
import { fill, gallery, scan } from "../support/words.ts";

/** A single-person picture of the woman, brightened. */
const HER = "sample1-person1-bright.jpg";
const IN_INSTAGRAM =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22A3354 Instagram 355.0.0.0";

test("a guest who refuses the camera is offered the picture, unasked, and found by it", async ({ visit, party, camera }) => {
  await camera.show(woman()[0]);
  const context = await visit({ ...PHONE, permissions: [] });
  // Granting nothing refuses everything: the browser asks nobody.
  await context.grantPermissions([]);
  const page = await context.newPage();
  await openScan(page, party.code);
  await page.getByRole("button", { name: scan.consent.yes }).click();
  await page.getByRole("button", { name: scan.tips.start }).click();
  await expect(page.getByRole("heading", { name: scan.picture.title })).toBeVisible();
  await expect(page.getByText(scan.picture.refused)).toBeVisible();

  await test.step("a picture without a face: it says what to choose", async () => {
    await choose(page, await sky(page));
    await expect(page.getByText(scan.picture.not.no_face)).toBeVisible();
  });
  await test.step("a file that is no picture: it says what to choose", async () => {
    await choose(page, { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
    await expect(page.getByText(scan.trouble.unreadable)).toBeVisible();
  });
  await test.step("her own picture finds her photos", async () => {
    await choose(page, pathOf(HER));
    await arrive(page, party.code);
    await found(page, party.code);
  });
});

test("a device without a camera: the picture finds the photos as well", async ({ visit, party, camera }) => {
  await camera.unplug();
  const context = await visit();
  const page = await context.newPage();
  await openScan(page, party.code);
  await page.getByRole("button", { name: scan.consent.yes }).click();
  await page.getByRole("button", { name: scan.tips.start }).click();
  await expect(page.getByText(scan.picture.missing)).toBeVisible();
  await choose(page, pathOf(HER));
  await arrive(page, party.code);
  await found(page, party.code);
});

test("in another app's browser the picture comes first", async ({ visit, party }) => {
  const context = await visit({ ...PHONE, userAgent: IN_INSTAGRAM });
  const page = await context.newPage();
  await openScan(page, party.code);
  await page.getByRole("button", { name: scan.consent.yes }).click();
  await expect(page.getByText(scan.picture.in_app)).toBeVisible();
  await choose(page, pathOf(HER));
  await arrive(page, party.code);
  await found(page, party.code);
});

test("a picture of several people: the largest face counts", async ({ visit, party }) => {
  const context = await visit();
  const page = await context.newPage();
  await openScan(page, party.code);
  await page.getByRole("button", { name: scan.consent.yes }).click();
  const area = ({ box }: { box: number[] }) => (box[2] ?? 0) * (box[3] ?? 0);
  const [largest] = facesOf("sample3.jpg").toSorted((a, b) => area(b) - area(a));
  expect(largest, "she is the largest in sample3").toBe(facesOf("sample3.jpg").find((face) => face.box[0] > 900 && face.box[0] < 1300));
  await choose(page, pathOf("sample3.jpg"));
  await arrive(page, party.code);
  await found(page, party.code);
});

async function choose(page: Page, file: Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0]): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(file);
}

/** One picture is compared by a stricter line than three frames: what it opens is hers, and her own pictures are open. */
async function found(page: Page, code: string): Promise<void> {
  const opened = (await myPhotos(page.request, code)).items.map((photo) => photo.filename);
  expect(withWoman([...PARTY, ...SINGLES]), "nobody else's").toEqual(expect.arrayContaining(opened));
  expect(opened.length, "those that were made of the same look at her, at least").toBeGreaterThanOrEqual(3);
  await expect(page.getByRole("heading", { level: 1, name: fill(gallery.mine.title_other, { n: opened.length }) })).toBeVisible();
  await expect(page.locator(".photos img")).toHaveCount(opened.length);
}
