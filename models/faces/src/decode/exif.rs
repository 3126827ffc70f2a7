//! The one thing PicMe reads from a photo's metadata: when it was taken.

use exif::{DateTime, Exif, In, Reader, Tag, Value};
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

/// When the shutter was released, by the camera's clock. Without a time zone in the metadata it is taken for UTC.
pub(super) fn taken_at(raw: Vec<u8>) -> Option<OffsetDateTime> {
    let metadata = Reader::new().read_raw(raw).ok()?;
    let mut moment = DateTime::from_ascii(ascii(&metadata, Tag::DateTimeOriginal)?).ok()?;
    if let Some(offset) = ascii(&metadata, Tag::OffsetTimeOriginal) {
        // A zone that cannot be read is as good as none.
        let _ = moment.parse_offset(offset);
    }
    let month = Month::try_from(moment.month).ok()?;
    let date = Date::from_calendar_date(i32::from(moment.year), month, moment.day).ok()?;
    let clock = Time::from_hms(moment.hour, moment.minute, moment.second).ok()?;
    let zone = UtcOffset::from_whole_seconds(i32::from(moment.offset.unwrap_or(0)) * 60).ok()?;
    Some(OffsetDateTime::new_in_offset(date, clock, zone))
}

fn ascii(metadata: &Exif, tag: Tag) -> Option<&[u8]> {
    match &metadata.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first().map(Vec::as_slice),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use exif::Field;
    use exif::experimental::Writer;
    use time::macros::datetime;

    use super::*;

    fn metadata(fields: &[(Tag, &str)]) -> Vec<u8> {
        let fields: Vec<Field> = fields
            .iter()
            .map(|(tag, text)| Field {
                tag: *tag,
                ifd_num: In::PRIMARY,
                value: Value::Ascii(vec![text.as_bytes().to_vec()]),
            })
            .collect();
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut bytes = std::io::Cursor::new(Vec::new());
        writer.write(&mut bytes, false).expect("writes");
        bytes.into_inner()
    }

    #[test]
    fn the_cameras_clock_is_read_with_its_zone_or_as_utc() {
        let taken = (Tag::DateTimeOriginal, "2026:06:21 17:05:09");
        assert_eq!(taken_at(metadata(&[taken])), Some(datetime!(2026-06-21 17:05:09 UTC)));
        let zoned = metadata(&[taken, (Tag::OffsetTimeOriginal, "+02:00")]);
        assert_eq!(taken_at(zoned), Some(datetime!(2026-06-21 17:05:09 +2)));
        let odd = metadata(&[taken, (Tag::OffsetTimeOriginal, "noon")]);
        assert_eq!(taken_at(odd), Some(datetime!(2026-06-21 17:05:09 UTC)));
    }

    #[test]
    fn a_clock_that_was_never_set_says_nothing() {
        assert_eq!(taken_at(metadata(&[(Tag::DateTimeOriginal, "0000:00:00 00:00:00")])), None);
        assert_eq!(taken_at(metadata(&[(Tag::DateTimeOriginal, "    :  :     :  :  ")])), None);
        assert_eq!(taken_at(b"nonsense".to_vec()), None);
    }
}
