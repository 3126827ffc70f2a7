// What axe finds on a page: https://github.com/dequelabs/axe-core

import axe, { type AxeResults } from "axe-core";
import type { Page } from "@playwright/test";

/** The violations on the page as it stands, a line each: the rule, and where. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the browser's inspector: the page's own policy lets no such script in.
  await page.evaluate(`${axe.source}; undefined`);
  const found = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as AxeResults;
  return found.violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.target.join(" ")).join(" · ")}`);
}
