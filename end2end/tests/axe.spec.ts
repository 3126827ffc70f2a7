// axe finds nothing on any page: on a phone, light and dark, from left to right and, in `cargo xtask test --long`, from right to left.
// A page that is new in `screens.spec.ts` gets its place here too.

import type { Page } from "@playwright/test";
import { violations } from "../support/axe.ts";
import { becomeGuest, guestNamed, PHONE, scanByRequest, unsureLook } from "../support/guest.ts";
import { becomeOrganizer, createEvent, fillEvent, somebody } from "../support/organizer.ts";
import { PARTY, SINGLES, woman } from "../support/photos.ts";
import { PARTS, partsOf, shutDoors } from "../support/scenes.ts";
import { expect, test } from "../support/test.ts";

for (const locale of process.env.PICME_LONG ? ["en", "ar"] : ["en"]) {
  test(`pages that everyone sees, in ${locale}`, async ({ visit, party }) => {
    const context = await visit({ ...PHONE, locale });
    const page = await context.newPage();
    const event = `/e/${party.code}`;
    await check(page, ["/", "/privacy", "/nowhere", "/e", "/e/0000000000", "/admin/register", "/admin/login?first"], locale);
    await check(page, ["/login", "/register", "/forgot", "/logout", "/me", "/admin/forgot", "/admin/logout"], locale);
    await check(page, ["/reset?email=anna%40example.org", "/admin/reset?email=anna%40example.org"], locale);
    await check(page, [event, `${event}/photos`, `${event}/mine`, `${event}/scan`, "/api/nothing", "/api/admin/events"], locale);
    await page.goto(`${event}/photos`);
    await page.locator(".photos a").first().click();
    await page.locator(".viewer-picture img").last().waitFor();
    await bothSchemes(page, locale);
  });

  test(`doors and what is behind them, in ${locale}`, async ({ visit, server }) => {
    const organizer = await visit();
    await becomeOrganizer(organizer.request, somebody(`Doors for all ${locale}`), server.data);
    const doors = await shutDoors(organizer.request);
    const context = await visit({ ...PHONE, locale });
    const page = await context.newPage();
    await check(page, ["/events", "/events?q=nothing", doors.pin, doors.closed, doors.early], locale);
    // Who has registered is asked for the code of the letter.
    expect((await context.request.post("/register", { data: guestNamed(`Waits ${locale}`) })).status()).toBe(202);
    await check(page, ["/verify"], locale);
    expect((await context.request.post("/admin/register", { data: somebody(`Waiting hosts ${locale}`) })).status()).toBe(202);
    await check(page, ["/admin/verify"], locale);
  });

  test(`pages of a guest's account, in ${locale}`, async ({ visit, party, server }) => {
    const context = await visit({ ...PHONE, locale });
    await scanByRequest(context.request, party.code, [woman()[0].face.embedding]);
    expect((await context.request.get(`/api/events/${party.code}/zip`)).status(), "downloads").toBe(200);
    const page = await context.newPage();
    await check(page, ["/me"], locale);
    await becomeGuest(context.request, guestNamed(`Reached ${locale}`), server.data);
    await check(page, ["/", "/me", "/me/profile", "/me/profile/delete", "/me/devices", "/logout"], locale);
  });

  test(`pages after a scan, in ${locale}`, async ({ visit, party }) => {
    const mine = `/e/${party.code}/mine`;
    const her = woman()[0].face.embedding;
    const context = await visit({ ...PHONE, locale });
    await scanByRequest(context.request, party.code, [her]);
    const page = await context.newPage();
    await check(page, [`/e/${party.code}`, mine, `${mine}?show=me`, `${mine}?show=others`], locale);
    await check(page, [`${mine}?show=favourites`, `${mine}?select`], locale);
    await page.goto(mine);
    await page.waitForLoadState("networkidle");
    for (const fold of await page.locator("details.fold").all()) {
      if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
    }
    await bothSchemes(page, locale);
    const maybe = await visit({ ...PHONE, locale });
    await scanByRequest(maybe.request, party.code, [unsureLook(her)]);
    await check(await maybe.newPage(), [`${mine}?show=maybe`], locale);
    const nobody = await visit({ ...PHONE, locale });
    await scanByRequest(nobody.request, party.code, [her.map((value) => -value)]);
    await check(await nobody.newPage(), [mine], locale);
  });

  test(`pages of an organizer, in ${locale}`, async ({ visit, server }) => {
    const context = await visit({ ...PHONE, locale });
    await becomeOrganizer(context.request, somebody(`Reached by all ${locale}`), server.data);
    const page = await context.newPage();
    await check(page, ["/admin", "/admin/events/new", "/admin/logout"], locale);
    await check(page, ["/admin/organization", "/admin/profile", "/admin/profile/delete", "/admin/devices"], locale);
    const event = await createEvent(context.request, "City Run 2026");
    const home = `/admin/events/${event.id}`;
    await check(page, [home, `/e/${event.code}`, `/e/${event.code}/photos`], locale);
    await check(page, [`${home}/people`, `${home}/numbers`, `${home}/watermark`], locale);
    await fillEvent(context.request, event, [...PARTY.slice(0, 1), ...SINGLES.slice(0, 1)]);
    await check(page, ["/admin", "/admin?q=nothing", home, `${home}?filter=failed`, `${home}/share`], locale);
    const parts = await partsOf(context.request, event);
    await check(page, PARTS.map((part) => parts[part]), locale);
    // What is done with chosen photos is there once one is.
    await page.goto(home);
    await page.locator(".photo-list.alive").waitFor();
    await page.locator(".photo-card .choose").first().check();
    await bothSchemes(page, locale);
  });
}

async function check(page: Page, paths: string[], locale: string): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    await bothSchemes(page, locale);
  }
}

async function bothSchemes(page: Page, locale: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect.soft(await violations(page), `${page.url()} · ${locale} · ${colorScheme}`).toEqual([]);
  }
}
