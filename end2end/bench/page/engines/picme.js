// PicMe's scanner as the product uses it: the page fetches, the worker computes.

export async function load() {
  const worker = new Worker("/site/scanner/worker.js", { type: "module" });
  const waiting = [];
  worker.onmessage = ({ data }) => {
    const answer = JSON.parse(data.json);
    const next = waiting.shift();
    if (answer.type === "failed") next.reject(new Error(answer.detail));
    else next.resolve(answer);
  };
  worker.onerror = (event) => waiting.splice(0).forEach((one) => one.reject(new Error(event.message)));
  const ask = (message, buffer = null) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage({ json: JSON.stringify(message), buffer }, buffer ? [buffer] : []);
    });

  const module = WebAssembly.compileStreaming(fetch("/site/scanner/scanner_bg.wasm"));
  const files = ["preview", "landmarks", "recognition"].map((network) => {
    const file = fetch(`/site/weights/${network}.onnx`).then((response) => response.arrayBuffer());
    return [network, file];
  });
  worker.postMessage({ wasm: await module });
  for (const [network, file] of files) await ask({ type: "load", network }, await file);
  // As on the page of a guest who waits at the camera already: the first frame warms the networks up.
  await ask({ type: "warm", run: false });

  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });

  return {
    /** One picture of the live preview: milliseconds until its answer, and those of the page's own thread. */
    async look(picture) {
      const start = performance.now();
      [canvas.width, canvas.height] = [224, Math.round((224 * picture.height) / picture.width)];
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const answer = ask({ type: "look", id: 1, width, height }, data.buffer);
      const busy = performance.now() - start;
      if (!(await answer).face) throw new Error("the preview sees no face");
      return { whole: performance.now() - start, busy };
    },
    async embed({ width, height, data }) {
      const answer = await ask({ type: "take", id: 1, width, height, picture: true }, data.slice().buffer);
      if (!answer.embedding) throw new Error(`no vector: ${answer.guidance}`);
      return answer.embedding;
    },
  };
}
