// Languages: the browser's is spoken, another can be chosen on every page, with WASM and without, and Arabic goes from
// right to left, its arrow keys too.

import type { Page } from "@playwright/test";
import arabic from "../../app/locales/ar/common.json" with { type: "json" };
import arabicHome from "../../app/locales/ar/home.json" with { type: "json" };
import german from "../../app/locales/de/common.json" with { type: "json" };
import germanHome from "../../app/locales/de/home.json" with { type: "json" };
import { PHONE } from "../support/guest.ts";
import { expect, test } from "../support/test.ts";
import { fill, gallery, home } from "../support/words.ts";

const html = (page: Page) => page.locator("html");
const choose = (page: Page, language: string) => page.getByRole("button", { name: language, exact: true }).click();

for (const javaScriptEnabled of [true, false]) {
  test(`a language is chosen ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ visit, party }) => {
    const context = await visit({ ...PHONE, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto("/");
    await expect(page.getByRole("heading", { name: home.title })).toBeVisible();
    await choose(page, german.language.own_name);
    await expect(page.getByRole("heading", { name: germanHome.title })).toBeVisible();
    await expect(html(page)).toHaveAttribute("lang", "de");
    const photos = `/e/${party.code}/photos?page=1`;
    await page.goto(photos);
    await choose(page, arabic.language.own_name);
    await expect(page).toHaveURL(new RegExp(`${photos.replace("?", "\\?")}$`));
    await expect(html(page)).toHaveAttribute("dir", "rtl");
    // It stays chosen.
    await page.goto("/");
    await expect(page.getByRole("heading", { name: arabicHome.title })).toBeVisible();
    await expect(page.getByRole("button", { name: arabic.language.own_name })).toHaveAttribute("aria-current", "true");
  });
}

test("the browser's language is spoken, also after the page has come alive", async ({ visit }) => {
  const context = await visit({ ...PHONE, locale: "ar-EG" });
  const page = await context.newPage();
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await expect(html(page)).toHaveAttribute("lang", "ar");
  await expect(html(page)).toHaveAttribute("dir", "rtl");
  await expect(page.getByRole("heading", { name: arabicHome.title })).toBeVisible();
});

test("what comes next lies on the left in Arabic", async ({ visit, party }) => {
  for (const [locale, next, previous] of [["en", "ArrowRight", "ArrowLeft"], ["ar", "ArrowLeft", "ArrowRight"]] as const) {
    const context = await visit({ ...PHONE, locale });
    const page = await context.newPage();
    await page.goto(`/e/${party.code}/photos`);
    await page.waitForLoadState("networkidle");
    await page.locator(".photos a").first().click();
    const place = page.locator(".viewer-place");
    const at = (n: number) => new RegExp(`^${fill(gallery.viewer.place, { n, total: "\\d+" })}$`);
    await expect(place).toHaveText(at(1));
    await page.keyboard.press(next);
    await expect(place).toHaveText(at(2));
    await page.keyboard.press(previous);
    await expect(place).toHaveText(at(1));
    const side = await page.locator(".viewer-next").evaluate((link) => link.getBoundingClientRect().left < innerWidth / 2);
    expect(side, "on the left").toBe(locale === "ar");
  }
});
