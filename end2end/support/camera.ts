// The camera: a film of somebody's face, which moves, scales and turns a little, in the file that Chromium plays.

import { copyFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "@playwright/test";
import { film } from "../scanner/camera.js";
import { pathOf, type Seen } from "./photos.ts";
import { FILMS } from "./places.ts";

/** Any address will do: nothing leaves the browser for it. */
const STUDIO = "http://films.invalid";
/** What the camera sees is so many times as wide as the face. */
const VIEW = 2.5;

export class Camera {
  constructor(
    /** What `--use-file-for-fake-video-capture` names: read anew at every `getUserMedia`. */
    readonly file: string,
    private readonly browser: Browser,
    private readonly films: Map<string, string> = new Map(),
  ) {}

  /** From now on the camera shows this person. */
  async show(person: Seen): Promise<void> {
    const made = this.films.get(person.photo) ?? (await this.make(person));
    this.films.set(person.photo, made);
    // Renamed into place, so that the browser never reads half a film.
    await copyFile(made, `${this.file}.new`);
    await rename(`${this.file}.new`, this.file);
  }

  /** From now on there is no camera. */
  async unplug(): Promise<void> {
    await rm(this.file, { force: true });
  }

  private async make({ photo, face }: Seen): Promise<string> {
    const [x, y, width, height] = face.box;
    const side = width * VIEW;
    const seen = { x: x + width / 2 - side / 2, y: y + height / 2 - side / 2, side };
    const path = join(FILMS, `${photo}.y4m`);
    const page = await this.browser.newPage();
    try {
      await page.route(`${STUDIO}/**`, (route) =>
        route.request().url().endsWith(photo)
          ? route.fulfill({ path: pathOf(photo) })
          : route.fulfill({ contentType: "text/html", body: "<!doctype html>" }),
      );
      await page.goto(STUDIO);
      await film(page, `${STUDIO}/${photo}`, seen, path);
    } finally {
      await page.close();
    }
    return path;
  }
}
