import { defineConfig } from "@playwright/test";
import { CHROMIUM } from "./support/places.ts";

/** Debian's chromium, quiet: it talks to nobody but the pages under test. */
const FLAGS = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--use-fake-device-for-media-stream",
];

export default defineConfig({
  testDir: "tests",
  globalSetup: "./support/prepare.ts",
  outputDir: "test-results",
  // One browser, one server: both are hard at work with faces, and a small machine has two cores.
  workers: 1,
  // A test that passes only when it is tried again is a broken test.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 300_000,
  // Bounds for a loaded machine. Nothing waits this long where things go well.
  expect: { timeout: 60_000 },
  reporter: "list",
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      chromiumSandbox: process.getuid?.() !== 0,
      args: FLAGS,
    },
  },
});
