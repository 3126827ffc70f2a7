// face-api as its documentation uses it: its default detector, landmarks, descriptor; TensorFlow.js on WebAssembly.

import * as faceapi from "/face-api/dist/face-api.esm.js";

export async function load() {
  const { tf } = faceapi;
  tf.setWasmPaths("/tfjs-wasm/");
  // One thread, as the others: threads need headers that few sites can send.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  await tf.setBackend("wasm");
  await tf.ready();
  const networks = [faceapi.nets.ssdMobilenetv1, faceapi.nets.faceLandmark68Net, faceapi.nets.faceRecognitionNet];
  await Promise.all(networks.map((network) => network.loadFromUri("/face-api/model")));

  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    async embed(picture) {
      Object.assign(canvas, { width: picture.width, height: picture.height });
      context.putImageData(picture, 0, 0);
      const face = await faceapi.detectSingleFace(canvas, new faceapi.SsdMobilenetv1Options()).withFaceLandmarks().withFaceDescriptor();
      if (!face) throw new Error("no face");
      return face.descriptor;
    },
  };
}
