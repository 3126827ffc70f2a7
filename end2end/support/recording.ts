// Everything that one visit sends, from two witnesses: the browser's own word (DevTools, which Playwright attaches to
// pages and workers alike) and the wire outside of it.

import type { BrowserContext, Page, Request } from "@playwright/test";
import type { Sent } from "./sent.ts";
import type { Wire } from "./wire.ts";

export interface Recording {
  /** What both witnesses saw, from now on. */
  sent(): Sent[];
  /** The scripts of all workers that were started. */
  workers: string[];
  /** The answer to the request for leave to scan: what the vectors are to be sent with. */
  offer(): Promise<Offer>;
}

export interface Offer {
  event_id: string;
  nonce: string;
  model_id: string;
}

/** Records a page's visit from here on. */
export async function record(context: BrowserContext, page: Page, wire: Wire): Promise<Recording> {
  const seen: Sent[] = [];
  const workers: string[] = [];
  let answered = (_: Offer) => {};
  const offer = new Promise<Offer>((resolve) => (answered = resolve));
  const before = wire.sent.length;

  context.on("request", (request) => seen.push(inBrowser(request)));
  context.on("response", async (response) => {
    if (/\/api\/events\/\w+\/scan$/.test(response.url()) && response.ok()) answered(await response.json());
  });
  context.on("serviceworker", (worker) => workers.push(worker.url()));
  page.on("worker", (worker) => workers.push(worker.url()));
  page.on("websocket", (socket) => seen.push(link("socket", "SOCKET", socket.url())));
  // Connections between browsers are in no list of requests, and no policy of a page closes them.
  await context.exposeBinding("recordPeer", (_, what: string) => seen.push(link("peer", "PEER", what)));
  await context.addInitScript(watchPeers);
  return { sent: () => [...seen, ...wire.sent.slice(before)], workers, offer: () => offer };
}

function inBrowser(request: Request): Sent {
  const body = request.postDataBuffer();
  const hidden = body === null && !["GET", "HEAD"].includes(request.method());
  const { kind, method, url } = { kind: "request" as const, method: request.method(), url: request.url() };
  return { seen: "browser", kind, method, url, body: hidden ? null : (body ?? Buffer.alloc(0)), head: 0 };
}

function link(kind: Sent["kind"], method: string, url: string): Sent {
  return { seen: "browser", kind, method, url, body: Buffer.alloc(0), head: 0 };
}

/** Runs in every page before its own scripts: tells of each connection that is opened past HTTP. */
function watchPeers(): void {
  const scope = window as unknown as Record<string, unknown> & { recordPeer(what: string): void };
  for (const name of ["RTCPeerConnection", "WebTransport"]) {
    const Original = scope[name] as (new (...all: unknown[]) => object) | undefined;
    if (!Original) continue;
    scope[name] = new Proxy(Original, {
      construct(target, given) {
        scope.recordPeer(name);
        return new target(...given);
      },
    });
  }
}
