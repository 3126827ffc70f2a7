// The tests' fixtures: one server and one camera a worker, an event that is ready, guests with phones.

import { test as base, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { join } from "node:path";
import { Camera } from "./camera.ts";
import { PHONE } from "./guest.ts";
import { becomeOrganizer, createEvent, fillEvent, type PartyEvent, somebody } from "./organizer.ts";
import { PARTY, SINGLES } from "./photos.ts";
import { FILMS } from "./places.ts";
import { type Server, startServer } from "./server.ts";

export { expect } from "@playwright/test";

/** What a page must never say, whatever it is opened for. */
const COMPLAINTS = /Content Security Policy|hydrat|panicked|unreachable|RuntimeError/i;

interface ForTest {
  /** Opens a visit: a browser context with cookies of its own. Every page in it is listened to for complaints. */
  visit: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Complaints of pages so far; the test fails when one is left. Take out what is expected. */
  complaints: string[];
}

interface ForWorker {
  server: Server;
  camera: Camera;
  /** An event with the party photos and the single-person pictures, all ready. */
  party: PartyEvent;
}

export const test = base.extend<ForTest, ForWorker>({
  launchOptions: [
    async ({ launchOptions }, use, { parallelIndex }) => {
      const film = `--use-file-for-fake-video-capture=${cameraFile(parallelIndex)}`;
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), film] });
    },
    { scope: "worker" },
  ],

  server: [
    async ({}, use, { workerIndex }) => {
      const server = await startServer(`server-${workerIndex}`);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],

  camera: [
    async ({ browser }, use, { parallelIndex }) => use(new Camera(cameraFile(parallelIndex), browser)),
    { scope: "worker" },
  ],

  party: [
    async ({ server, playwright }, use) => {
      const request = await playwright.request.newContext({ baseURL: server.url });
      await becomeOrganizer(request, somebody("Party hosts"), server.data);
      const event = await createEvent(request, "The garden party");
      await fillEvent(request, event, [...PARTY, ...SINGLES]);
      await request.dispose();
      await use(event);
    },
    { scope: "worker", timeout: 300_000 },
  ],

  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    if (complaints.length > 0) throw new Error(`pages complained:\n${complaints.join("\n")}`);
  },

  visit: async ({ browser, server, complaints }, use) => {
    const open: BrowserContext[] = [];
    await use(async (options = PHONE) => {
      const context = await browser.newContext({ baseURL: server.url, ...options });
      context.on("page", (page) => listen(page, complaints));
      open.push(context);
      return context;
    });
    for (const context of open) await context.close();
  },
});

function cameraFile(worker: number): string {
  return join(FILMS, `camera-${worker}.y4m`);
}

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    if (COMPLAINTS.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
  });
}
