use super::Failed;
use flate2::read::MultiGzDecoder;
use std::io::Read;
use ureq::http::header::CONTENT_ENCODING;
use ureq::{Body, http::Response};

/// Reads a body up to this many bytes, counted after decompression, so that a few kilobytes of compressed zeros can't
/// fill the memory.
pub(crate) fn read(answer: Response<Body>, largest: usize) -> Result<Vec<u8>, Failed> {
    let packed = answer.headers().get(CONTENT_ENCODING).is_some_and(|coding| coding.as_bytes() == b"gzip");
    let limit = u64::try_from(largest).unwrap_or(u64::MAX).saturating_add(1);
    // The compressed size is limited too; it should never be larger than the content.
    let received = answer.into_body().into_with_config().limit(limit).reader();
    let reader: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(received)) } else { Box::new(received) };
    let mut bytes = Vec::new();
    match reader.take(limit).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() > largest => Err(Failed::TooLarge),
        Ok(_) => Ok(bytes),
        Err(error) => Err(super::of_io(&error)),
    }
}
