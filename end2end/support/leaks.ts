// A build that leaks on purpose: what is put before the scripts of the site so that a thumbnail of the guest's picture
// leaves, in every way a browser knows. The checker has to catch each.

/** A way in which 2 KB of picture leave, or try to. */
export interface Leak {
  name: string;
  /** Which script is altered. */
  script: "pkg/picme.js" | "scanner/worker.js";
  /** What is put before it. */
  code: string;
  /** What the checker has to say of it, and which witnesses have to have seen it. */
  caught: { as: RegExp; by: ("browser" | "wire")[] };
}

/** 26 × 26 pixels, RGB: 2,028 bytes of the frame that a message hands to the scanner. */
const THUMBNAIL = `
const SIDE = 26;
const thumbnail = (message) => {
  const { width, height } = JSON.parse(message.json);
  const rgba = new Uint8Array(message.buffer);
  const small = new Uint8Array(SIDE * SIDE * 3);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const x = Math.floor(((at % SIDE) * width) / SIDE), y = Math.floor((Math.floor(at / SIDE) * height) / SIDE);
    small.set(rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 3), 3 * at);
  }
  return small;
};
const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
const isFrame = (message) => typeof message?.json === "string" && message.json.includes('"take"');
`;

/** In the page: `leak(bytes)` is called with every frame on its way to the scanner. */
const inPage = (leak: string) => `${THUMBNAIL}
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  if (isFrame(message)) (${leak})(thumbnail(message));
  return post.call(this, message, ...rest);
};
`;

/** In the worker: the same with every frame that arrives. What becomes of it is said on the console. */
const inWorker = (leak: string) => `${THUMBNAIL}
addEventListener("message", ({ data }) => {
  if (!isFrame(data)) return;
  const say = (what) => console.log("the leak " + what);
  try {
    Promise.resolve((${leak})(thumbnail(data))).then(() => say("got out"), () => say("was refused"));
  } catch { say("was refused"); }
});
`;

type By = Leak["caught"]["by"];
const BOTH: By = ["browser", "wire"];
const page = (name: string, as: RegExp, leak: string, by: By = BOTH): Leak => ({
  name, script: "pkg/picme.js", code: inPage(leak), caught: { as, by },
});
const worker = (name: string, as: RegExp, leak: string, by: By = BOTH): Leak => ({
  name, script: "scanner/worker.js", code: inWorker(leak), caught: { as, by },
});

/** The one field too many. The page's own request is built by `Request`, so that is what is altered. */
const EXTRA_FIELD = `${THUMBNAIL}
let last = "";
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  if (isFrame(message)) last = text(thumbnail(message));
  return post.call(this, message, ...rest);
};
const Plain = Request;
globalThis.Request = function (address, init) {
  if (!String(init?.body).includes('"frames"')) return new Plain(address, init);
  return new Plain(address, { ...init, body: JSON.stringify({ ...JSON.parse(init.body), thumbnail: last }) });
};
`;

const UNLISTED = /is not on the list/;

/** These get out of the browser, or to its edge: the checker must report them. */
export const REPORTED: Leak[] = [
  page("fetch in the page", UNLISTED, `(bytes) => fetch("/health", { method: "POST", body: bytes }).then((answer) => answer.text())`),
  page("fetch to a route that the scan uses", /recognize .* its body is no JSON/, `(bytes) => fetch("/recognize", { method: "POST", body: bytes }).then((answer) => answer.text())`),
  page("a beacon", UNLISTED, `(bytes) => navigator.sendBeacon("/health", new Blob([bytes]))`),
  page("a picture's address", UNLISTED, `(bytes) => { new Image().src = "/favicon.ico?" + text(bytes); }`),
  page("a header", /bytes of headers/, `(bytes) => fetch("/favicon.ico", { headers: { "x-trace": text(bytes) } }).then((answer) => answer.text())`, ["wire"]),
  page("a socket", /was opened/, `(bytes) => {
    const socket = new WebSocket("ws://" + location.host + "/live");
    socket.onopen = () => socket.send(bytes);
  }`),
  page("a connection between browsers", /a peer was opened/, `(bytes) => {
    new RTCPeerConnection().createDataChannel(text(bytes.slice(0, 60)));
  }`, ["browser"]),
  {
    name: "one more field in the scan's request", script: "pkg/picme.js", code: EXTRA_FIELD,
    caught: { as: /recognize .* has the fields .*thumbnail/, by: BOTH },
  },
  worker("a script's address in the worker", UNLISTED, `(bytes) => import("/health?" + text(bytes))`),
];

const NOTHING = /^/;

/** These are stopped by the policies of page and worker: nothing of them may get out. */
export const BLOCKED: Leak[] = [
  worker("fetch in the worker", NOTHING, `(bytes) => fetch("/health", { method: "POST", body: bytes })`, []),
  worker("a request in the worker", NOTHING, `(bytes) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/health");
    request.onload = resolve;
    request.onerror = reject;
    request.send(bytes);
  })`, []),
  worker("a socket in the worker", NOTHING, `(bytes) => new Promise((resolve, reject) => {
    const socket = new WebSocket("ws://" + location.host + "/live");
    socket.onopen = () => resolve(socket.send(bytes));
    socket.onerror = reject;
  })`, []),
];
