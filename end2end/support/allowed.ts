// What a scan may send: an exact list. Whatever is not on it, or is on it too often or too large, is a leak.

import { cosine } from "./photos.ts";
import type { Offer } from "./recording.ts";
import type { Sent } from "./sent.ts";

/** One entry of the list. */
interface Rule {
  method: string;
  /** The whole path. Nothing on the list has a query. */
  path: RegExp;
  /** How often at most, for each witness. */
  most: number;
  /** What is wrong with the body; without this there must be none. */
  body?: (body: string) => string | null;
}

export interface Allowance {
  /** `http://localhost:PORT` */
  origin: string;
  code: string;
  offer: Offer;
  /** What the native engine makes of the guest's face: what is sent as a vector must be near it. */
  face: readonly number[];
  /** How many photos the gallery opens with. */
  photos: number;
}

/** Request line and headers of a browser's request are about 800 bytes. A thumbnail has no room in the rest. */
const HEAD = 1_600;
/** The largest scan is five frames of 128 numbers. */
const BODY = 20_000;
/** One program writes a number a byte shorter than another. */
const SLACK = 64;
/** Camera frames of one person stay above this; so does no picture, cut into 128 numbers. */
const SAME_PERSON = 0.93;

function rules(allowance: Allowance): Rule[] {
  const { code } = allowance;
  const asset = "/assets/[0-9a-f]{16}";
  const once = (method: string, path: string): Rule => ({ method, path: new RegExp(`^${path}$`), most: 1 });
  return [
    once("GET", `/e/${code}/scan`),
    once("GET", `${asset}/pkg/picme\\.css`),
    // The page's own early fetch and the module's; the second is from the cache where the browser keeps it.
    { ...once("GET", `${asset}/pkg/picme(\\.js|_bg\\.wasm)`), most: 4 },
    once("GET", `${asset}/scanner/scanner_bg\\.wasm`),
    { ...once("GET", `${asset}/scanner/(worker|scanner_bg)\\.js`), most: 2 },
    { ...once("GET", `${asset}/weights/(preview|detector|landmarks|recognition)\\.onnx`), most: 4 },
    once("GET", `/api/events/${code}/scan`),
    { ...once("POST", "/recognize"), body: (body) => wrongScan(body, allowance) },
    { ...once("POST", "/api/fn/my_gallery"), body: (body) => (body === `code=${code}` ? null : `is ${body}`) },
    { ...once("GET", `/photos/${code}/[0-9a-f-]{36}/\\d+/thumb`), most: allowance.photos },
    { ...once("GET", `/faces/${code}/[0-9a-f-]{36}/crop`), most: 3 },
    // The browser's own question for an icon.
    { ...once("GET", "/favicon\\.ico"), most: 2 },
  ];
}

/** What is wrong with what was sent, in words; nothing is the aim. */
export function violations(sent: Sent[], allowance: Allowance): string[] {
  const list = rules(allowance);
  const counts = new Map<string, number>();
  return sent.flatMap((one) => {
    const name = `${one.method} ${one.url.slice(0, 120)} (${one.seen})`;
    if (one.kind !== "request") return [`${name}: a ${one.kind} was opened`];
    const url = new URL(one.url);
    const rule = list.find((rule) => rule.method === one.method && rule.path.test(url.pathname));
    if (!rule || url.origin !== allowance.origin || url.search || url.hash) return [`${name}: is not on the list`];
    if (one.head > HEAD) return [`${name}: has ${one.head} bytes of headers`];

    const key = `${one.seen} ${rule.path.source}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const often = count > rule.most ? [`${name}: was sent ${count} times`] : [];
    const wrong = wrongBody(one.body, rule);
    return wrong ? [...often, `${name}: its body ${wrong}`] : often;
  });
}

function wrongBody(body: Buffer | null, rule: Rule): string | null {
  if (body === null) return "could not be seen";
  if (body.length > BODY) return `has ${body.length} bytes`;
  if (!rule.body) return body.length > 0 ? `has ${body.length} bytes, and should not be` : null;
  return rule.body(body.toString("utf8"));
}

const FIELDS = ["consent", "event_id", "frames", "model_id", "nonce"];

/** The body of `POST /recognize`: five known fields, each what it must be. */
function wrongScan(text: string, { offer, face }: Allowance): string | null {
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(text);
  } catch {
    return "is no JSON";
  }
  const names = Object.keys(body).toSorted();
  if (names.join() !== FIELDS.join()) return `has the fields ${names.join(", ")}`;
  for (const name of ["event_id", "nonce", "model_id"] as const) {
    if (body[name] !== offer[name]) return `has another ${name} than was offered`;
  }
  if (body.consent !== true) return "has no consent";
  // Written anew it is as long: nothing hides in spaces, escapes or a field that is there twice.
  if (text.length > JSON.stringify(body).length + SLACK) return "is longer than what it says";
  return wrongFrames(body.frames, face);
}

function wrongFrames(frames: unknown, face: readonly number[]): string | null {
  if (!Array.isArray(frames) || frames.length < 1 || frames.length > 5) return "has not 1 to 5 frames";
  for (const frame of frames) {
    if (!Array.isArray(frame) || frame.length !== 128) return "has a frame that is not 128 numbers";
    if (!frame.every(Number.isFinite)) return "has a number that is none";
    // 32 bits of a number have nine digits. More would be room for something else.
    if (!frame.every((number) => Number(number.toPrecision(9)) === number)) return "has numbers of too many digits";
    if (Math.abs(Math.hypot(...frame) - 1) > 1e-3) return "has a frame that is no unit vector";
    const likeness = cosine(frame, face);
    if (likeness < SAME_PERSON) return `has a frame that is not the guest's face (cosine ${likeness.toFixed(3)})`;
  }
  return null;
}
