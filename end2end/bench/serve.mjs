// A server on localhost that hands out each engine's files compressed, as their deployments would, and counts bytes.

import { createReadStream } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const TYPES = {
  ".css": "text/css", ".html": "text/html", ".jpg": "image/jpeg", ".js": "text/javascript", ".json": "application/json",
  ".mjs": "text/javascript", ".wasm": "application/wasm",
};

/** Where each part of the address space lies. */
const folders = (root) => ({
  "/": join(root, "end2end/bench/page"),
  "/site/": join(root, "target/site"),
  "/demo/": join(root, "models/weights/out/demo"),
  "/face-api/": join(root, "models/weights/node_modules/@vladmandic/face-api"),
  "/tfjs-wasm/": join(root, "end2end/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist"),
  "/ort/": join(root, "end2end/bench/node_modules/onnxruntime-web/dist"),
});

/** The file with brotli's best: as it ships, or kept in `cache` from one run to the next. */
async function compressed(file, cache) {
  const shipped = await readFile(`${file}.br`).catch(() => null);
  if (shipped) return shipped;
  const bytes = await readFile(file);
  const kept = join(cache, createHash("sha256").update(bytes).digest("hex"));
  const ready = await readFile(kept).catch(() => null);
  if (ready) return ready;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const small = await promisify(brotliCompress)(bytes, { params });
  await mkdir(cache, { recursive: true });
  await writeFile(kept, small);
  return small;
}

/** The mean faces that the pipeline aligns to, out of the engine's own source. */
async function shapes(root) {
  const source = await readFile(join(root, "models/faces/src/shapes.rs"), "utf8");
  const points = (name) => {
    const list = source.split(`${name}:`)[1].split("= [")[1].split("];")[0];
    return [...list.matchAll(/\[([\d.]+), ([\d.]+)\]/g)].map(([, x, y]) => [Number(x), Number(y)]);
  };
  return JSON.stringify({ mean: points("MEAN_FACE"), landmarks: points("LANDMARKS_112") });
}

export async function serve(root) {
  const cache = join(root, "target/bench-cache");
  const parts = Object.entries(folders(root)).sort(([a], [b]) => b.length - a.length);
  const memory = new Map();
  let sent = 0;

  const find = (path) => {
    const [start, folder] = parts.find(([start]) => path.startsWith(start));
    return join(folder, normalize(`/${path.slice(start.length) || "index.html"}`));
  };
  const body = async (file) => {
    if (!memory.has(file)) memory.set(file, await compressed(file, cache));
    return memory.get(file);
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = find(pathname);
    const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "max-age=3600" };
    try {
      if (pathname === "/shapes.json") {
        response.writeHead(200, headers).end(await shapes(root));
      } else if (pathname.startsWith("/demo/")) {
        // The selfie comes from the camera; it is not part of what an engine loads.
        await stat(file);
        createReadStream(file).pipe(response.writeHead(200, headers));
      } else {
        const bytes = await body(file);
        sent += bytes.length;
        response.writeHead(200, { ...headers, "content-encoding": "br", "content-length": bytes.length }).end(bytes);
      }
    } catch (error) {
      if (pathname !== "/favicon.ico") console.error(`${pathname}: ${error.message}`);
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://localhost:${server.address().port}`,
    sent: () => sent,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
