// Drives the scanner's worker from a page of the site, without the page's own code in between: for the test that
// holds its vectors against the native engine's, and for the benchmark.
//
//   await page.evaluate(installScanner, "/assets/…");
//   const { embedding } = await page.evaluate((url) => scannerUnderTest.takePicture(url), "/photo.jpg");
//
// `installScanner` runs inside the page, so it stands on its own. It returns milliseconds and bytes of each step.
export async function installScanner(base) {
  const milliseconds = {};
  const bytes = {};
  const timed = async (name, work) => {
    const begun = performance.now();
    const result = await work();
    milliseconds[name] = performance.now() - begun;
    return result;
  };
  const file = async (path) => {
    const response = await fetch(`${base}/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const buffer = await response.arrayBuffer();
    bytes[path] = buffer.byteLength;
    return buffer;
  };

  const worker = new Worker(`${base}/scanner/worker.js`, { type: "module" });
  const waiting = [];
  worker.onmessage = ({ data }) => {
    const answer = JSON.parse(data.json);
    const { resolve, reject } = waiting.shift();
    if (answer.type === "failed") reject(new Error(answer.detail));
    else resolve(answer);
  };
  worker.onerror = (event) => waiting.splice(0).forEach(({ reject }) => reject(new Error(`worker: ${event.message}`)));
  const ask = (message, buffer = null) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage({ json: JSON.stringify(message), buffer }, buffer ? [buffer] : []);
    });

  const module = await timed("compile", () => WebAssembly.compileStreaming(fetch(`${base}/scanner/scanner_bg.wasm`)));
  worker.postMessage({ wasm: module });
  for (const network of ["preview", "landmarks", "recognition", "detector"]) {
    const buffer = await file(`weights/${network}.onnx`);
    await timed(`load ${network}`, () => ask({ type: "load", network }, buffer));
  }
  const ready = await timed("warm", () => ask({ type: "warm", run: true }));

  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  const pixels = (source, width, height) => {
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.drawImage(source, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data.buffer;
  };
  let id = 0;
  const look = (source, width, height) =>
    ask({ type: "look", id: id++, width, height }, pixels(source, width, height));
  const take = (source, width, height, picture) =>
    ask({ type: "take", id: id++, width, height, picture }, pixels(source, width, height));
  const bitmap = async (url) => createImageBitmap(await (await fetch(url)).blob(), { imageOrientation: "from-image" });
  const takePicture = async (url) => {
    const image = await bitmap(url);
    return take(image, image.width, image.height, true);
  };

  globalThis.scannerUnderTest = { ask, look, take, takePicture, bitmap };
  return { modelId: ready.model_id, milliseconds, bytes };
}
