// Runs face-api itself on pictures that the Rust test hands over as raw numbers, and says what its networks say.
//
//   node face-api.cjs PACKAGE JOBS
//
// PACKAGE is the installed @vladmandic/face-api; JOBS a JSON file: [{ "network", "picture", "side" }], where "picture" is a
// file of side × side × 3 little-endian floats, RGB, 0 to 255. The answers go to stdout as a JSON list in the same order.
// NODE_PATH must lead to this folder's node_modules: that is where face-api finds its tensorflow.js.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const [packageFolder, jobsFile] = process.argv.slice(2);
// tensorflow.js tells the world about itself on stdout.
console.log = console.info = console.warn = () => {};
const wasm = require('@tensorflow/tfjs-backend-wasm');
const faceapi = require(path.join(packageFolder, 'dist', 'face-api.node-wasm.js'));
const tf = faceapi.tf;

/** What each network is asked, and the model it needs. */
const networks = {
  detector: {
    net: faceapi.nets.ssdMobilenetv1,
    ask: async (net, picture, side) => boxes(await net.locateFaces(picture, { minConfidence: 0.15, maxResults: 200 }), side),
  },
  preview: {
    net: faceapi.nets.tinyFaceDetector,
    ask: async (net, picture, side) => boxes(await net.locateFaces(picture, { inputSize: side, scoreThreshold: 0.5 }), side),
  },
  landmarks: {
    net: faceapi.nets.faceLandmark68Net,
    ask: async (net, picture) => (await net.detectLandmarks(picture)).positions.map(({ x, y }) => [x, y]),
  },
  recognition: {
    net: faceapi.nets.faceRecognitionNet,
    ask: async (net, picture) => Array.from(await net.computeFaceDescriptor(picture)),
  },
};

/** Scores and boxes in pixels of the picture. */
function boxes(detections, side) {
  return detections.map(({ score, relativeBox }) => ({
    score,
    bounds: ['x', 'y', 'width', 'height'].map((key) => relativeBox[key] * side),
  }));
}

async function main() {
  wasm.setWasmPaths(path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
  await tf.setBackend('wasm');
  await tf.ready();
  const answers = [];
  for (const { network, picture, side } of JSON.parse(fs.readFileSync(jobsFile, 'utf8'))) {
    const { net, ask } = networks[network];
    if (!net.isLoaded) await net.loadFromDisk(path.join(packageFolder, 'model'));
    const bytes = fs.readFileSync(picture);
    const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const tensor = tf.tensor3d(numbers, [side, side, 3]);
    answers.push(await ask(net, tensor, side));
    tensor.dispose();
  }
  process.stdout.write(JSON.stringify({ version: faceapi.version, backend: tf.getBackend(), answers }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
