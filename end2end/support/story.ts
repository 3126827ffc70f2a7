// Steps of the organizer's and the guest's story that are more than a line.

import { type APIRequestContext, expect, type Page } from "@playwright/test";
import type { Account, AdminPhoto } from "./organizer.ts";
import { letters, newestCode } from "./letters.ts";
import { pathOf } from "./photos.ts";
import { account as words, events, upload } from "./words.ts";

/** Registers on the page, which asks for the code of the letter and then signs in. */
export async function registerAndSignIn(page: Page, account: Account, data: string): Promise<void> {
  const seen = (await letters(data, account.email)).length;
  await page.goto("/admin/register");
  await page.getByLabel(words.register.organization).fill(account.organization_name);
  await page.getByLabel(words.register.email).fill(account.email);
  await page.getByLabel(words.register.password).fill(account.password);
  await page.getByRole("button", { name: words.register.submit }).click();
  await expect(page.getByRole("heading", { name: words.verify.title })).toBeVisible();
  await page.getByLabel(words.verify.code, { exact: true }).fill(await newestCode(data, account.email, seen));
  await page.getByRole("button", { name: words.verify.submit }).click();
  await page.waitForURL("**/admin");
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
