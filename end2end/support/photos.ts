// The demo photos: which there are, who is in which, and what the tests upload.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PHOTOS } from "./places.ts";

/** What the native engine found, as `picme faces --json` prints it. */
export const FACES = "faces.jsonl";

/** The six party photos of the package. */
export const PARTY = [1, 2, 3, 4, 5, 6].map((n) => `sample${n}.jpg`);

/** People of whom there are single-person pictures. The first and the fourth are one woman. */
const ALONE = ["sample1-person1", "sample1-person2", "sample2-person1", "sample3-person1", "sample5-person1", "sample5-person2"];

/** Their pictures, brightened and darkened, scaled and encoded anew: what only one person each may see. */
export const SINGLES = ALONE.flatMap((person) => [`${person}-bright.jpg`, `${person}-dim.jpg`]);

/** Pictures of people who are in sample6 only. They are never uploaded. */
const OUTSIDERS = ["sample6-person1-bright.jpg", "sample6-person2-bright.jpg"];

/** All demo pictures that the tests use. */
export const DEMO = [...PARTY, ...SINGLES, ...OUTSIDERS];

/** A face as the native engine describes it. */
export interface Face {
  /** x, y, width, height in pixels. */
  box: [number, number, number, number];
  /** 128 numbers of unit length. */
  embedding: number[];
}

/** A face and the picture it is in. */
export interface Seen {
  photo: string;
  face: Face;
}

let read: Map<string, Face[]> | undefined;

/** The faces of a demo picture. */
export function facesOf(photo: string): Face[] {
  read ??= new Map(
    readFileSync(join(PHOTOS, FACES), "utf8").trim().split("\n").map((line) => {
      const { file, faces } = JSON.parse(line) as { file: string; faces: Face[] };
      return [file, faces];
    }),
  );
  return read.get(photo) ?? [];
}

/** Of two vectors of any length above zero. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0) / Math.hypot(...a) / Math.hypot(...b);
}

const leftmostFirst = (photo: string) => facesOf(photo).toSorted((a, b) => a.box[0] - b.box[0]);

/** The woman who is in two photos: on the right in sample1, in the middle of sample3. */
export function woman(): [Seen, Seen] {
  const [right, middle] = [leftmostFirst("sample1.jpg").at(-1), leftmostFirst("sample3.jpg")[1]];
  if (!right || !middle) throw new Error("the native engine misses the woman of sample1 or sample3");
  return [{ photo: "sample1.jpg", face: right }, { photo: "sample3.jpg", face: middle }];
}

/** A crop of a face is the same picture again, so this is far above what the matcher asks for. */
const SAME_PICTURE = 0.98;

/** Which of these pictures show the woman: those made of one of her two faces. */
export function withWoman(photos: string[]): string[] {
  const known = woman().map(({ face }) => face.embedding);
  const isHer = (face: Face) => known.some((embedding) => cosine(embedding, face.embedding) > SAME_PICTURE);
  return photos.filter((photo) => facesOf(photo).some(isHer));
}

/** The person of sample6 who looks least like anybody in the other photos. */
export function stranger(): Seen {
  const others = [...PARTY.filter((photo) => photo !== "sample6.jpg"), ...SINGLES].flatMap(facesOf);
  const likeness = ({ face }: Seen) => Math.max(...others.map((other) => cosine(face.embedding, other.embedding)));
  const seen = OUTSIDERS.flatMap((photo) => facesOf(photo).map((face) => ({ photo, face })));
  const least = seen.toSorted((a, b) => likeness(a) - likeness(b))[0];
  if (!least) throw new Error("the native engine finds nobody in the crops of sample6");
  return least;
}

/** Where a demo picture is. */
export function pathOf(photo: string): string {
  return join(PHOTOS, photo);
}
