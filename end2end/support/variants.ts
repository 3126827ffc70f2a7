// Many photos out of few: the demo pictures with other edges, in other lights and sizes, as a browser draws them.

import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { facesOf, PARTY, pathOf, SINGLES } from "./photos.ts";
import { VARIANTS } from "./places.ts";

/** Any address will do: nothing leaves the browser for it. */
const STUDIO = "http://darkroom.invalid";
/** JPEG's, from 0 to 1. */
const QUALITY = 0.9;
/** Most of a picture's width or height that is cut off on one side. */
const CUT = 0.12;

/** A photo that was made of a demo picture. */
export interface Variant {
  /** The name of its file: the demo picture's with a number. */
  name: string;
  /** The demo picture it was made of. */
  of: string;
  path: string;
  bytes: number;
}

/** How a picture is drawn anew. */
interface Print {
  /** Which part of it, in its pixels. */
  part: { x: number; y: number; width: number; height: number };
  scale: number;
  exposure: number;
}

/** So many photos, all different, in files of their own. */
export async function makeVariants(browser: Browser, count: number): Promise<Variant[]> {
  await rm(VARIANTS, { recursive: true, force: true });
  await mkdir(VARIANTS, { recursive: true });
  const page = await browser.newPage();
  try {
    await page.route(`${STUDIO}/**`, (route) => {
      const photo = new URL(route.request().url()).pathname.slice(1);
      return photo ? route.fulfill({ path: pathOf(photo) }) : route.fulfill({ contentType: "text/html", body: "<!doctype html>" });
    });
    await page.goto(STUDIO);
    return await printAll(page, count);
  } finally {
    await page.close();
  }
}

async function printAll(page: Page, count: number): Promise<Variant[]> {
  const pictures = [...PARTY, ...SINGLES];
  const variants: Variant[] = [];
  const seen = new Set<string>();
  for (let n = 0; n < count; n++) {
    const of = pictures[n % pictures.length] ?? "";
    const round = Math.floor(n / pictures.length);
    const size = await page.evaluate(measure, `${STUDIO}/${of}`);
    const print = printOf(of, round, size);
    const base64 = await page.evaluate(draw, { ...print, url: `${STUDIO}/${of}`, quality: QUALITY });
    const content = Buffer.from(base64, "base64");
    const name = nameOf(of, round);
    const path = join(VARIANTS, name);
    await writeFile(path, content);
    seen.add(createHash("sha256").update(content).digest("hex"));
    variants.push({ name, of, path, bytes: content.length });
  }
  // The server keeps one of two equal files.
  if (seen.size < count) throw new Error(`of ${count} variants only ${seen.size} are different`);
  return variants;
}

function nameOf(of: string, round: number): string {
  return of.replace(/\.jpg$/, `-${String(round + 1).padStart(2, "0")}.jpg`);
}

/** Which photo somebody took: that of the party, whatever was made of it. */
export function sceneOf(name: string): string {
  return name.replace(/[-.].*$/, "");
}

/** Nobody's face is cut: who is in the demo picture is in what was made of it. */
function printOf(of: string, round: number, { width, height }: { width: number; height: number }): Print {
  const boxes = facesOf(of).map((face) => face.box);
  const room = (nearest: number, of: number) => Math.min(Math.max(nearest, 0), CUT * of);
  const [left, top, right, bottom] = [
    room(Math.min(...boxes.map(([x, , w]) => x - w / 2)), width),
    room(Math.min(...boxes.map(([, y, , h]) => y - h / 2)), height),
    room(Math.min(...boxes.map(([x, , w]) => width - x - 1.5 * w)), width),
    room(Math.min(...boxes.map(([, y, , h]) => height - y - 1.5 * h)), height),
  ].map((most, side) => Math.round(between(0, most, round, STEPS[side] ?? 0))) as [number, number, number, number];
  // What is a crop already is small, and bright or dim.
  const alone = SINGLES.includes(of);
  return {
    part: { x: left, y: top, width: width - left - right, height: height - top - bottom },
    scale: alone ? between(0.9, 1.1, round, 0.382) : between(0.6, 1, round, 0.382),
    exposure: alone ? between(0.9, 1.1, round, 0.618) : between(0.75, 1.25, round, 0.618),
  };
}

/** No two of them make a whole together, so that edges, sizes and lights mix anew in each round. */
const STEPS = [0.755, 0.57, 0.82, 0.671];

/** Numbers that fill a stretch evenly, however many there are; the first lies in the middle. */
function between(low: number, high: number, round: number, step: number): number {
  return low + (high - low) * ((0.5 + round * step) % 1);
}

// What follows runs in the page.

async function measure(url: string): Promise<{ width: number; height: number }> {
  const { width, height } = await createImageBitmap(await (await fetch(url)).blob());
  return { width, height };
}

/** The picture as JPEG, in base64. */
async function draw({ url, part, scale, exposure, quality }: Print & { url: string; quality: number }): Promise<string> {
  const picture = await createImageBitmap(await (await fetch(url)).blob());
  const [width, height] = [Math.round(part.width * scale), Math.round(part.height * scale)];
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("this browser draws nothing");
  context.imageSmoothingQuality = "high";
  context.filter = `brightness(${exposure})`;
  context.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, width, height);
  return canvas.toDataURL("image/jpeg", quality).split(",")[1] ?? "";
}
