//! What the scanner makes of chosen pictures, natively: one JSON object a line, `{"file", "guidance", "embedding"}`.
//!
//! `cargo run -p scanner --example take -- NETWORKS PICTURE…`, where NETWORKS is the folder of the browser's networks
//! (`target/site/weights`). The browser test holds the same pictures against it: one engine, two machines.

use std::error::Error;
use std::path::Path;

use domain::scanner::{FromScanner, Network, ToScanner};
use faces::DecodeLimits;
use scanner::Scanner;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let networks = arguments.next().ok_or("name the folder of the browser's networks")?;
    let mut scanner = load(Path::new(&networks))?;
    for file in arguments {
        let picture = faces::decode(&std::fs::read(&file)?, &DecodeLimits::default())?.pixels;
        let (pixels, _) = picture.rgb.as_chunks::<3>();
        let rgba = pixels.iter().flat_map(|&[red, green, blue]| [red, green, blue, 255]).collect();
        let take = ToScanner::Take { id: 0, width: picture.width, height: picture.height, picture: true };
        if let FromScanner::Frame { guidance, embedding, .. } = scanner.receive(&take, rgba)? {
            println!("{}", serde_json::json!({ "file": file, "guidance": guidance, "embedding": embedding }));
        }
    }
    Ok(())
}

fn load(folder: &Path) -> Result<Scanner, Box<dyn Error>> {
    let mut scanner = Scanner::default();
    let networks = [
        (Network::Preview, "preview"),
        (Network::Landmarks, "landmarks"),
        (Network::Recognition, "recognition"),
        (Network::Detector, "detector"),
    ];
    for (network, name) in networks {
        scanner.receive(&ToScanner::Load { network }, std::fs::read(folder.join(format!("{name}.onnx")))?)?;
    }
    scanner.receive(&ToScanner::Warm { run: false }, Vec::new())?;
    Ok(scanner)
}
