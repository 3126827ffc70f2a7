// The words on the pages, from the files they come from: a test that looks for a word follows it when it changes.

import account from "../../app/locales/en/account.json" with { type: "json" };
import common from "../../app/locales/en/common.json" with { type: "json" };
import events from "../../app/locales/en/events.json" with { type: "json" };
import gallery from "../../app/locales/en/gallery.json" with { type: "json" };
import home from "../../app/locales/en/home.json" with { type: "json" };
import landing from "../../app/locales/en/landing.json" with { type: "json" };
import problems from "../../app/locales/en/problems.json" with { type: "json" };
import scan from "../../app/locales/en/scan.json" with { type: "json" };
import upload from "../../app/locales/en/upload.json" with { type: "json" };

export { account, common, events, gallery, home, landing, problems, scan, upload };

/** A text with its places filled: `{{ n }}` takes `values.n`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{\{ (\w+) \}\}/g, (_, name: string) => String(values[name] ?? `{{ ${name} }}`));
}
