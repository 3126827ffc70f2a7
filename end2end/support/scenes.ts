// Where the pages are that need something to be there first: doors that are shut, and the parts of an event.

import type { APIRequestContext } from "@playwright/test";
import { adminPhotos, createEvent, type PartyEvent, peopleOf, peopleSorted } from "./organizer.ts";

/** The PIN of the event that asks for one. */
export const PIN = "2468";

/** What stands before an event, by the event's address. */
export interface Doors {
  /** It asks for a PIN; it is on the public list. */
  pin: string;
  /** It is over. */
  closed: string;
  /** It has not begun. */
  early: string;
}

/** Makes an event for each door. Whoever asks is a member and is let in everywhere: others are not. */
export async function shutDoors(request: APIRequestContext): Promise<Doors> {
  const address = async (name: string, door: Parameters<typeof createEvent>[2]) =>
    `/e/${(await createEvent(request, name, door)).code}`;
  return {
    pin: await address("City Run 2026", { pin: PIN, listed: true }),
    closed: await address("Anna & Ben", { closes_at: "2020-01-01" }),
    early: await address("The summer party", { opens_at: "2199-06-20" }),
  };
}

/** The parts of an event that its organization sees, beside its photos and what to share. */
export const PARTS = ["people", "person", "photo", "numbers", "watermark", "settings"] as const;

/** Where they are, of an event that has photos with people. */
export async function partsOf(request: APIRequestContext, event: PartyEvent): Promise<Record<(typeof PARTS)[number], string>> {
  const home = `/admin/events/${event.id}`;
  await peopleSorted(request, event.id);
  const [photo] = await adminPhotos(request, event.id);
  const [person] = (await peopleOf(request, event.id)).people;
  if (!photo || !person) throw new Error(`${event.name} has no photos with people`);
  return {
    people: `${home}/people`,
    person: `${home}/people/${person.id}`,
    photo: `${home}/photo/${photo.id}`,
    numbers: `${home}/numbers`,
    watermark: `${home}/watermark`,
    settings: `${home}/settings`,
  };
}
