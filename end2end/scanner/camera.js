// Makes the film that Chromium plays as its camera (`--use-file-for-fake-video-capture=FILE.y4m`) out of a still
// picture: the face drifts, nears and tilts a little, so that no two frames are alike. The browser itself draws it;
// nothing else that can decode a JPEG is needed.
import { writeFile } from "node:fs/promises";

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 48;

/**
 * @param page any page of the origin that serves the picture
 * @param url address of the picture
 * @param face what the camera sees: `{ x, y, side }`, a square in the picture's pixels, centred on a face and about
 *   two and a half times as wide; without it the whole picture, as far as it fits
 * @param path the .y4m file to write
 */
export async function film(page, url, face, path) {
  const parts = await page.evaluate(draw, { url, face, width: WIDTH, height: HEIGHT, frames: FRAMES });
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F20:1 Ip A1:1 C420jpeg\n`);
  const frames = parts.flatMap((part) => [Buffer.from("FRAME\n"), Buffer.from(part, "base64")]);
  await writeFile(path, Buffer.concat([header, ...frames]));
}

// Runs in the page: every frame as limited-range BT.601 4:2:0, base64.
async function draw({ url, face, width, height, frames }) {
  const picture = await createImageBitmap(await (await fetch(url)).blob(), { imageOrientation: "from-image" });
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  context.imageSmoothingQuality = "high";
  const seen = face ?? { x: 0, y: (picture.height - picture.width) / 2, side: picture.width };

  const still = (frame) => {
    const turn = (2 * Math.PI * frame) / frames;
    context.fillStyle = "#777";
    context.fillRect(0, 0, width, height);
    context.save();
    context.translate(width / 2 + 12 * Math.sin(turn), height / 2 + 6 * Math.sin(2 * turn));
    context.rotate(0.05 * Math.sin(turn + 1));
    // Narrower by a little, as a head that turns is.
    const scale = (height / seen.side) * (1 + 0.04 * Math.cos(turn));
    context.scale(scale * (1 - 0.06 * Math.abs(Math.sin(turn))), scale);
    context.drawImage(picture, -seen.x - seen.side / 2, -seen.y - seen.side / 2);
    context.restore();
    return context.getImageData(0, 0, width, height).data;
  };

  const yuv = (rgba) => {
    const out = new Uint8Array(width * height * 1.5);
    const [u, v] = [width * height, width * height * 1.25];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const from = 4 * (y * width + x);
        const [r, g, b] = [rgba[from], rgba[from + 1], rgba[from + 2]];
        out[y * width + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b + 0.5;
        if (x % 2 || y % 2) continue;
        const at = (y / 2) * (width / 2) + x / 2;
        out[u + at] = 128 - 0.148 * r - 0.291 * g + 0.439 * b + 0.5;
        out[v + at] = 128 + 0.439 * r - 0.368 * g - 0.071 * b + 0.5;
      }
    }
    return out;
  };

  const base64 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  return Array.from({ length: frames }, (_, frame) => base64(yuv(still(frame))));
}
