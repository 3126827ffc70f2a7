// Without JavaScript: every page opens and can be read, and every form works by plain submission.

import type { BrowserContext, Page } from "@playwright/test";
import { myPhotos, PHONE, scanByRequest, unsureLook } from "../support/guest.ts";
import { adminPhotos, somebody } from "../support/organizer.ts";
import { pathOf, woman } from "../support/photos.ts";
import { createEventOnPage, NOT_A_PHOTO, registerAndSignIn } from "../support/story.ts";
import { expect, test } from "../support/test.ts";
import { account, common, events, fill, gallery, home, landing, problems, scan, upload } from "../support/words.ts";

const PLAIN = { javaScriptEnabled: false };
const PLAIN_PHONE = { ...PHONE, ...PLAIN };

test("an organizer's forms work by plain submission", async ({ visit, server }) => {
  const context = await visit(PLAIN);
  const page = await context.newPage();

  await test.step("not signed in: every page of theirs leads to the sign-in", async () => {
    for (const path of ["/admin", "/admin/events/new"]) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/admin\/login\?first$/);
      await expect(page.getByText(account.sign_in.first)).toBeVisible();
    }
  });
  await test.step("a wrong password comes back to the form", async () => {
    await page.getByLabel(account.sign_in.email).fill("nobody@example.org");
    await page.getByLabel(account.sign_in.password).fill("not the password");
    await page.getByRole("button", { name: account.sign_in.submit }).click();
    await expect(page.getByText(problems.codes.wrong_credentials)).toBeVisible();
    await expect(page.getByLabel(account.sign_in.email)).toBeVisible();
  });
  await test.step("register, sign in", () => registerAndSignIn(page, somebody("Plain hosts"), server.data));
  const event = await test.step("create an event", () => createEventOnPage(page, "Plain & simple"));
  await test.step("upload", async () => {
    await page.locator("#photos").setInputFiles([pathOf("sample1-person1-dim.jpg"), pathOf("sample5-person1-bright.jpg")]);
    const answer = page.waitForResponse((response) => response.url().endsWith(`/api/upload_photos/${event}`));
    await page.getByRole("button", { name: upload.submit }).click();
    expect((await answer).status()).toBe(303);
    await expect(page.getByText(fill(upload.plain_stored, { n: 2 }))).toBeVisible();
  });
  await test.step("upload what is no photo", async () => {
    await page.locator("#photos").setInputFiles(NOT_A_PHOTO);
    await page.getByRole("button", { name: upload.submit }).click();
    await expect(page.getByText(fill(upload.plain_refused_one, { n: 1 }))).toBeVisible();
    await expect(page.getByText(problems.files.unsupported_format)).toBeVisible();
  });
  await test.step("the photos appear when they are ready", () => photosAppear(context, page, event, 2));
  await test.step("delete one", async () => {
    const card = page.locator(".photo-card", { hasText: "sample5-person1-bright.jpg" });
    await card.locator("summary").click();
    await card.getByRole("button", { name: events.photos.delete_confirm }).click();
    await expect(page).toHaveURL(new RegExp(`/admin/events/${event}$`));
    await expect(page.locator(".photo-card")).toHaveCount(1);
  });
  await test.step("share", async () => {
    await page.getByRole("link", { name: events.tabs.share, exact: true }).click();
    await expect(page.locator("img.qr")).toBeVisible();
    await expect(page.getByLabel(events.share.link)).toHaveValue(/\/e\/[0-9a-z]{10}$/);
  });
  await test.step("sign out", async () => {
    await page.getByRole("link", { name: common.sign_out }).click();
    await page.getByRole("button", { name: account.sign_out.submit }).click();
    await page.goto("/admin");
    await expect(page).toHaveURL(/\/admin\/login\?first$/);
  });
});

test("a guest reads every page", async ({ visit, party }) => {
  const page = await (await visit(PLAIN_PHONE)).newPage();

  await test.step("home, and the code on the poster", async () => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: home.title })).toBeVisible();
    await page.getByLabel(home.guest.label).fill(party.code);
    await page.getByRole("button", { name: home.guest.open }).click();
    await expect(page).toHaveURL(new RegExp(`/e/${party.code}$`));
  });
  await test.step("landing", async () => {
    await expect(page.getByRole("heading", { level: 1, name: party.name })).toBeVisible();
    await expect(page.getByText(landing.privacy_line)).toBeVisible();
    await expect(page.getByRole("link", { name: landing.find })).toBeVisible();
  });
  await test.step("group photos, and one of them large", async () => {
    await page.getByRole("link", { name: fill(landing.group, { n: 6 }) }).click();
    await expect(page.locator(".photos img")).toHaveCount(6);
    await page.locator(".photos a").first().click();
    const large = page.locator(".viewer-picture img").last();
    await expect(large).toBeVisible();
    await expect(large).toHaveAttribute("src", /public-view$/);
    await page.getByRole("link", { name: gallery.viewer.next }).click();
    await expect(page.locator(".viewer-place")).toHaveText(fill(gallery.viewer.place, { n: 2, total: 6 }));
    await page.getByRole("link", { name: gallery.viewer.close }).click();
    await expect(page).toHaveURL(new RegExp(`/e/${party.code}/photos`));
  });
  await test.step("the scan says what is missing, and what there is without it", async () => {
    await page.goto(`/e/${party.code}/scan`);
    // Text in a noscript element is not found by its words; where it stands, it is.
    const notice = page.locator("noscript .notice");
    await expect(notice).toBeVisible();
    await expect(notice).toContainText(scan.no_script);
    await expect(page.locator("main").getByRole("button")).toHaveCount(0);
    await notice.locator("a").click();
    await expect(page).toHaveURL(new RegExp(`/e/${party.code}/photos$`));
  });
  await test.step("no scan: their photos ask for one", async () => {
    const answer = await page.goto(`/e/${party.code}/mine`);
    expect(answer?.status()).toBe(403);
    await expect(page.getByRole("heading", { name: gallery.scan_first.title })).toBeVisible();
  });
  await test.step("a wrong code, a wrong address", async () => {
    expect((await page.goto("/e/0000000000"))?.status()).toBe(404);
    await expect(page.getByText(problems.codes.event_not_found)).toBeVisible();
    expect((await page.goto("/nowhere"))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: common.not_found.title })).toBeVisible();
  });
  await test.step("what is kept", async () => {
    await page.getByRole("link", { name: common.privacy }).click();
    await expect(page).toHaveURL(/\/privacy$/);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});

test("what a scan opened can be answered and forgotten by plain forms", async ({ visit, party }) => {
  const context = await visit(PLAIN_PHONE);
  const page = await context.newPage();
  await scanByRequest(context.request, party.code, [unsureLook(woman()[0].face.embedding)]);
  const { items, maybe } = await myPhotos(context.request, party.code);
  expect(maybe.length, "faces to be answered").toBeGreaterThanOrEqual(2);

  await page.goto(`/e/${party.code}/mine?show=maybe`);
  const faces = page.locator(".maybe-face");
  await expect(faces).toHaveCount(maybe.length);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await faces.first().getByRole("button", { name: gallery.maybe.yes }).click();
  await answered;
  // A yes speaks for other faces: what it is sure of opens, what it finds beyond that is asked.
  const after = await myPhotos(context.request, party.code);
  expect(after.items.length).toBeGreaterThan(items.length);
  await expect(faces).toHaveCount(after.maybe.length);
  expect(after.maybe.length, "one more to answer").toBeGreaterThanOrEqual(1);
  await faces.first().getByRole("button", { name: gallery.maybe.no, exact: true }).click();
  await expect(faces).toHaveCount(after.maybe.length - 1);
  expect((await myPhotos(context.request, party.code)).items).toHaveLength(after.items.length);

  await page.goto(`/e/${party.code}/mine`);
  await page.locator("summary", { hasText: gallery.forget.title }).click();
  await page.getByRole("button", { name: gallery.forget.confirm }).click();
  await expect(page.getByText(landing.forgotten)).toBeVisible();
  expect((await context.request.get(`/api/events/${party.code}/my-photos`)).status()).toBe(403);
});

async function photosAppear(context: BrowserContext, page: Page, event: string, count: number): Promise<void> {
  const ready = async () => (await adminPhotos(context.request, event)).filter((photo) => photo.state === "ready").length;
  await expect.poll(ready, { timeout: 120_000 }).toBe(count);
  await page.goto(`/admin/events/${event}`);
  await expect(page.locator(".photo-card img")).toHaveCount(count);
}
