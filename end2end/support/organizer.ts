// An organizer by the API: for tests that are about something else than the organizer's pages.

import { readFile } from "node:fs/promises";
import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";
import { letters, newestCode } from "./letters.ts";
import { pathOf } from "./photos.ts";

export interface Account {
  organization_name: string;
  email: string;
  password: string;
}

export interface PartyEvent {
  id: string;
  code: string;
  name: string;
}

/** A face of a photo as the organizer's list has it. */
export interface AdminFace {
  id: string;
}

/** A photo as the organizer's list has it. */
export interface AdminPhoto {
  id: string;
  filename: string;
  state: "queued" | "processing" | "ready" | "failed";
  kind: "individual" | "group" | "scenery" | "unsure" | null;
  faces: AdminFace[];
  thumb_url: string;
  view_url: string;
  download_url: string;
}

/** Somebody who has no account yet. */
export function somebody(name: string): Account {
  const address = name.toLowerCase().replaceAll(/\W+/g, ".");
  return { organization_name: name, email: `${address}@example.org`, password: "a garden in the evening" };
}

async function answer<T>(response: APIResponse): Promise<T> {
  if (!response.ok()) throw new Error(`${response.url()}: ${response.status()} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Registers and enters the code of the letter: the context's cookies are an organizer's from here on. */
export async function becomeOrganizer(request: APIRequestContext, account: Account, data: string): Promise<void> {
  const { email } = account;
  const seen = (await letters(data, email)).length;
  await answer(await request.post("/admin/register", { data: account }));
  const code = await newestCode(data, email, seen);
  await answer(await request.post("/admin/verify", { data: { email, code } }));
}

/** What an event may say of its door. */
export interface Door {
  /** Whether it is on the public list. */
  listed?: boolean;
  /** 4 to 8 digits. */
  pin?: string;
  /** A day. */
  opens_at?: string;
  /** A day. */
  closes_at?: string;
}

/** Makes an event. */
export async function createEvent(request: APIRequestContext, name: string, door: Door = {}): Promise<PartyEvent> {
  const data = { name, location: "The garden behind the house", date: "2026-06-20", category: "Party", ...door };
  return answer<PartyEvent>(await request.post("/api/create_event", { data }));
}

/** Sends demo pictures, and waits until the last one is ready. */
export async function fillEvent(request: APIRequestContext, event: PartyEvent, photos: string[]): Promise<void> {
  const form = new FormData();
  for (const photo of photos) {
    form.append("photos", new File([await readFile(pathOf(photo))], photo, { type: "image/jpeg" }));
  }
  await answer(await request.post(`/api/upload_photos/${event.id}`, { multipart: form }));
  const waiting = async () =>
    (await adminPhotos(request, event.id)).filter((photo) => photo.state !== "ready").map((photo) => photo.filename);
  await expect.poll(waiting, { message: "all photos become ready", timeout: 240_000 }).toEqual([]);
}

interface List<T> {
  items: T[];
  total: number;
}

/** All of a list that comes in pages. `address` has a query already. */
async function whole<T>(request: APIRequestContext, address: string, list: (found: unknown) => List<T>): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; ; page++) {
    const found = list(await answer<unknown>(await request.get(`${address}&page=${page}`)));
    items.push(...found.items);
    if (found.items.length === 0 || items.length >= found.total) return items;
  }
}

/** The organizer's list of an event's photos. */
export async function adminPhotos(request: APIRequestContext, event: string): Promise<AdminPhoto[]> {
  const address = `/api/admin/events/${event}/photos?per_page=200`;
  return whole(request, address, (found) => found as List<AdminPhoto>);
}

/** Somebody in an event's photos. */
export interface Person {
  id: string;
  name: string | null;
  photos: number;
}

/** The people of an event, those in most photos first. `sorting`: they may still change by themselves. */
export async function peopleOf(request: APIRequestContext, event: string): Promise<{ people: Person[]; sorting: boolean }> {
  return answer(await request.get(`/api/admin/events/${event}/people`));
}

/** Waits until the people of an event do not change by themselves any more. */
export async function peopleSorted(request: APIRequestContext, event: string): Promise<void> {
  const sorting = async () => (await peopleOf(request, event)).sorting;
  await expect.poll(sorting, { message: "faces are put in order", timeout: 180_000 }).toBe(false);
}

/** The photos that somebody is in. */
export async function photosOf(request: APIRequestContext, event: string, person: string): Promise<AdminPhoto[]> {
  const address = `/api/admin/events/${event}/people/${person}?per_page=60`;
  const shown = await whole(request, address, (found) => (found as { photos: List<{ photo: AdminPhoto }> }).photos);
  return shown.map(({ photo }) => photo);
}
