// The same ONNX files in onnxruntime-web: one thread, SIMD, PicMe's steps between them.

import * as ort from "/ort/ort.wasm.min.mjs";
import { back, cut, similarity, surest } from "/engines/geometry.js";

/** PicMe's scanner looks at this size, with its small detector. */
const DETECTOR_SIDE = 224;
const STEADY = [...Array(28).keys()].map((i) => i + 27).concat([60, 61, 62, 63, 64]);

export async function load() {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = "/ort/";
  const session = (name) => ort.InferenceSession.create(`/site/weights/${name}.onnx`, { executionProviders: ["wasm"], graphOptimizationLevel: "all" });
  const [detector, landmarks, recognition, shapes] = await Promise.all([
    session("preview"), session("landmarks"), session("recognition"), fetch("/shapes.json").then((response) => response.json()),
  ]);
  const run = async (network, values, shape) => {
    const outputs = await network.run({ [network.inputNames[0]]: new ort.Tensor("float32", values, shape) });
    return network.outputNames.map((name) => outputs[name].data);
  };
  const chipMean = shapes.mean.map((point) => point.map((share) => ((0.25 + share) / 1.5) * 150));
  const points = async (picture, transform) => {
    const [values] = await run(landmarks, cut(picture, transform, 112), [1, 3, 112, 112]);
    return Array.from({ length: 68 }, (_, i) => back(transform, [values[2 * i] * 112, values[2 * i + 1] * 112]));
  };

  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    async embed(picture) {
      Object.assign(canvas, { width: picture.width, height: picture.height });
      context.putImageData(picture, 0, 0);

      const fit = DETECTOR_SIDE / Math.max(picture.width, picture.height);
      const input = cut(canvas, { a: fit, b: 0, tx: 0, ty: 0 }, DETECTOR_SIDE);
      const box = surest(...(await run(detector, input, [1, 3, DETECTOR_SIDE, DETECTOR_SIDE])), DETECTOR_SIDE / 32);

      const scale = (112 * fit) / Math.max(box.width, box.height);
      const middle = [box.x + box.width / 2, box.y + box.height / 2].map((value) => value / fit);
      const first = await points(canvas, { a: scale, b: 0, tx: 56 - scale * middle[0], ty: 56 - scale * middle[1] });
      const second = await points(canvas, similarity(first, shapes.landmarks));

      const chip = similarity(STEADY.map((i) => second[i]), STEADY.map((i) => chipMean[i - 17]));
      const both = new Float32Array(2 * 3 * 150 * 150);
      both.set(cut(canvas, chip, 150));
      both.set(cut(canvas, chip, 150, true), 3 * 150 * 150);
      const [vectors] = await run(recognition, both, [2, 3, 150, 150]);
      const mean = Float32Array.from({ length: 128 }, (_, i) => vectors[i] + vectors[128 + i]);
      const length = Math.hypot(...mean);
      return mean.map((value) => value / length);
    },
  };
}
