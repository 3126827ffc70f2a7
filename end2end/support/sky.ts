// A picture that anybody's phone may hold, and no face in it.

import type { Page } from "@playwright/test";

/** For a file field. The page's browser draws it. */
export async function sky(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 600 });
    const context = canvas.getContext("2d");
    if (!context) return "";
    const blue = context.createLinearGradient(0, 0, 0, 600);
    blue.addColorStop(0, "#4a83c4");
    blue.addColorStop(1, "#cfe3f4");
    context.fillStyle = blue;
    context.fillRect(0, 0, 800, 600);
    return canvas.toDataURL("image/png");
  });
  return { name: "sky.png", mimeType: "image/png", buffer: Buffer.from(url.split(",")[1] ?? "", "base64") };
}
