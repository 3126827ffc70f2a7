// The whole story, as two people play it: an organizer with a desk, a guest with a phone. From the sign-up with a code of
// a letter to a photo that is deleted and gone everywhere. On SQLite, or on PostgreSQL with `PICME_TEST_POSTGRES`; with
// 60 photos, or 300 with `PICME_LONG=1`.

import { readFile } from "node:fs/promises";
import type { APIRequestContext, BrowserContext, Locator, Page } from "@playwright/test";
import { givePin, type GuestAccount, guestNamed, type MyPhoto, myPhotos, scanWithCamera } from "../support/guest.ts";
import { adminPhotos, type AdminPhoto, peopleOf, peopleSorted, photosOf, somebody } from "../support/organizer.ts";
import { PARTY, pathOf, SINGLES, withWoman, woman } from "../support/photos.ts";
import {
  all, cardOf, createEventOnPage, dropOnPage, isDrawn, privateAddresses, publicAddresses, registerAndSignIn,
  registerAsGuest, shareOnPage, statuses,
} from "../support/story.ts";
import { expect, test } from "../support/test.ts";
import { makeVariants, sceneOf, type Variant } from "../support/variants.ts";
import {
  account, common, dashboard, events, fill, gallery, me, numbers, people, photo as photoWords, poster, problems, settings,
  upload,
} from "../support/words.ts";

const LONG = process.env.PICME_LONG === "1";
const COUNT = LONG ? 300 : 60;
const MINUTE = 60_000;
/** Until every photo is processed, on a small machine that is busy with a browser too. */
const PATIENCE = (LONG ? 45 : 6) * MINUTE;
/** Downloads on a page of a guest's own place. */
const PER_PAGE = 60;

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const AT_FIRST = "Anna & Ben";
const NAME = "Anna & Ben in the garden";
const PIN = "4711";
const GUEST = guestNamed("Carla Guest");

test("the whole story", async ({ visit, camera, server, browser }) => {
  test.setTimeout(PATIENCE + 15 * MINUTE);
  const variants = await test.step("photos are taken", () => makeVariants(browser, COUNT));

  const desk = await visit(DESKTOP);
  const page = await desk.newPage();
  await test.step("the organizer signs up with the code of a letter", () =>
    registerAndSignIn(page, somebody("Whole story hosts"), server.data));
  const event = await test.step("creates an event", () => createEventOnPage(page, AT_FIRST));
  await test.step("gives it a cover", () => giveCover(page));
  await test.step("gives it a PIN", () => setPin(page));
  const code = await test.step("is given the link for guests", () => shareOnPage(page));
  await expect(page.getByText(poster.pin_set)).toBeVisible();

  await test.step(`drops ${COUNT} photos in`, () => dropIn(page, event, variants));
  await test.step("waits until all are processed", () => allProcessed(page));
  await test.step("calls the event something else, and the landing page says so at once", () => rename(desk, page, code));
  await test.step("makes one of two people, undoes it, and makes them one again", () => mergeTwo(desk, page, event));
  await test.step("prints the poster", () => printPoster(desk, page));

  await camera.show(woman()[0]);
  const phone = await visit();
  const guest = await phone.newPage();
  await test.step("a guest gives the PIN", () => enter(guest, code));
  const hers = await test.step("scans, and finds her photos", () => scan(guest, phone, code, variants));
  const liked = await test.step("marks a favourite", () => like(guest, hers));
  await test.step("downloads all as a ZIP", () => downloadAll(guest, hers, variants));
  await test.step("signs up with the code of a letter, and finds the downloads again", async () => {
    await registerAsGuest(guest, GUEST, server.data);
    await hasDownloads(guest, hers.length);
  });
  await test.step("finds them on another device too", async () => {
    const other = await (await visit()).newPage();
    await signInAsGuest(other, GUEST);
    await hasDownloads(other, hers.length);
  });

  const before = await test.step("the organizer looks at the numbers", () => numbersOf(page, event));
  expect(before).toEqual({ photos: COUNT, scans: 1, downloads: hers.length });
  const found = (await adminPhotos(desk.request, event)).find((one) => one.id === liked.id);
  if (!found) throw new Error("the guest's photo is not on the organizer's list");
  await test.step("deletes one of the guest's photos", () => remove(page, event, found));
  await test.step("it is gone from the organizer's list", () => goneFromDesk(desk, page, event, found));
  await test.step("it is gone from the guest's gallery and downloads", () => goneFromPhone(guest, phone, code, found, hers));
  await test.step("its pictures are gone", () => picturesGone(desk.request, phone.request, event, code, found));
  await test.step("the numbers agree", async () => {
    expect(await numbersOf(page, event), "what was downloaded was downloaded").toEqual({ ...before, photos: COUNT - 1 });
  });
});

/** The form that says what an event is. The page has others, with fields of the same names. */
const settingsForm = (page: Page) => page.locator("form", { has: page.locator("#opens_at") });

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("link", { name: settings.tab, exact: true }).click();
  await expect(page.getByRole("heading", { name: settings.cover.title, exact: true })).toBeVisible();
}

async function giveCover(page: Page): Promise<void> {
  await openSettings(page);
  await page.getByLabel(settings.cover.file, { exact: true }).setInputFiles(pathOf("sample2.jpg"));
  await page.getByRole("button", { name: settings.cover.submit }).click();
  await page.waitForURL(/\?cover=saved$/);
  await expect(page.getByText(settings.cover.saved)).toBeVisible();
  await isDrawn(page.locator("img.cover"));
}

async function setPin(page: Page): Promise<void> {
  const form = settingsForm(page);
  await form.getByLabel(settings.pin).fill(PIN);
  await form.getByRole("button", { name: settings.submit, exact: true }).click();
  await expect(page.getByText(settings.saved)).toBeVisible();
  await expect(page.getByText(settings.pin_hint_set)).toBeVisible();
}

async function dropIn(page: Page, event: string, variants: Variant[]): Promise<void> {
  await page.goto(`/admin/events/${event}`);
  await dropOnPage(page, variants.map((variant) => variant.path));
  const sent = page.getByText(fill(upload.all_sent, { n: COUNT }));
  await expect(sent).toBeVisible({ timeout: LONG ? 10 * MINUTE : 3 * MINUTE });
}

/** One of the figures of the strip: a number and what it counts. */
function figure(page: Page, n: number, what: string): Locator {
  const strip = page.getByRole("region", { name: events.progress.label });
  return strip.getByRole("link", { name: `${n} ${what}`, exact: true });
}

/** The figures change on the page as it is. */
async function allProcessed(page: Page): Promise<void> {
  const { strip } = dashboard;
  await expect(figure(page, COUNT, strip.total)).toBeVisible();
  await expect(figure(page, COUNT, strip.ready)).toBeVisible({ timeout: PATIENCE });
  await expect(figure(page, 0, strip.waiting)).toBeVisible();
  await expect(figure(page, 0, strip.failed)).toBeVisible();
  await expect(page.getByRole("link", { name: events.progress.next_share })).toBeVisible();
}

async function rename(desk: BrowserContext, page: Page, code: string): Promise<void> {
  const landing = await desk.newPage();
  await landing.goto(`/e/${code}`);
  await expect(landing.getByRole("heading", { level: 1, name: AT_FIRST, exact: true })).toBeVisible();
  await isDrawn(landing.locator("img.cover"));

  await openSettings(page);
  const form = settingsForm(page);
  await form.getByLabel(settings.name, { exact: true }).fill(NAME);
  await form.getByRole("button", { name: settings.submit, exact: true }).click();
  await expect(page.getByText(settings.saved)).toBeVisible();

  await landing.reload();
  await expect(landing.getByRole("heading", { level: 1, name: NAME, exact: true })).toBeVisible();
  await landing.close();
  await expect(page.getByRole("heading", { level: 1, name: NAME, exact: true })).toBeVisible();
}

async function mergeTwo(desk: BrowserContext, page: Page, event: string): Promise<void> {
  await peopleSorted(desk.request, event);
  const pair = await twoPeople(desk.request, event);

  await page.getByRole("link", { name: events.tabs.people, exact: true }).click();
  await expect(page.getByRole("heading", { name: people.title })).toBeVisible();
  const cards = page.locator(".person");
  await expect(cards.first()).toBeVisible();
  const before = await cards.count();
  const merged = page.getByText(people.done.merged);
  const merge = async () => {
    for (const id of pair) {
      const card = cards.filter({ has: page.locator(`a[href$="/${id}"]`) });
      await card.getByRole("checkbox").check();
    }
    await page.getByRole("button", { name: people.merge }).click();
    await expect(merged).toBeVisible();
    await expect(cards).toHaveCount(before - 1);
  };

  await merge();
  await page.getByRole("button", { name: people.undo, exact: true }).click();
  await expect(merged).toHaveCount(0);
  await expect(cards).toHaveCount(before);
  await peopleSorted(desk.request, event);
  await merge();
}

/** Two people who are in no photo together, neither in one with the guest: hers must stay hers. */
async function twoPeople(request: APIRequestContext, event: string): Promise<[string, string]> {
  const hers = new Set(withWoman([...PARTY, ...SINGLES]).map(sceneOf));
  const seen: { id: string; scenes: Set<string> }[] = [];
  for (const { id } of (await peopleOf(request, event)).people) {
    const scenes = new Set((await photosOf(request, event, id)).map(({ filename }) => sceneOf(filename)));
    const isApartFrom = (others: Set<string>) => [...scenes].every((scene) => !others.has(scene));
    if (!isApartFrom(hers)) continue;
    const apart = seen.find((other) => isApartFrom(other.scenes));
    if (apart) return [apart.id, id];
    seen.push({ id, scenes });
  }
  throw new Error("no two people are in different photos");
}

async function printPoster(desk: BrowserContext, page: Page): Promise<void> {
  await page.getByRole("link", { name: events.tabs.share, exact: true }).click();
  for (const name of [poster.a4, poster.a6]) {
    const address = await page.getByRole("link", { name }).getAttribute("href");
    const answer = await desk.request.get(address ?? "");
    expect(answer.status(), name).toBe(200);
    expect(answer.headers()["content-type"], name).toBe("application/pdf");
    expect((await answer.body()).subarray(0, 5).toString("latin1"), name).toBe("%PDF-");
  }
}

async function enter(guest: Page, code: string): Promise<void> {
  await guest.goto(`/e/${code}`);
  await givePin(guest, "0000");
  await expect(guest.getByText(problems.codes.wrong_pin)).toBeVisible();
  await givePin(guest, PIN);
  await expect(guest.getByRole("heading", { level: 1, name: NAME, exact: true })).toBeVisible();
}

async function scan(guest: Page, phone: BrowserContext, code: string, variants: Variant[]): Promise<MyPhoto[]> {
  await scanWithCamera(guest, code);
  const { items } = await myPhotos(phone.request, code);
  const withHer = withWoman([...PARTY, ...SINGLES]);
  const expected = variants.filter((variant) => withHer.includes(variant.of)).map((variant) => variant.name);
  expect(expected, "nobody else's").toEqual(expect.arrayContaining(items.map((one) => one.filename)));
  expect(items.length, "most of hers, at least").toBeGreaterThanOrEqual(expected.length / 2);
  await seesPhotos(guest, items.length);
  await isDrawn(guest.locator(".photos img").first());
  return items;
}

/** A guest's list of so many photos: two or more. */
async function seesPhotos(guest: Page, n: number): Promise<void> {
  await expect(guest.getByRole("heading", { level: 1, name: fill(gallery.mine.title_other, { n }) })).toBeVisible();
  await expect(guest.locator(".photos img")).toHaveCount(n);
}

async function like(guest: Page, hers: MyPhoto[]): Promise<MyPhoto> {
  const liked = hers[0];
  if (!liked) throw new Error("the guest has found nothing");
  const tile = guest.locator(`#photo-${liked.id}`);
  await tile.getByRole("button", { name: gallery.heart.give }).click();
  await expect(tile.getByRole("button", { name: gallery.heart.take })).toHaveAttribute("aria-pressed", "true");

  const chips = guest.getByRole("list", { name: gallery.chips.label });
  await chips.getByRole("link", { name: fill(gallery.chips.favourites_n, { n: 1 }) }).click();
  await expect(guest.locator(".photos img")).toHaveCount(1);
  await expect(tile).toBeVisible();
  await chips.getByRole("link", { name: gallery.chips.all, exact: true }).click();
  await expect(guest.locator(".photos img")).toHaveCount(hers.length);
  return liked;
}

async function downloadAll(guest: Page, hers: MyPhoto[], variants: Variant[]): Promise<void> {
  const coming = guest.waitForEvent("download");
  await guest.getByRole("link", { name: gallery.mine.download_all }).click();
  const download = await coming;
  expect(await download.failure()).toBeNull();
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  const zip = await readFile(await download.path());
  expect(zip.subarray(0, 2).toString("latin1")).toBe("PK");
  expect(filesIn(zip)).toBe(hers.length);
  const names = new Set(hers.map((one) => one.filename));
  const sent = variants.filter((variant) => names.has(variant.name)).reduce((sum, variant) => sum + variant.bytes, 0);
  expect(zip.length, "the originals, in full").toBeGreaterThan(0.9 * sent);
}

/** How many files an archive says it has, in the record at its end. */
function filesIn(zip: Buffer): number {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  return end < 0 ? 0 : zip.readUInt16LE(end + 10);
}

async function signInAsGuest(page: Page, { email, password }: GuestAccount): Promise<void> {
  await page.goto("/login");
  await page.getByLabel(account.sign_in.email).fill(email);
  await page.getByLabel(account.sign_in.password).fill(password);
  await page.getByRole("button", { name: account.sign_in.submit }).click();
  await page.waitForURL("**/me");
}

/** The guest's own place: who they are, where they have been, what they have downloaded. */
async function hasDownloads(page: Page, n: number): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: fill(me.title, { name: GUEST.full_name }) })).toBeVisible();
  await expect(page.getByRole("region", { name: me.events }).getByRole("link", { name: NAME })).toBeVisible();
  const downloads = page.getByRole("region", { name: me.downloads });
  await expect(downloads.getByText(fill(common.photos_other, { n }), { exact: true })).toBeVisible();
  await expect(downloads.getByRole("link", { name: me.again })).toHaveCount(Math.min(n, PER_PAGE));
}

async function numbersOf(page: Page, event: string): Promise<{ photos: number; scans: number; downloads: number }> {
  await page.goto(`/admin/events/${event}/numbers`);
  const value = async (name: string) => {
    const shown = page.locator(".figures .figure").filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) });
    return Number(await shown.locator("dd").first().innerText());
  };
  return {
    photos: await value(numbers.photos),
    scans: await value(numbers.scans),
    downloads: await value(numbers.downloads),
  };
}

/** On the photo's own page, to which its card leads. */
async function remove(page: Page, event: string, { filename }: AdminPhoto): Promise<void> {
  await page.goto(`/admin/events/${event}`);
  const card = await cardOf(page, filename);
  await card.getByRole("link", { name: filename }).click();
  await expect(page.getByRole("heading", { name: photoWords.who })).toBeVisible();
  await page.locator("summary", { hasText: photoWords.delete }).click();
  await page.locator("form").getByRole("button", { name: events.photos.delete_confirm }).click();
  await page.waitForURL(new RegExp(`/admin/events/${event}$`));
}

async function goneFromDesk(desk: BrowserContext, page: Page, event: string, { id }: AdminPhoto): Promise<void> {
  const list = page.getByRole("region", { name: events.photos.title });
  await expect(list.getByText(fill(common.photos_other, { n: COUNT - 1 }), { exact: true })).toBeVisible();
  await expect(figure(page, COUNT - 1, dashboard.strip.total)).toBeVisible();
  await expect(figure(page, COUNT - 1, dashboard.strip.ready)).toBeVisible();
  const left = (await adminPhotos(desk.request, event)).map((one) => one.id);
  expect(left).toHaveLength(COUNT - 1);
  expect(left).not.toContain(id);
}

async function goneFromPhone(
  guest: Page, phone: BrowserContext, code: string, { id }: AdminPhoto, hers: MyPhoto[],
): Promise<void> {
  await guest.goto(`/e/${code}/mine`);
  await seesPhotos(guest, hers.length - 1);
  await expect(guest.locator(`#photo-${id}`)).toHaveCount(0);
  // It was her only favourite.
  await expect(guest.getByRole("link", { name: gallery.chips.favourites, exact: true })).toBeVisible();
  expect((await myPhotos(phone.request, code)).items.map((one) => one.id)).not.toContain(id);
  await guest.goto("/me");
  await hasDownloads(guest, hers.length - 1);
}

async function picturesGone(
  desk: APIRequestContext, phone: APIRequestContext, event: string, code: string, photo: AdminPhoto,
): Promise<void> {
  const pictures = [...privateAddresses(code, photo), ...publicAddresses(photo)];
  for (const request of [desk, phone]) {
    for (const [address, status] of Object.entries(await statuses(request, pictures))) {
      expect([403, 404], address).toContain(status);
    }
  }
  const pages = [`/e/${code}/photo/${photo.id}?mine`, `/admin/events/${event}/photo/${photo.id}`];
  expect(await statuses(phone, pages.slice(0, 1)), "the guest's page of it").toEqual(all(404, pages.slice(0, 1)));
  expect(await statuses(desk, pages.slice(1)), "the organizer's page of it").toEqual(all(404, pages.slice(1)));
}
