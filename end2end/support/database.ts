// A PostgreSQL database for one server, where `PICME_TEST_POSTGRES` names a database on a server on which databases may
// be made: the same variable as the Rust tests have. Without it the program uses SQLite in its data folder.

import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Database {
  /** For `DATABASE_URL`. */
  url: string;
  /** Once nobody needs it any more. */
  drop(): Promise<void>;
}

/** A new database; `null` where the tests run on SQLite. */
export async function freshDatabase(): Promise<Database | null> {
  const server = process.env.PICME_TEST_POSTGRES;
  if (!server) return null;
  const name = `picme_browser_${randomUUID().replaceAll("-", "")}`;
  await say(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => say(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** PostgreSQL's own client says it: it comes with the server, and knows every kind of address. */
async function say(server: string, statement: string): Promise<void> {
  const quietly = ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"];
  await run("psql", [...quietly, "--dbname", server, "--command", statement]);
}
