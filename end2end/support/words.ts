// The words on the pages, from the files they come from: a test that looks for a word follows it when it changes.

import account from "../../app/locales/en/account.json" with { type: "json" };
import common from "../../app/locales/en/common.json" with { type: "json" };
import dashboard from "../../app/locales/en/dashboard.json" with { type: "json" };
import devices from "../../app/locales/en/devices.json" with { type: "json" };
import door from "../../app/locales/en/door.json" with { type: "json" };
import events from "../../app/locales/en/events.json" with { type: "json" };
import find from "../../app/locales/en/find.json" with { type: "json" };
import gallery from "../../app/locales/en/gallery.json" with { type: "json" };
import home from "../../app/locales/en/home.json" with { type: "json" };
import landing from "../../app/locales/en/landing.json" with { type: "json" };
import me from "../../app/locales/en/me.json" with { type: "json" };
import numbers from "../../app/locales/en/numbers.json" with { type: "json" };
import organization from "../../app/locales/en/organization.json" with { type: "json" };
import people from "../../app/locales/en/people.json" with { type: "json" };
import photo from "../../app/locales/en/photo.json" with { type: "json" };
import poster from "../../app/locales/en/poster.json" with { type: "json" };
import problems from "../../app/locales/en/problems.json" with { type: "json" };
import profile from "../../app/locales/en/profile.json" with { type: "json" };
import scan from "../../app/locales/en/scan.json" with { type: "json" };
import settings from "../../app/locales/en/settings.json" with { type: "json" };
import upload from "../../app/locales/en/upload.json" with { type: "json" };

export {
  account, common, dashboard, devices, door, events, find, gallery, home, landing, me, numbers, organization, people,
  photo, poster, problems, profile, scan, settings, upload,
};

/** A text with its places filled: `{{ n }}` takes `values.n`. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{\{ (\w+) \}\}/g, (_, name: string) => String(values[name] ?? `{{ ${name} }}`));
}
