//! Every file compressed beforehand and as small as it gets: the server then only picks the one to send.

use std::io::Write;
use std::path::Path;
use std::thread;

use crate::error::SiteError;
use crate::files::{Content, Wanted};
use crate::slot::Slot;

/// Kinds of files that compressing makes smaller.
const WORTH_IT: &[&str] = &["css", "html", "js", "json", "onnx", "svg", "txt", "wasm"];

/// Adds `NAME.br` and `NAME.gz` for every file that is worth it.
pub(crate) fn all(wanted: &mut Wanted, cache: &Path) -> Result<(), SiteError> {
    let mut files: Vec<(String, Content)> = wanted
        .iter()
        .filter(|(name, _)| name.rsplit_once('.').is_some_and(|(_, extension)| WORTH_IT.contains(&extension)))
        .map(|(name, content)| (name.clone(), content.clone()))
        .collect();
    // Dealt out like cards, so that the two big modules and the two big networks meet different threads.
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut hands: Vec<Vec<(String, Content)>> = vec![Vec::new(); threads];
    files.sort_by_key(|(name, _)| {
        name.rsplit_once('.').map(|(stem, extension)| (extension.to_owned(), stem.to_owned()))
    });
    for (turn, file) in files.into_iter().enumerate() {
        hands[turn % threads].push(file);
    }
    let compressed: Result<Vec<Vec<_>>, SiteError> = thread::scope(|scope| {
        let workers: Vec<_> = hands
            .iter()
            .map(|hand| scope.spawn(move || hand.iter().map(|(name, content)| both(name, content, cache)).collect()))
            .collect();
        // A panic in a thread is a bug of ours; let it end the program here, too.
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    for (name, folder) in compressed?.into_iter().flatten() {
        for ending in ["br", "gz"] {
            wanted.file(&format!("{name}.{ending}"), folder.join(ending));
        }
    }
    Ok(())
}

/// The folder with the two compressed forms of a file.
fn both(name: &str, content: &Content, cache: &Path) -> Result<(String, std::path::PathBuf), SiteError> {
    let bytes = content.bytes()?;
    let slot = Slot::new(cache.join(name.replace('/', "~")));
    let folder = slot.filled(&[b"brotli 11, gzip 9", &bytes], |folder| {
        let write = |ending: &str, bytes: std::io::Result<Vec<u8>>| {
            let path = folder.join(ending);
            bytes.and_then(|bytes| std::fs::write(&path, bytes)).map_err(|source| SiteError::Write { path, source })
        };
        write("br", brotli(&bytes))?;
        write("gz", gzip(&bytes))
    })?;
    Ok((name.to_owned(), folder))
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters)?;
    Ok(small)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::files::{self, Wanted};

    #[test]
    fn both_forms_unpack_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let text = "the same words, ".repeat(500);
        let mut wanted = Wanted::new(&folder.path().join("site"));
        wanted.text("pkg/a.css", text.clone());
        wanted.text("pkg/photo.jpg", "not worth it".to_owned());
        all(&mut wanted, &folder.path().join("cache")).unwrap();
        wanted.place().unwrap();

        let names: Vec<&String> = wanted.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["pkg/a.css", "pkg/a.css.br", "pkg/a.css.gz", "pkg/photo.jpg"]);

        let mut unpacked = Vec::new();
        let packed = files::read(&folder.path().join("site/pkg/a.css.br")).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());

        let mut unpacked = String::new();
        let packed = files::read(&folder.path().join("site/pkg/a.css.gz")).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
