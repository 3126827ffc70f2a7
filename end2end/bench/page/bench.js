// Loads the engine that the address names and turns a selfie into a vector, once cold, then warm.

const NAME = new URLSearchParams(location.search).get("engine");

/** A camera picture of 640 × 480: the woman on the right of the first demo photo. */
const SELFIE = { x: 1270, y: 90, width: 640, height: 480 };

async function selfie() {
  const photo = await createImageBitmap(await (await fetch("/demo/sample1.jpg")).blob(), SELFIE.x, SELFIE.y, SELFIE.width, SELFIE.height);
  const canvas = new OffscreenCanvas(SELFIE.width, SELFIE.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(photo, 0, 0);
  return context.getImageData(0, 0, SELFIE.width, SELFIE.height);
}

let engine, picture;

/** Milliseconds since the visit began, and the vector. */
globalThis.first = (async () => {
  const loading = import(`/engines/${NAME}.js`).then((module) => module.load());
  [engine, picture] = await Promise.all([loading, selfie()]);
  const vector = await engine.embed(picture);
  return { milliseconds: performance.now(), vector: [...vector] };
})();

/** Milliseconds of each of so many more runs. */
globalThis.again = async (runs) => {
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await engine.embed(picture);
    times.push(performance.now() - start);
  }
  return times;
};

/** What so many pictures of the live preview took, for an engine that has one. */
globalThis.looks = async (runs) => {
  const camera = await createImageBitmap(picture);
  const times = [];
  for (let run = 0; run < runs; run += 1) times.push(await engine.look(camera));
  return times;
};
