// The scanner's door: passes messages between the page and the module, nothing else. The page does all fetching and
// hands over a compiled module first, then networks and frames; see models/domain/src/scanner.rs.
import * as glue from "./scanner_bg.js";

let started;

async function start(module) {
  const { exports } = await WebAssembly.instantiate(module, { "./scanner_bg.js": glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
}

onmessage = async ({ data }) => {
  try {
    if (data.wasm) started = start(data.wasm);
    await started;
    if (data.json) postMessage({ json: glue.receive(data.json, new Uint8Array(data.buffer ?? 0)), buffer: null });
  } catch (error) {
    postMessage({ json: JSON.stringify({ type: "failed", detail: String(error) }), buffer: null });
  }
};
