// The wire: a proxy between one visit's browser and everything else. It sees every byte that leaves, whoever in the
// browser sends it: page, worker, beacon, picture, socket. It tells what it saw and changes nothing on its way out; on
// the way in it changes one script, when a test asks for that.

import { createServer, type IncomingMessage, request as forward, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Sent } from "./sent.ts";

export interface Wire {
  /** For a browser context's `proxy`. */
  proxy: { server: string };
  /** What has left so far. */
  sent: Sent[];
  close(): Promise<void>;
}

/** A script of the site that arrives with something before it. */
export interface Altered {
  /** How its address ends. */
  script: string;
  /** What is put before it. */
  code: string;
}

export async function openWire(altered?: Altered): Promise<Wire> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => void pass(request, response, sent, altered));
  // What asks for a tunnel is a socket or another site over TLS. PicMe has neither: it is told, and refused.
  server.on("connect", (request, socket) => {
    sent.push({ seen: "wire", kind: "tunnel", method: "CONNECT", url: `tunnel://${request.url}`, body: Buffer.alloc(0), head: headOf(request) });
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { proxy: { server: `http://127.0.0.1:${port}` }, sent, close };
}

async function pass(request: IncomingMessage, response: ServerResponse, sent: Sent[], altered?: Altered): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  const url = request.url ?? "";
  sent.push({ seen: "wire", kind: "request", method: request.method ?? "", url, body, head: headOf(request) });
  const before = altered && url.endsWith(altered.script) ? altered.code : null;
  const headers = before === null ? request.headers : { ...request.headers, "accept-encoding": "identity" };
  const onward = forward(url, { method: request.method, headers }, (answer) => {
    const length = Number(answer.headers["content-length"]) + Buffer.byteLength(before ?? "");
    const changed = before === null ? {} : { "content-length": length };
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...changed });
    if (before !== null) response.write(before);
    answer.pipe(response);
  });
  // A site that is not there: the browser is told so, as without a proxy.
  onward.on("error", () => response.writeHead(502).end());
  onward.end(body);
}

/** Bytes of the request line and the headers. */
function headOf(request: IncomingMessage): number {
  return (request.url ?? "").length + request.rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
}
