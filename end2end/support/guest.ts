// A guest with a phone.

import { type APIRequestContext, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { letters, newestCode } from "./letters.ts";
import { door, landing, scan } from "./words.ts";

/** A phone's browser. Its camera is allowed unless `permissions` says otherwise. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  permissions: ["camera"],
};

/** A guest's account. Finding photos needs none. */
export interface GuestAccount {
  full_name: string;
  email: string;
  password: string;
}

/** A guest who has no account yet. */
export function guestNamed(full_name: string): GuestAccount {
  const address = full_name.toLowerCase().replaceAll(/\W+/g, ".");
  return { full_name, email: `${address}@example.org`, password: "a garden in the evening" };
}

/** Registers and enters the code of the letter: the context's cookies are this guest's from here on. */
export async function becomeGuest(request: APIRequestContext, account: GuestAccount, data: string): Promise<void> {
  const { email } = account;
  const seen = (await letters(data, email)).length;
  const registered = await request.post("/register", { data: account });
  expect(registered.status(), await registered.text()).toBe(202);
  const code = await newestCode(data, email, seen);
  const verified = await request.post("/verify", { data: { email, code } });
  expect(verified.status(), await verified.text()).toBe(200);
}

/** A photo in a guest's list. */
export interface MyPhoto {
  id: string;
  filename: string;
  thumb_url: string;
  view_url: string;
  download_url: string | null;
}

export interface MyPhotos {
  items: MyPhoto[];
  maybe: { face_id: string; crop_url: string }[];
}

/** Gives the PIN of an event, whose door the page stands before. */
export async function givePin(page: Page, pin: string): Promise<void> {
  await expect(page.getByRole("heading", { name: door.pin.title })).toBeVisible();
  await page.getByLabel(door.pin.label, { exact: true }).fill(pin);
  await page.getByRole("button", { name: door.pin.submit }).click();
}

/** From the landing page to the consent, which is read. */
export async function openScan(page: Page, code: string): Promise<void> {
  await page.goto(`/e/${code}`);
  await page.getByRole("link", { name: landing.find }).click();
  await expect(page.getByRole("heading", { name: scan.consent.title })).toBeVisible();
  await expect(page.getByText(landing.privacy_line)).toBeVisible();
}

/** Says yes, and yes again to the tips where they are shown: they are once. */
export async function startCamera(page: Page): Promise<void> {
  await page.getByRole("button", { name: scan.consent.yes }).click();
  const start = page.getByRole("button", { name: scan.tips.start });
  await start.or(page.locator("video")).first().waitFor();
  if (await start.isVisible()) await start.click();
}

/** The whole scan with the camera, until the photos open. */
export async function scanWithCamera(page: Page, code: string): Promise<void> {
  await openScan(page, code);
  await startCamera(page);
  await arrive(page, code);
}

/** Waits for the page of found photos. */
export async function arrive(page: Page, code: string): Promise<void> {
  await page.waitForURL(`**/e/${code}/mine`, { timeout: 120_000 });
}

/** The photos that this visit's scan has opened. */
export async function myPhotos(request: APIRequestContext, code: string): Promise<MyPhotos> {
  const answer = await request.get(`/api/events/${code}/my-photos`);
  expect(answer.status(), "this visit has a scan").toBe(200);
  return (await answer.json()) as MyPhotos;
}

/** A scan without a camera or a page: the given vectors, as the page would send them. */
export async function scanByRequest(request: APIRequestContext, code: string, frames: number[][]): Promise<void> {
  const offer = await (await request.get(`/api/events/${code}/scan`)).json();
  const { event_id, nonce, model_id } = offer;
  const answer = await request.post("/recognize", { data: { event_id, nonce, model_id, consent: true, frames } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/**
 * A look of somebody that is asked about and not certain: turned away from itself, towards nobody else. Mixed with another person's face it would
 * be no closer to the one than to the other, and rightly match neither.
 */
export function unsureLook(vector: readonly number[]): number[] {
  const turned = vector.map((value, i) => value + (i % 2 ? 0.031 : -0.031));
  const length = Math.hypot(...turned);
  return turned.map((value) => value / length);
}
