// Every page as a picture, on a phone and on a desk, light and dark, into `artifacts/screens`: to be looked at. On the
// way it is checked that no page is wider than its screen.

import { join } from "node:path";
import type { Page } from "@playwright/test";
import { becomeGuest, givePin, guestNamed, scanByRequest, startCamera, unsureLook } from "../support/guest.ts";
import { becomeOrganizer, createEvent, fillEvent, type PartyEvent, somebody } from "../support/organizer.ts";
import { PARTY, pathOf, SINGLES, woman } from "../support/photos.ts";
import { ARTIFACTS } from "../support/places.ts";
import { PARTS, partsOf, shutDoors } from "../support/scenes.ts";
import { sky } from "../support/sky.ts";
import { NOT_A_PHOTO } from "../support/story.ts";
import { expect, test } from "../support/test.ts";
import { account, common, dashboard, fill, gallery, problems, scan } from "../support/words.ts";

const SCREENS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
};

/** A page to look at: where it is, and what is done there first. */
interface View {
  name: string;
  path: string;
  first?: (page: Page) => Promise<unknown>;
}

test("pages that everyone sees", async ({ visit, party }) => {
  const context = await visit({ permissions: ["camera"] });
  await shoot(await context.newPage(), [
    { name: "home", path: "/" },
    { name: "privacy", path: "/privacy" },
    { name: "not-found", path: "/nowhere" },
    { name: "event-by-code", path: "/e" },
    { name: "event-unknown", path: "/e/0000000000" },
    { name: "register", path: "/admin/register" },
    { name: "register-again", path: "/admin/register", first: refusedRegistration },
    { name: "sign-in", path: "/admin/login?first" },
    { name: "sign-in-again", path: "/admin/login", first: wrongPassword },
    { name: "verify", path: "/admin/register", first: registered },
    { name: "forgot", path: "/admin/forgot" },
    { name: "reset", path: "/admin/reset?email=anna%40example.org&code=123456" },
    { name: "guest-register", path: "/register" },
    { name: "guest-verify", path: "/register", first: registeredAsGuest },
    { name: "guest-forgot", path: "/forgot" },
    { name: "guest-reset", path: "/reset?email=anna%40example.org&code=123456" },
    { name: "guest-sign-in", path: "/login" },
    { name: "guest-sign-out", path: "/logout" },
    { name: "me-visit", path: "/me" },
    { name: "landing", path: `/e/${party.code}` },
    { name: "group-photos", path: `/e/${party.code}/photos`, first: pictures },
    { name: "viewer", path: `/e/${party.code}/photos`, first: largest },
    { name: "scan-first", path: `/e/${party.code}/mine` },
  ]);
});

test("doors and the public list", async ({ visit, server }) => {
  const organizer = await visit({});
  await becomeOrganizer(organizer.request, somebody("Screen doors"), server.data);
  const doors = await shutDoors(organizer.request);
  const context = await visit({});
  await shoot(await context.newPage(), [
    { name: "find", path: "/events" },
    { name: "find-none", path: "/events?q=nothing" },
    { name: "door-pin", path: doors.pin },
    { name: "door-pin-again", path: doors.pin, first: wrongPin },
    { name: "door-closed", path: doors.closed },
    { name: "door-early", path: doors.early },
  ]);
});

test("pages of a guest's account", async ({ visit, party, server }) => {
  const context = await visit({});
  await scanByRequest(context.request, party.code, [woman()[0].face.embedding]);
  expect((await context.request.get(`/api/events/${party.code}/zip`)).status(), "downloads").toBe(200);
  await becomeGuest(context.request, guestNamed("Screen Guest"), server.data);
  await shoot(await context.newPage(), [
    { name: "home-signed-in", path: "/" },
    { name: "me", path: "/me", first: pictures },
    { name: "me-profile", path: "/me/profile" },
    { name: "me-delete", path: "/me/profile/delete" },
    { name: "me-devices", path: "/me/devices" },
  ]);
});

test("pages of a scan", async ({ visit, party, camera }) => {
  await camera.show(woman()[0]);
  const context = await visit({ permissions: ["camera"] });
  const page = await context.newPage();
  const path = `/e/${party.code}/scan`;
  const yes = () => page.getByRole("button", { name: scan.consent.yes }).click();
  const ready = () => page.getByText(scan.loading.ready, { exact: true }).waitFor();
  await shoot(page, [
    { name: "scan-consent", path, first: ready },
    { name: "scan-tips", path, first: yes },
    { name: "scan-camera", path, first: camerasEye },
  ]);
  await camera.unplug();
  await shoot(page, [{ name: "scan-picture", path, first: noCamera }]);
  await shoot(page, [{ name: "scan-picture-not", path, first: faceless }]);
});

test("pages after a scan", async ({ visit, party }) => {
  const context = await visit({});
  const her = woman()[0].face.embedding;
  await scanByRequest(context.request, party.code, [her]);
  const page = await context.newPage();
  const mine = `/e/${party.code}/mine`;
  await shoot(page, [
    { name: "landing-scanned", path: `/e/${party.code}` },
    { name: "mine", path: mine, first: pictures },
    { name: "mine-alone", path: `${mine}?show=me`, first: pictures },
    { name: "mine-viewer", path: mine, first: largest },
    { name: "mine-receipt", path: mine, first: unfold },
    { name: "mine-favourites-none", path: `${mine}?show=favourites` },
    { name: "mine-select", path: `${mine}?select`, first: markOne },
    { name: "mine-favourites", path: mine, first: favourite },
  ]);
  const maybe = await visit({});
  await scanByRequest(maybe.request, party.code, [unsureLook(her)]);
  await shoot(await maybe.newPage(), [{ name: "mine-maybe", path: `${mine}?show=maybe`, first: pictures }]);
  const nobody = await visit({});
  await scanByRequest(nobody.request, party.code, [her.map((value) => -value)]);
  await shoot(await nobody.newPage(), [{ name: "mine-none", path: mine }]);
});

test("pages of an organizer", async ({ visit, server }) => {
  const context = await visit({});
  await becomeOrganizer(context.request, somebody("Screen hosts"), server.data);
  const page = await context.newPage();
  await shoot(page, [{ name: "dashboard-empty", path: "/admin" }, { name: "event-new", path: "/admin/events/new" }]);
  const event = await createEvent(context.request, "City Run 2026");
  await createEvent(context.request, "Anna & Ben");
  const home = `/admin/events/${event.id}`;
  await shoot(page, [
    { name: "event-empty", path: home },
    { name: "landing-empty", path: `/e/${event.code}` },
    { name: "group-photos-empty", path: `/e/${event.code}/photos` },
    { name: "event-uploading", path: home, first: uploading },
  ]);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await someReady(context.request, event);
  await shoot(page, [
    { name: "event-photos", path: home, first: pictures },
    { name: "event-photo-more", path: home, first: (page) => page.locator(".more summary").first().click() },
    { name: "event-photo-chosen", path: home, first: chooseOne },
    { name: "event-share", path: `${home}/share`, first: pictures },
    { name: "dashboard", path: "/admin" },
    { name: "dashboard-none", path: "/admin?q=nothing" },
    { name: "sign-out", path: "/admin/logout" },
  ]);
});

test("parts of an event, and an organizer's account", async ({ visit, server }) => {
  const context = await visit({});
  await becomeOrganizer(context.request, somebody("Screen parts"), server.data);
  const page = await context.newPage();
  const event = await createEvent(context.request, "City Run 2026");
  const home = `/admin/events/${event.id}`;
  await shoot(page, [
    { name: "event-people-empty", path: `${home}/people` },
    { name: "event-numbers-empty", path: `${home}/numbers` },
  ]);
  await someReady(context.request, event);
  const guest = await visit({});
  await scanByRequest(guest.request, event.code, [woman()[0].face.embedding]);
  expect((await guest.request.get(`/api/events/${event.code}/zip`)).status(), "downloads").toBe(200);
  const parts = await partsOf(context.request, event);
  await shoot(page, [
    ...PARTS.map((part) => ({ name: `event-${part}`, path: parts[part] })),
    { name: "organization", path: "/admin/organization" },
    { name: "profile", path: "/admin/profile" },
    { name: "profile-delete", path: "/admin/profile/delete" },
    { name: "devices", path: "/admin/devices" },
  ]);
});

// German, with its long words, only in `cargo xtask test --long`.
for (const locale of process.env.PICME_LONG ? ["ar", "de"] : ["ar"]) {
  test(`the main pages in ${locale}`, async ({ visit, party, server }) => {
    const event = `/e/${party.code}`;
    const context = await visit({ locale });
    const page = await context.newPage();
    await shoot(page, [
      { name: `${locale}-home`, path: "/" },
      { name: `${locale}-privacy`, path: "/privacy" },
      { name: `${locale}-refused`, path: "/api/admin/events" },
      { name: `${locale}-sign-in`, path: "/admin/login?first" },
      { name: `${locale}-guest-sign-in`, path: "/login" },
      { name: `${locale}-guest-register`, path: "/register" },
      { name: `${locale}-find`, path: "/events" },
      { name: `${locale}-me-visit`, path: "/me" },
      { name: `${locale}-landing`, path: event },
      { name: `${locale}-group-photos`, path: `${event}/photos`, first: pictures },
      { name: `${locale}-viewer`, path: `${event}/photos`, first: largest },
      { name: `${locale}-scan`, path: `${event}/scan` },
    ]);
    await scanByRequest(context.request, party.code, [woman()[0].face.embedding]);
    await shoot(page, [{ name: `${locale}-mine`, path: `${event}/mine`, first: pictures }]);
    const organizer = await visit({ locale });
    await becomeOrganizer(organizer.request, somebody(`Screen hosts ${locale}`), server.data);
    const run = await createEvent(organizer.request, "City Run 2026");
    await someReady(organizer.request, run);
    await shoot(await organizer.newPage(), [
      { name: `${locale}-dashboard`, path: "/admin" },
      { name: `${locale}-event-new`, path: "/admin/events/new" },
      { name: `${locale}-event-photos`, path: `/admin/events/${run.id}`, first: pictures },
      { name: `${locale}-event-share`, path: `/admin/events/${run.id}/share`, first: pictures },
    ]);
  });

  test(`parts of an event and accounts in ${locale}`, async ({ visit, party, server }) => {
    const organizer = await visit({ locale });
    await becomeOrganizer(organizer.request, somebody(`Screen parts ${locale}`), server.data);
    const doors = await shutDoors(organizer.request);
    const run = await createEvent(organizer.request, "City Run 2026");
    await someReady(organizer.request, run);
    const parts = await partsOf(organizer.request, run);
    await shoot(await organizer.newPage(), [
      ...PARTS.map((part) => ({ name: `${locale}-event-${part}`, path: parts[part] })),
      { name: `${locale}-organization`, path: "/admin/organization" },
      { name: `${locale}-profile`, path: "/admin/profile" },
      { name: `${locale}-devices`, path: "/admin/devices" },
    ]);
    const guest = await visit({ locale });
    await scanByRequest(guest.request, party.code, [woman()[0].face.embedding]);
    expect((await guest.request.get(`/api/events/${party.code}/zip`)).status(), "downloads").toBe(200);
    await shoot(await guest.newPage(), [
      { name: `${locale}-door-pin`, path: doors.pin },
      { name: `${locale}-door-closed`, path: doors.closed },
      { name: `${locale}-me`, path: "/me", first: pictures },
    ]);
  });
}

/** Opens each view once and takes its picture on every screen, light and dark. */
async function shoot(page: Page, views: View[]): Promise<void> {
  for (const { name, path, first } of views) {
    await page.setViewportSize(SCREENS.phone);
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await first?.(page);
    for (const [screen, size] of Object.entries(SCREENS)) {
      await page.setViewportSize(size);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const file = join(ARTIFACTS, "screens", `${name}-${screen}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true, animations: "disabled" });
      }
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(over, `${name} is wider than a ${screen} by so many pixels`).toBeLessThanOrEqual(0);
    }
  }
}

async function pictures(page: Page): Promise<void> {
  const all = page.locator("main img");
  await all.first().waitFor();
  // Those further down are fetched when they come near.
  for (const picture of await all.all()) await picture.scrollIntoViewIfNeeded();
  const open = () => all.evaluateAll((list) => list.filter((img) => !(img as HTMLImageElement).naturalWidth).length);
  await expect.poll(open).toBe(0);
  await page.evaluate(() => scrollTo(0, 0));
}

async function largest(page: Page): Promise<void> {
  await page.locator(".photos a").nth(1).click();
  await page.locator(".viewer-picture img").last().waitFor();
  await page.waitForLoadState("networkidle");
}

async function refusedRegistration(page: Page): Promise<void> {
  // What the browser checks by itself is let through, so that the server's own words are seen.
  await page.locator("form").first().evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByLabel(account.register.email).fill("nobody");
  await page.getByLabel(account.register.password).fill("short");
  await page.getByRole("button", { name: account.register.submit }).click();
  await page.getByText(problems.fields.too_short).waitFor();
}

async function registered(page: Page): Promise<void> {
  await page.getByLabel(account.register.organization).fill("Verified hosts");
  await page.getByLabel(account.register.email).fill(`verify.${Date.now()}@example.org`);
  await page.getByLabel(account.register.password).fill("a garden in the evening");
  await page.getByRole("button", { name: account.register.submit }).click();
  await page.getByRole("heading", { name: account.verify.title }).waitFor();
}

async function registeredAsGuest(page: Page): Promise<void> {
  await page.getByLabel(account.guest_register.name).fill("Carla Guest");
  await page.getByLabel(account.register.email).fill(`verify.guest.${Date.now()}@example.org`);
  await page.getByLabel(account.register.password).fill("a garden in the evening");
  await page.getByRole("button", { name: account.register.submit }).click();
  await page.getByRole("heading", { name: account.verify.title }).waitFor();
}

async function wrongPin(page: Page): Promise<void> {
  await givePin(page, "0000");
  await page.getByText(problems.codes.wrong_pin).waitFor();
}

async function wrongPassword(page: Page): Promise<void> {
  await page.getByLabel(account.sign_in.email).fill("nobody@example.org");
  await page.getByLabel(account.sign_in.password).fill("not the password");
  await page.getByRole("button", { name: account.sign_in.submit }).click();
  await page.getByText(problems.codes.wrong_credentials).waitFor();
}

/** The camera view with its first frame taken. The scan goes on behind the picture that is taken of it. */
async function camerasEye(page: Page): Promise<void> {
  await page.route("**/api/events/*/scan", () => {});
  await startCamera(page);
  await page.locator(".scan-arc[data-state=taken]").first().waitFor();
}

async function noCamera(page: Page): Promise<void> {
  await page.getByRole("button", { name: scan.consent.yes }).click();
  await page.getByText(scan.picture.missing).waitFor();
}

async function faceless(page: Page): Promise<void> {
  await noCamera(page);
  await page.locator("input[type=file]").setInputFiles(await sky(page));
  await page.getByText(scan.picture.not.no_face).waitFor();
}

async function markOne(page: Page): Promise<void> {
  await page.locator(".photos input[type=checkbox]").first().check();
  await page.getByText(fill(gallery.marking.count_one, { n: 1 })).waitFor();
}

async function favourite(page: Page): Promise<void> {
  await page.getByRole("button", { name: gallery.heart.give }).first().click();
  await page.getByRole("link", { name: fill(gallery.chips.favourites_n, { n: 1 }) }).click();
  await page.getByRole("link", { name: gallery.mine.download_favourites }).waitFor();
  await pictures(page);
}

async function chooseOne(page: Page): Promise<void> {
  await page.locator(".photo-list.alive").waitFor();
  await page.locator(".photo-card .choose").first().check();
  const chosen = fill(dashboard.bulk.chosen, { n: fill(common.photos_one, { n: 1 }) });
  await page.locator(".bulk-count", { hasText: chosen }).waitFor();
}

async function unfold(page: Page): Promise<void> {
  for (const fold of await page.locator("details.fold").all()) {
    if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  }
  await page.getByText(gallery.forget.text).waitFor();
}

/** Files on their way, held there, and one that was refused. */
async function uploading(page: Page): Promise<void> {
  await page.locator(".upload.alive").waitFor();
  await page.locator("#photos").setInputFiles(NOT_A_PHOTO);
  await page.locator(".upload-row[data-state=refused]").waitFor();
  await page.route("**/api/upload_photos/*", () => {});
  await page.locator("#photos").setInputFiles([...PARTY, ...SINGLES].map(pathOf));
  await page.locator(".upload-row[data-state=sending]").first().waitFor();
}

async function someReady(request: Parameters<typeof fillEvent>[0], event: PartyEvent): Promise<void> {
  await fillEvent(request, event, [...PARTY.slice(0, 3), ...SINGLES.slice(0, 3)]);
}
