// The real program, on a port of its own, with a data folder and a database of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freshDatabase } from "./database.ts";
import { ARTIFACTS, PICME } from "./places.ts";

export interface Server {
  /** `http://localhost:PORT`, as the program prints it. */
  url: string;
  /** The data folder: its `outbox` holds the letters. */
  data: string;
  stop(): Promise<void>;
}

/** Starts `picme serve`. Its log goes to `artifacts/logs/{name}.log`. */
export async function startServer(name: string): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), "picme-end2end-"));
  await mkdir(join(ARTIFACTS, "logs"), { recursive: true });
  const database = await freshDatabase();
  const child = spawn(PICME, ["serve", "--listen", "127.0.0.1:0", "--workers", "2"], {
    env: { PATH: process.env.PATH, PICME_DATA: data, ...(database && { DATABASE_URL: database.url }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(join(ARTIFACTS, "logs", `${name}.log`));
  child.stderr.pipe(log);
  const stop = async () => {
    await end(child);
    await database?.drop();
    await rm(data, { recursive: true, force: true });
  };
  try {
    return { url: await address(child), data, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address in the line that tells it. */
async function address(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  for await (const line of lines) {
    const url = /^PicMe is at (\S+)$/.exec(line)?.[1];
    if (url) {
      // Whatever is printed from here on must not fill the pipe.
      child.stdout!.resume();
      return url;
    }
  }
  throw new Error("picme ended before it said where it is; its log says why");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
