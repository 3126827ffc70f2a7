// Steps of the organizer's and the guest's story that are more than a line.

import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import type { GuestAccount } from "./guest.ts";
import type { Account, AdminPhoto } from "./organizer.ts";
import { letters, newestCode } from "./letters.ts";
import { pathOf } from "./photos.ts";
import { account as words, events, me, upload } from "./words.ts";

/** Registers on the page, which asks for the code of the letter and then signs in. */
export async function registerAndSignIn(page: Page, account: Account, data: string): Promise<void> {
  const seen = (await letters(data, account.email)).length;
  await page.goto("/admin/register");
  await page.getByLabel(words.register.organization).fill(account.organization_name);
  await page.getByLabel(words.register.email).fill(account.email);
  await page.getByLabel(words.register.password).fill(account.password);
  await page.getByRole("button", { name: words.register.submit }).click();
  await enterCode(page, account.email, data, seen);
  await page.waitForURL("**/admin");
}

/** From a guest's own page, where nobody is signed in, to an account that keeps what is there. */
export async function registerAsGuest(page: Page, account: GuestAccount, data: string): Promise<void> {
  const seen = (await letters(data, account.email)).length;
  await page.goto("/me");
  await expect(page.getByRole("heading", { name: me.visit_title })).toBeVisible();
  await page.getByRole("link", { name: me.register }).click();
  await page.getByLabel(words.guest_register.name).fill(account.full_name);
  await page.getByLabel(words.register.email).fill(account.email);
  await page.getByLabel(words.register.password).fill(account.password);
  await page.getByRole("button", { name: words.register.submit }).click();
  await enterCode(page, account.email, data, seen);
  await page.waitForURL("**/me");
}

/** The code of the letter that comes after so many. */
async function enterCode(page: Page, email: string, data: string, seen: number): Promise<void> {
  await expect(page.getByRole("heading", { name: words.verify.title })).toBeVisible();
  await page.getByLabel(words.verify.code, { exact: true }).fill(await newestCode(data, email, seen));
  await page.getByRole("button", { name: words.verify.submit }).click();
}

/** Creates an event on the page; returns its id. */
export async function createEventOnPage(page: Page, name: string): Promise<string> {
  await page.getByRole("link", { name: events.dashboard.create }).click();
  await page.getByLabel(events.create.name).fill(name);
  await page.getByLabel(events.create.date).fill("2026-06-20");
  await page.getByLabel(events.create.location).fill("The garden behind the house");
  await page.getByRole("button", { name: events.create.submit }).click();
  await page.waitForURL(/\/admin\/events\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name })).toBeVisible();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** A text file that calls itself a photo. */
export const NOT_A_PHOTO = { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("Bring the cake at four.\n") };

/**
 * Chooses photos in the drop zone. The first ones are held on their way, so that what the page says about files on
 * their way can be seen; then all arrive.
 */
export async function uploadOnPage(page: Page, photos: string[]): Promise<void> {
  await page.locator(".upload.alive").waitFor();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/api/upload_photos/*", async (route) => {
    await held;
    await route.continue();
  });
  await page.locator("#photos").setInputFiles(photos.map(pathOf));
  const rows = page.locator(".upload-row");
  await expect(rows.and(page.locator("[data-state=sending]"))).toHaveCount(3);
  await expect(page.getByLabel(upload.file_label.replace("{{ name }}", photos[0] ?? ""))).toBeVisible();
  await expect(rows.and(page.locator("[data-state=waiting]")).first()).toBeVisible();
  letGo();
  await expect(page.getByText(upload.all_sent.replace("{{ n }}", String(photos.length)))).toBeVisible();
  await page.unroute("**/api/upload_photos/*");
}

/** Drops files on the page, as a hand would that comes from another window. */
export async function dropOnPage(page: Page, paths: string[]): Promise<void> {
  await page.locator(".upload.alive").waitFor();
  // A page cannot make up files of a disk: they come through a field that is there for as long.
  await page.evaluate(() => {
    const hand = Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "hand" });
    document.body.append(hand);
  });
  await page.locator("#hand").setInputFiles(paths);
  await page.evaluate(() => {
    const hand = document.querySelector<HTMLInputElement>("#hand");
    const dataTransfer = new DataTransfer();
    for (const file of hand?.files ?? []) dataTransfer.items.add(file);
    hand?.remove();
    for (const type of ["dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
  });
}

/** Scrolls to the card of a photo: of a long list, only what is near the screen is in the page. */
export async function cardOf(page: Page, filename: string): Promise<Locator> {
  await page.locator(".photo-list.alive").waitFor();
  const card = page.locator(".photo-card", { has: page.getByText(filename, { exact: true }) });
  await expect(async () => {
    if ((await card.count()) === 0) await page.evaluate(halfAScreenDown);
    expect(await card.count(), `cards of ${filename}`).toBe(1);
  }).toPass({ intervals: [200], timeout: 60_000 });
  await card.scrollIntoViewIfNeeded();
  return card;
}

/** From the end back to the top. */
function halfAScreenDown(): void {
  const isEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  scrollTo({ top: isEnd ? 0 : scrollY + innerHeight / 2, behavior: "instant" });
}

/** Opens the part of an event that lets guests in. Returns the event's code, out of the link that guests are given. */
export async function shareOnPage(page: Page): Promise<string> {
  await page.getByRole("link", { name: events.tabs.share, exact: true }).click();
  const qr = page.locator("img.qr");
  await expect(qr).toBeVisible();
  await isDrawn(qr);
  const link = await page.getByLabel(events.share.link).inputValue();
  expect(link).toMatch(/^http:\/\/localhost:\d+\/e\/[0-9a-z]{10}$/);
  return link.split("/").at(-1) ?? "";
}

/** Waits until a picture has come. */
export async function isDrawn(picture: Locator): Promise<void> {
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
}

/** Every address at which a photo's own copies and its faces' crops are. */
export function privateAddresses(code: string, photo: AdminPhoto): string[] {
  const crops = photo.faces.map((face) => `/faces/${code}/${face.id}/crop`);
  return [photo.thumb_url, photo.view_url, photo.download_url, ...crops];
}

/** The watermarked copies, which a public photo has for everyone. */
export function publicAddresses(photo: AdminPhoto): string[] {
  return [photo.thumb_url.replace(/thumb$/, "public-thumb"), photo.view_url.replace(/view$/, "public-view")];
}

/** The status of each address for one visit. */
export async function statuses(request: APIRequestContext, addresses: string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const address of addresses) found[address] = (await request.get(address, { maxRedirects: 0 })).status();
  return found;
}

/** What `statuses` gives when every address answers alike. */
export function all(status: number, addresses: string[]): Record<string, number> {
  return Object.fromEntries(addresses.map((address) => [address, status]));
}
