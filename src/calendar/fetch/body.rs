use super::Failed;
use flate2::read::MultiGzDecoder;
use std::io::Read;
use ureq::http::header::CONTENT_ENCODING;
use ureq::{Body, http::Response};

/// A body as it is after unpacking, up to this many bytes: what a few kilobytes of packed zeros come to is counted
/// as it comes.
pub(crate) fn read(answer: Response<Body>, largest: usize) -> Result<Vec<u8>, Failed> {
    let packed = answer.headers().get(CONTENT_ENCODING).is_some_and(|coding| coding.as_bytes() == b"gzip");
    let limit = u64::try_from(largest).unwrap_or(u64::MAX).saturating_add(1);
    // What is received is not more than what it comes to, or it is no use.
    let received = answer.into_body().into_with_config().limit(limit).reader();
    let reader: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(received)) } else { Box::new(received) };
    let mut bytes = Vec::new();
    match reader.take(limit).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() > largest => Err(Failed::TooLarge),
        Ok(_) => Ok(bytes),
        Err(error) => Err(super::of_io(&error)),
    }
}
