// The story: an organizer hosts a party, a guest finds her photos and nobody else's, a stranger finds none.

import type { BrowserContext, Page } from "@playwright/test";
import { arrive, myPhotos, openScan, scanWithCamera, startCamera } from "../support/guest.ts";
import { adminPhotos, type AdminPhoto, becomeOrganizer, somebody } from "../support/organizer.ts";
import { facesOf, PARTY, SINGLES, stranger, withWoman, woman } from "../support/photos.ts";
import {
  all, cardOf, createEventOnPage, isDrawn, NOT_A_PHOTO, privateAddresses, publicAddresses, registerAndSignIn, shareOnPage,
  statuses, uploadOnPage,
} from "../support/story.ts";
import { expect, test } from "../support/test.ts";
import { events, fill, gallery, landing, problems, upload } from "../support/words.ts";

const PHOTOS = [...PARTY, ...SINGLES];
const DESKTOP = { viewport: { width: 1440, height: 900 } };

test("everyone finds their own photos, and nobody else's", async ({ visit, camera, server }) => {
  const desk = await visit(DESKTOP);
  const page = await desk.newPage();

  await test.step("the organizer registers, signs in and creates an event", async () => {
    await registerAndSignIn(page, somebody("Story hosts"), server.data);
  });
  const event = await createEventOnPage(page, "Anna & Ben");

  await test.step("uploads the photos and sees each on its way", () => uploadOnPage(page, PHOTOS));
  await test.step("is told why a text file is none", () => refusal(page));
  await test.step("sees the photos become ready, live", () => becomeReady(page));
  const photos = await adminPhotos(desk.request, event);
  await test.step("sees every face outlined", () => outlines(page, photos));
  const code = await test.step("shares the QR code", () => shareOnPage(page));

  await camera.show(woman()[0]);
  const phone = await visit();
  const guest = await phone.newPage();
  await test.step("a guest finds exactly the photos she is in", async () => {
    await scanWithCamera(guest, code);
    await seesExactlyHers(guest, phone, code);
  });
  await test.step("her visit opens nobody else's", () => othersStayClosed(desk, phone, code, event, photos));
  await test.step("another organizer's neither", async () => {
    const other = await visit(DESKTOP);
    await becomeOrganizer(other.request, somebody("Other hosts"), server.data);
    expect((await other.request.get(`/api/admin/events/${event}/photos`)).status()).toBe(403);
    const addresses = photos.flatMap((photo) => privateAddresses(code, photo));
    expect(await statuses(other.request, addresses)).toEqual(all(403, addresses));
  });
  await test.step("she scans again", async () => {
    await guest.getByRole("link", { name: gallery.mine.scan_again }).click();
    await startCamera(guest);
    await arrive(guest, code);
    await seesExactlyHers(guest, phone, code);
  });
  await test.step("she is forgotten", () => forgets(guest, phone, code, photos));

  await test.step("a photo is deleted, and who was in it is a stranger now", () => remove(page, event, "sample6.jpg"));
  await camera.show(stranger());
  await test.step("a stranger finds none, and is told what may help", async () => {
    const visitor = await visit();
    const strange = await visitor.newPage();
    await scanWithCamera(strange, code);
    await expect(strange.getByRole("heading", { name: gallery.mine.none_title })).toBeVisible();
    await expect(strange.getByText(gallery.mine.none_light)).toBeVisible();
    await expect(strange.getByRole("link", { name: gallery.mine.scan_again }).first()).toBeVisible();
    expect(await myPhotos(visitor.request, code)).toMatchObject({ items: [], maybe: [] });
  });
});

async function refusal(page: Page): Promise<void> {
  await page.locator("#photos").setInputFiles(NOT_A_PHOTO);
  const row = page.locator(".upload-row", { hasText: NOT_A_PHOTO.name });
  await expect(row).toContainText(problems.files.unsupported_format);
  await expect(page.getByText(fill(upload.some_refused_one, { n: 1 }))).toBeVisible();
}

/** The figures change on the page as it is: nobody loads it anew. */
async function becomeReady(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.dataset.samePage = "yes"));
  const next = page.getByRole("link", { name: events.progress.next_share });
  await expect(next).toBeVisible({ timeout: 240_000 });
  await expect(page.locator(".figure.is-ready .figure-number")).toHaveText(String(PHOTOS.length));
  await expect(page.locator("html[data-same-page]")).toBeAttached();
  // Only those near the screen are in the page; each says of how many it is one.
  await expect(page.locator(".photo-card").first()).toHaveAttribute("aria-setsize", String(PHOTOS.length));
}

async function outlines(page: Page, photos: AdminPhoto[]): Promise<void> {
  for (const photo of PARTY) {
    const card = await cardOf(page, photo);
    await expect(card.locator("svg.faces rect")).toHaveCount(facesOf(photo).length);
    await isDrawn(card.locator("img"));
  }
  const kinds = Object.fromEntries(photos.map((photo) => [photo.filename, photo.kind]));
  for (const photo of PARTY) expect(kinds[photo], photo).toBe("group");
  // A single-person picture may be thought unsure, never public.
  for (const photo of SINGLES) expect(["individual", "unsure"], photo).toContain(kinds[photo]);
  const alone = SINGLES.filter((photo) => kinds[photo] === "individual").map((photo) => photo.replace(/-(bright|dim).jpg/, ""));
  expect(new Set(alone).size, "people with photos that only they may see").toBeGreaterThanOrEqual(4);
}

async function seesExactlyHers(page: Page, phone: BrowserContext, code: string): Promise<void> {
  const hers = withWoman(PHOTOS).toSorted();
  expect(hers, "sample1, sample3 and the pictures made of her in them").toHaveLength(6);
  await expect(page.getByRole("heading", { level: 1, name: fill(gallery.mine.title_other, { n: hers.length }) })).toBeVisible();
  const opened = await myPhotos(phone.request, code);
  expect(opened.items.map((photo) => photo.filename).toSorted()).toEqual(hers);
  const pictures = page.locator(".photos img");
  await expect(pictures).toHaveCount(hers.length);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await isDrawn(picture);
  }
  const addresses = opened.items.flatMap((photo) => [photo.thumb_url, photo.view_url, photo.download_url ?? ""]);
  expect(await statuses(phone.request, addresses)).toEqual(all(200, addresses));
}

async function othersStayClosed(
  desk: BrowserContext, phone: BrowserContext, code: string, event: string, photos: AdminPhoto[],
): Promise<void> {
  const hers = withWoman(PHOTOS);
  const asked = (await myPhotos(phone.request, code)).maybe.map((face) => face.crop_url);
  const others = photos.filter((photo) => !hers.includes(photo.filename));
  const closed = [
    ...others.flatMap((photo) => privateAddresses(code, photo)),
    ...others.filter((photo) => photo.kind !== "group").flatMap(publicAddresses),
  ].filter((address) => !asked.includes(address));
  expect(await statuses(desk.request, closed.filter((address) => !address.includes("public-"))), "the rightful owner")
    .toEqual(all(200, closed.filter((address) => !address.includes("public-"))));
  expect(await statuses(phone.request, closed), "the guest").toEqual(all(403, closed));

  const open = others.filter((photo) => photo.kind === "group").flatMap(publicAddresses);
  expect(await statuses(phone.request, open), "group photos, watermarked").toEqual(all(200, open));
  const list = await (await phone.request.get(`/api/events/${code}/photos?per_page=200`)).json();
  expect(list.items.map((photo: AdminPhoto) => photo.filename).toSorted()).toEqual(PARTY);
  expect((await phone.request.get(`/api/admin/events/${event}/photos`)).status(), "the organizer's list").toBe(401);
  expect((await phone.request.get(`/api/admin/events/${event}/progress`)).status(), "its progress").toBe(401);
}

async function forgets(page: Page, phone: BrowserContext, code: string, photos: AdminPhoto[]): Promise<void> {
  const hers = photos.filter((photo) => withWoman(PHOTOS).includes(photo.filename));
  await page.locator("summary", { hasText: gallery.forget.title }).click();
  await page.getByRole("button", { name: gallery.forget.confirm }).click();
  await expect(page.getByText(landing.forgotten)).toBeVisible();
  const mine = await phone.request.get(`/api/events/${code}/my-photos`);
  expect(mine.status()).toBe(403);
  expect((await mine.json()).code).toBe("scan_required");
  const addresses = hers.flatMap((photo) => privateAddresses(code, photo));
  expect(await statuses(phone.request, addresses)).toEqual(all(403, addresses));
  await page.goto(`/e/${code}/mine`);
  await expect(page.getByRole("heading", { name: gallery.scan_first.title })).toBeVisible();
  await openScan(page, code);
}

async function remove(page: Page, event: string, filename: string): Promise<void> {
  await page.goto(`/admin/events/${event}`);
  const card = await cardOf(page, filename);
  await card.locator("summary").click();
  await card.getByRole("button", { name: events.photos.delete_confirm }).click();
  await expect(card).toHaveCount(0);
}
