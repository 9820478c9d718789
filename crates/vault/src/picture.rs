//! Pictures, made small for lists and threads.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits, Rgb, RgbImage};

/// Neither side of a small picture is longer, in pixels.
const SIDE: u32 = 480;
/// Neither side of a picture that is made small is longer.
const MOST_SIDE: u32 = 12_000;
/// So much memory a picture may take while it is read: a small file can hold a huge one.
const MOST_BYTES: u64 = 128 * 1024 * 1024;
const QUALITY: u8 = 80;

/// The picture in a file, upright and small, as JPEG; nothing when it is no picture that can be read.
pub fn small(content: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(content)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if picture.width() > SIDE || picture.height() > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    picture.apply_orientation(orientation);
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&on_white(&picture)).ok()?;
    Some(out)
}

/// What is transparent lets a white page through; JPEG knows no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let from = picture.to_rgba8();
    RgbImage::from_fn(from.width(), from.height(), |x, y| {
        let [colours @ .., alpha] = from.get_pixel(x, y).0;
        let share = u16::from(alpha);
        Rgb(colours.map(|it| u8::try_from((u16::from(it) * share + 255 * (255 - share)) / 255).unwrap_or(u8::MAX)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;
    use image::Rgba;
    use image::RgbaImage;

    fn png(width: u32, height: u32, colour: [u8; 4]) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let picture = DynamicImage::from(RgbaImage::from_pixel(width, height, Rgba(colour)));
        picture.write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_picture_gets_small_and_keeps_its_shape() {
        let made = image::load_from_memory(&small(&png(1920, 960, [200, 30, 30, 255])).unwrap()).unwrap();
        assert_eq!((made.width(), made.height()), (480, 240));
        let made = image::load_from_memory(&small(&png(20, 40, [0, 0, 0, 255])).unwrap()).unwrap();
        assert_eq!((made.width(), made.height()), (20, 40), "a small one stays as it is");
    }

    #[test]
    fn what_is_transparent_is_white() {
        let made = image::load_from_memory(&small(&png(8, 8, [0, 0, 0, 0])).unwrap()).unwrap().to_rgb8();
        assert!(made.pixels().all(|it| it.0.iter().all(|one| *one > 250)), "{:?}", made.get_pixel(0, 0));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_none() {
        assert_eq!(small(b"%PDF-1.7"), None);
        assert_eq!(small(b"\x89PNG 1234"), None);
        let mut cut = png(100, 100, [9, 9, 9, 255]);
        cut.truncate(40);
        assert_eq!(small(&cut), None);
        // A head that promises more pixels than any memory holds.
        let mut bomb = png(10, 10, [9, 9, 9, 255]);
        bomb[16..24].copy_from_slice(&[0, 0, 0x80, 0, 0, 0, 0x80, 0]);
        assert_eq!(small(&bomb), None);
    }
}
