// What waits in the server's outbox: letters, and the codes in them.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";

/** The texts of all letters to an address, oldest first: their files are named in the order of time. */
export async function letters(data: string, to: string): Promise<string[]> {
  const outbox = join(data, "outbox");
  // The folder is made with the first letter.
  const names = await readdir(outbox).catch(() => [] as string[]);
  const found: string[] = [];
  // A file whose name begins with a dot is still being written.
  for (const name of names.filter((name) => name.endsWith(".eml") && !name.startsWith(".")).sort()) {
    const [head = "", ...body] = (await readFile(join(outbox, name), "utf8")).replaceAll("\r\n", "\n").split("\n\n");
    const recipient = /^To: <?([^<>\n]+?)>?$/im.exec(head)?.[1];
    if (recipient === to) found.push(body.join("\n\n"));
  }
  return found;
}

/** Waits until there are more letters to an address than `seen`: a letter leaves after the answer it belongs to. The code of the newest. */
export async function newestCode(data: string, to: string, seen = 0): Promise<string> {
  const count = async () => (await letters(data, to)).length;
  await expect.poll(count, { message: `a letter to ${to} arrives`, timeout: 20_000 }).toBeGreaterThan(seen);
  const code = /^\s*(\d{6})\s*$/m.exec((await letters(data, to)).at(-1) ?? "")?.[1];
  if (!code) throw new Error(`no code in the newest letter to ${to}`);
  return code;
}
