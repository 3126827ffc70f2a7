//! Formats that cameras and phones make and PicMe does not take, told by their first bytes: server and page say the same.

use super::FailureCode;

/// Which format that PicMe does not take this is; 64 bytes are enough. `None` for everything else.
pub fn foreign_format(head: &[u8]) -> Option<FailureCode> {
    if head.get(4..8) == Some(b"ftyp") {
        return iso_media(head);
    }
    let begins = |magic: &[&[u8]]| magic.iter().any(|magic| head.starts_with(magic));
    // TIFF in both byte orders, which most makers' raw files are, then Olympus, Panasonic, Fujifilm, Sigma and Minolta.
    let raw = begins(&[b"II*\0", b"MM\0*", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FUJIFILMCCD-RAW", b"FOVb", b"\0MRM"]);
    raw.then_some(FailureCode::Raw)
}

/// ISO 14496-12: the brand, then a version, then the brands it is compatible with.
fn iso_media(head: &[u8]) -> Option<FailureCode> {
    let length = head.first_chunk().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = head.get(8..length.min(head.len()))?;
    let mut brands = brands.chunks_exact(4).enumerate().filter(|(at, _)| *at != 1).map(|(_, brand)| brand);
    brands.find_map(|brand| match brand {
        b"avif" | b"avis" => Some(FailureCode::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(FailureCode::Heic),
        b"crx " => Some(FailureCode::Raw),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_by_its_first_bytes() {
        assert_eq!(foreign_format(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Some(FailureCode::Heic));
        assert_eq!(foreign_format(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"), Some(FailureCode::Avif));
        assert_eq!(foreign_format(b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom"), Some(FailureCode::Raw));
        assert_eq!(foreign_format(b"II*\0\x10\0\0\0CR\x02\0"), Some(FailureCode::Raw));
        assert_eq!(foreign_format(b"FUJIFILMCCD-RAW 0201"), Some(FailureCode::Raw));
        for other in [&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", b"GIF89a", b""] {
            assert_eq!(foreign_format(other), None);
        }
    }
}
