// axe finds nothing on any page: on a phone, light and dark, from left to right and from right to left.
// A page that is new in `screens.spec.ts` gets its place here too.

import type { Page } from "@playwright/test";
import { violations } from "../support/axe.ts";
import { PHONE, scanByRequest, unsureLook } from "../support/guest.ts";
import { becomeOrganizer, createEvent, fillEvent, somebody } from "../support/organizer.ts";
import { PARTY, SINGLES, woman } from "../support/photos.ts";
import { expect, test } from "../support/test.ts";

for (const locale of ["en", "ar"]) {
  test(`pages that everyone sees, in ${locale}`, async ({ visit, party }) => {
    const context = await visit({ ...PHONE, locale });
    const page = await context.newPage();
    const event = `/e/${party.code}`;
    await check(page, ["/", "/privacy", "/nowhere", "/e", "/e/0000000000", "/admin/register", "/admin/login?first"], locale);
    await check(page, [event, `${event}/photos`, `${event}/mine`, `${event}/scan`, "/api/nothing", "/api/admin/events"], locale);
    await page.goto(`${event}/photos`);
    await page.locator(".photos a").first().click();
    await page.locator(".viewer-picture img").last().waitFor();
    await bothSchemes(page, locale);
  });

  test(`pages after a scan, in ${locale}`, async ({ visit, party }) => {
    const mine = `/e/${party.code}/mine`;
    const her = woman()[0].face.embedding;
    const context = await visit({ ...PHONE, locale });
    await scanByRequest(context.request, party.code, [her]);
    const page = await context.newPage();
    await check(page, [`/e/${party.code}`, mine, `${mine}?show=me`, `${mine}?show=others`], locale);
    for (const fold of await page.locator("details.fold:not([open])").all()) await fold.locator("summary").click();
    await bothSchemes(page, locale);
    const maybe = await visit({ ...PHONE, locale });
    await scanByRequest(maybe.request, party.code, [unsureLook(her)]);
    await check(await maybe.newPage(), [`${mine}?show=maybe`], locale);
    const nobody = await visit({ ...PHONE, locale });
    await scanByRequest(nobody.request, party.code, [her.map((value) => -value)]);
    await check(await nobody.newPage(), [mine], locale);
  });

  test(`pages of an organizer, in ${locale}`, async ({ visit }) => {
    const context = await visit({ ...PHONE, locale });
    await becomeOrganizer(context.request, somebody(`Reached by all ${locale}`));
    const page = await context.newPage();
    await check(page, ["/admin", "/admin/events/new", "/admin/logout"], locale);
    const event = await createEvent(context.request, "City Run 2026");
    const home = `/admin/events/${event.id}`;
    await check(page, [home, `/e/${event.code}`, `/e/${event.code}/photos`], locale);
    await fillEvent(context.request, event, [...PARTY.slice(0, 1), ...SINGLES.slice(0, 1)]);
    await check(page, ["/admin", home, `${home}/share`], locale);
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
