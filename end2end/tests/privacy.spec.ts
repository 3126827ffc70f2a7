// Privacy: what leaves the browser during a scan, held against an exact list.

import { type Allowance, violations } from "../support/allowed.ts";
import { arrive, PHONE, scanByRequest, startCamera } from "../support/guest.ts";
import { woman } from "../support/photos.ts";
import { record } from "../support/recording.ts";
import { expect, test } from "../support/test.ts";
import { openWire } from "../support/wire.ts";
import { gallery } from "../support/words.ts";

test("a scan with the camera sends vectors and nothing else", async ({ visit, camera, party, server }) => {
  await camera.show(woman()[0]);
  const wire = await openWire();
  const context = await visit({ ...PHONE, proxy: wire.proxy });
  const page = await context.newPage();
  const recording = await record(context, page, wire);

  await page.goto(`/e/${party.code}/scan`);
  await startCamera(page);
  await arrive(page, party.code);
  await expect(page.locator(".photos img")).not.toHaveCount(0);
  await page.waitForLoadState("networkidle");

  const face = woman()[0].face.embedding;
  const allowance: Allowance = { origin: server.url, code: party.code, offer: await recording.offer(), face, photos: 6 };
  const sent = recording.sent();
  expect(violations(sent, allowance)).toEqual([]);
  expect(recording.workers.map((url) => new URL(url).pathname)).toEqual([expect.stringMatching(/\/scanner\/worker\.js$/)]);

  for (const witness of ["browser", "wire"]) {
    const scans = sent.filter((one) => one.seen === witness && one.method === "POST" && one.url.endsWith("/recognize"));
    expect(scans, witness).toHaveLength(1);
    const body = scans[0]?.body?.toString("utf8") ?? "";
    expect(JSON.parse(body).frames, "three looks").toHaveLength(3);
    await test.step("the receipt tells the bytes that were sent", () => receipt(page, body.length));
  }
  await wire.close();

  async function receipt(on: typeof page, bytes: number): Promise<void> {
    const told = await on.evaluate(() => JSON.parse(sessionStorage.getItem("picme.receipt") ?? "{}"));
    expect(told).toMatchObject({ bytes, frames: 3 });
    const fold = on.locator("details.receipt");
    if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
    await expect(fold.getByText(gallery.receipt.sent, { exact: true })).toBeVisible();
  }
});

test("the server refuses what is no scan", async ({ visit, party }) => {
  const { request } = await visit();
  const frame = woman()[0].face.embedding;
  const offer = async () => {
    const { event_id, nonce, model_id } = await (await request.get(`/api/events/${party.code}/scan`)).json();
    return { event_id, nonce, model_id, consent: true, frames: [frame] };
  };
  const refusal = async (changed: object) => {
    const answer = await request.post("/recognize", { data: { ...(await offer()), ...changed } });
    return [answer.status(), (await answer.json()).code];
  };

  expect(await refusal({ thumbnail: "A".repeat(2_048) }), "a field too many").toEqual([400, "bad_request"]);
  expect(await refusal({ thumbnail: "A".repeat(70_000) }), "a body too large").toEqual([413, "too_large"]);
  expect(await refusal({ consent: false })).toEqual([422, "consent_required"]);
  expect(await refusal({ frames: [frame.slice(1)] }), "127 numbers").toEqual([422, "invalid_frames"]);
  expect((await request.get(`/api/events/${party.code}/my-photos`)).status(), "none of it opened anything").toBe(403);
  await scanByRequest(request, party.code, [frame]);
});

