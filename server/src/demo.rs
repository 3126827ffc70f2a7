//! The demo event: six party photos, and single-person pictures made of some of their people, processed for real.

use std::path::{Path, PathBuf};

use domain::account::Credentials;
use domain::event::{EventDraft, EventQuery};
use domain::organizer::OrganizerRegistration;
use domain::photo::PhotoKind;
use domain::{Embedding, EventId, Problem};
use faces::{DecodeLimits, Engine, Face, Pixels};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage, imageops};
use rand::distr::{Alphanumeric, SampleString};
use services::{Caller, Services};

use crate::cli::Failure;
use crate::{qr, weights};

const EMAIL: &str = "demo@picme.example";
const EVENT: &str = "The garden party";
/// How much of their surroundings a single-person picture may show, in sizes of the face; tried in this order.
const MARGINS: [f32; 4] = [0.55, 0.8, 0.4, 1.1];
/// Single-person pictures per demo photo: enough people that there is something to keep apart.
const PEOPLE_PER_PHOTO: usize = 2;

/// A demo picture as a file.
pub struct DemoPhoto {
    /// Its name.
    pub filename: String,
    /// JPEG.
    pub bytes: Vec<u8>,
    /// Who is on it, as the original shows them, when it is a single-person picture.
    pub of: Option<Embedding>,
}

/// How a single-person picture is altered, so that it is not the same pixels again.
struct Alteration {
    name: &'static str,
    brightness: i32,
    scale: f32,
    quality: u8,
}

const ALTERATIONS: [Alteration; 2] = [
    Alteration { name: "bright", brightness: 18, scale: 1.3, quality: 84 },
    Alteration { name: "dim", brightness: -22, scale: 0.9, quality: 72 },
];

/// The six photos, and for some of their people two altered pictures each.
pub fn photos(engine: &Engine) -> Result<Vec<DemoPhoto>, Failure> {
    let mut photos = Vec::new();
    for original in originals() {
        let pictures = single_pictures(engine, &original)?;
        photos.push(original);
        photos.extend(pictures);
    }
    Ok(photos)
}

/// The six photos as they come with the networks.
pub fn originals() -> Vec<DemoPhoto> {
    let photos = weights::demo_photos().into_iter();
    photos.map(|(filename, bytes)| DemoPhoto { filename, bytes, of: None }).collect()
}

/// For some people of a photo two altered pictures each.
pub fn single_pictures(engine: &Engine, original: &DemoPhoto) -> Result<Vec<DemoPhoto>, Failure> {
    let limits = DecodeLimits { max_pixels: 50_000_000 };
    let pixels = faces::decode(&original.bytes, &limits)?.pixels;
    let faces = engine.faces(&pixels)?;
    let stem = original.filename.trim_end_matches(".jpg");
    let mut by_size: Vec<&Face> = faces.iter().filter(|face| face.sure).collect();
    by_size.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
    let mut pictures = Vec::new();
    let mut people = 0;
    for face in by_size {
        let Some(versions) = alone(engine, &pixels, &faces, face)? else { continue };
        people += 1;
        for (alteration, bytes) in ALTERATIONS.iter().zip(versions) {
            let filename = format!("{stem}-person{people}-{}.jpg", alteration.name);
            pictures.push(DemoPhoto { filename, bytes, of: Some(face.embedding.clone()) });
        }
        if people == PEOPLE_PER_PHOTO {
            break;
        }
    }
    Ok(pictures)
}

/// A part of a photo: left, top, width, height in pixels.
type Part = (u32, u32, u32, u32);

/// A person alone, in every alteration: the first cut that holds no part of another face and that PicMe itself takes for *individual*.
fn alone(engine: &Engine, photo: &Pixels, faces: &[Face], face: &Face) -> Result<Option<Vec<Vec<u8>>>, Failure> {
    for margin in MARGINS {
        let part = around(photo, face, margin);
        if faces.iter().any(|other| other.bounds != face.bounds && reaches_into(other, part)) {
            continue;
        }
        let versions = ALTERATIONS.iter().map(|alteration| alter(photo, part, alteration));
        let versions = versions.collect::<Result<Vec<_>, _>>()?;
        let mut individual = true;
        for bytes in &versions {
            let picture = faces::decode(bytes, &DecodeLimits::default())?.pixels;
            individual &= engine.analyse(&picture)?.kind == PhotoKind::Individual;
        }
        if individual {
            return Ok(Some(versions));
        }
    }
    Ok(None)
}

fn around(photo: &Pixels, face: &Face, margin: f32) -> Part {
    let bounds = &face.bounds;
    let left = (bounds.x - bounds.width * margin).max(0.0);
    let top = (bounds.y - bounds.height * margin).max(0.0);
    let right = (bounds.x + bounds.width * (1.0 + margin)).min(photo.width as f32);
    let bottom = (bounds.y + bounds.height * (1.0 + margin)).min(photo.height as f32);
    (left as u32, top as u32, (right - left) as u32, (bottom - top) as u32)
}

fn reaches_into(face: &Face, part: Part) -> bool {
    let (left, top, width, height) = (part.0 as f32, part.1 as f32, part.2 as f32, part.3 as f32);
    let bounds = &face.bounds;
    bounds.x < left + width
        && left < bounds.x + bounds.width
        && bounds.y < top + height
        && top < bounds.y + bounds.height
}

fn alter(photo: &Pixels, part: Part, alteration: &Alteration) -> Result<Vec<u8>, Failure> {
    let whole = RgbImage::from_raw(photo.width, photo.height, photo.rgb.clone()).ok_or("a photo without its pixels")?;
    let crop = imageops::crop_imm(&whole, part.0, part.1, part.2, part.3).to_image();
    let scaled = |side: u32| ((side as f32) * alteration.scale).round() as u32;
    let resized = imageops::resize(&crop, scaled(part.2), scaled(part.3), imageops::FilterType::CatmullRom);
    let picture = imageops::brighten(&resized, alteration.brightness);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, alteration.quality).encode(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        ExtendedColorType::Rgb8,
    )?;
    Ok(bytes)
}

/// Makes the demo event unless it is there, waits until its photos are ready, and says how to try it.
pub async fn prepare(services: &Services, engine: &Engine, data: &Path, url: &str) -> Result<(), Failure> {
    let password = password(data)?;
    let caller = sign_in(services, &password).await?;
    let event = match services
        .my_events(&caller, &EventQuery::default())
        .await?
        .into_iter()
        .find(|event| event.event.name == EVENT)
    {
        Some(event) => event.event,
        None => fill(services, &caller, engine).await?,
    };
    wait_until_ready(services, &caller, event.id).await?;

    let landing = format!("{url}/e/{}", event.code);
    println!("\nThe demo event \"{EVENT}\" is ready: {landing}\n\n{}", qr::terminal(&landing));
    println!("Scan with your own face: you are in none of its photos, and PicMe says so.");
    println!("To find somebody, choose \"Use a picture instead\" and take one of these:");
    for path in examples(engine, &data.join("demo"))? {
        println!("  {}", path.display());
    }
    println!("\nThe organizer signs in at {url}/admin/login with {EMAIL} and the password {password}");
    Ok(())
}

/// The pictures to try the scan with: made once, whole or not at all.
fn examples(engine: &Engine, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.exists() {
        let unfinished = folder.with_extension("part");
        std::fs::create_dir_all(&unfinished)?;
        for photo in tokio::task::block_in_place(|| photos(engine))? {
            if photo.filename.contains("-bright") {
                std::fs::write(unfinished.join(&photo.filename), &photo.bytes)?;
            }
        }
        std::fs::rename(unfinished, folder)?;
    }
    let mut paths = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    paths.sort();
    Ok(paths)
}

/// The demo organizer's password: made once, kept where the operator alone can read it.
fn password(data: &Path) -> Result<String, Failure> {
    let path = data.join("demo-password");
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Ok(text.trim().to_owned());
    }
    let password = Alphanumeric.sample_string(&mut rand::rng(), 16);
    crate::lan::write_private(&path, &password)?;
    Ok(password)
}

async fn sign_in(services: &Services, password: &str) -> Result<Caller, Problem> {
    let caller = Caller::local(services);
    let new = OrganizerRegistration {
        organization_name: "PicMe demo".to_owned(),
        email: EMAIL.to_owned(),
        password: password.to_owned(),
    };
    // Registering once more changes nothing.
    services.register_verified_organizer(&caller, new).await?;
    let given = Credentials { email: EMAIL.to_owned(), password: password.to_owned() };
    services.sign_in_organizer(&caller, given).await?;
    caller.again(services).await
}

async fn fill(services: &Services, caller: &Caller, engine: &Engine) -> Result<domain::event::Event, Failure> {
    let draft = EventDraft {
        name: EVENT.to_owned(),
        location: "The garden behind the house".to_owned(),
        date: "2026-06-20".to_owned(),
        category: "Party".to_owned(),
        ..EventDraft::default()
    };
    let event = services.create_event(caller, draft).await?;
    let uploads = services.begin_upload(caller, event.id).await?;
    for photo in tokio::task::block_in_place(|| photos(engine))? {
        let content = futures::stream::iter([Ok::<_, std::convert::Infallible>(photo.bytes)]);
        uploads.take(&photo.filename, content).await?;
    }
    Ok(event)
}

async fn wait_until_ready(services: &Services, caller: &Caller, event: EventId) -> Result<(), Problem> {
    let mut changes = services.changes();
    let mut told = 0;
    loop {
        let progress = services.progress(caller, event).await?;
        if progress.ready > told {
            told = progress.ready;
            println!("Demo photos ready: {told} of {}", progress.total);
        }
        if progress.is_settled() {
            return Ok(());
        }
        // Another process's work is not told here, so look now and then all the same.
        let _ = tokio::time::timeout(std::time::Duration::from_secs(2), changes.recv()).await;
    }
}
