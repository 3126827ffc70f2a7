//! Stops the build with the command to run first when what the binary carries is not there yet.

use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for needed in ["target/site/pkg/picme.js", "models/weights/out/recognition.onnx"] {
        let path = root.join(needed);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.exists() {
            println!(
                "cargo::error={needed} is not built yet. `cargo xtask build` makes it, and then the server; \
                 `cargo xtask run` starts PicMe as well."
            );
        }
    }
    // leptos reads it when it is compiled, to know what the page's module is called.
    println!("cargo::rerun-if-env-changed=LEPTOS_OUTPUT_NAME");
}
