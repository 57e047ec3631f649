//! Reading a body: as it was sent, and within bounds of size and time.

use crate::app::App;
use crate::service::{Code, Error};
use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::web::{self, Bytes, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::{Stream, StreamExt};
use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

/// The largest body that is read, in bytes, unless it's a file.
pub const MAX_BODY: usize = 256 * 1024;

/// How long a body may take from its first byte to its last; 2 MiB over a slow line take a minute.
const MAX_TIME: Duration = Duration::from_secs(90);

/// Most bodies are here long before this. One that isn't is slow, and only [`MAX_SLOW`] of those are waited for.
const SLOW: Duration = Duration::from_secs(5);

/// How long the rest of a body that nobody reads is waited for, so that its connection can be used again.
const DRAIN: Duration = Duration::from_millis(100);

/// How many slow bodies are waited for at once, in the whole process.
pub const MAX_SLOW: usize = 128;

/// Reads a body of at most `max` bytes.
///
/// # Errors
/// `unsupported_media_type` for a compressed body, `too_large`, `too_slow`, and `malformed_json` when it ends early.
pub fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    max: usize,
) -> impl Future<Output = Result<Bytes, Error>> + 'static {
    let as_it_is = request.headers().get(header::CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
    let slow = request.app_data::<Data<App>>().map(|app| app.slow_bodies.clone());
    let body = web::Payload::from_request(request, payload).into_inner();
    async move {
        if !as_it_is {
            let detail = "Send the body as it is, without a Content-Encoding.";
            return Err(Error::new(Code::UnsupportedMediaType, detail));
        }
        let body = body.map_err(|_| cut_short())?;
        let mut body = pin!(body.to_bytes_limited(max));
        let read = match timeout(SLOW, body.as_mut()).await {
            Ok(read) => read,
            Err(_) => {
                let slow = slow.ok_or_else(|| Error::internal("no app"))?;
                let _waited_for = slow.try_acquire().map_err(|_| too_slow())?;
                timeout(MAX_TIME - SLOW, body).await.map_err(|_| too_slow())?
            }
        };
        read.map_err(|_| too_large(max))?.map_err(|_| cut_short())
    }
}

fn too_large(max: usize) -> Error {
    let most = if max < 1024 * 1024 { format!("{} KiB", max / 1024) } else { format!("{} MiB", max / 1024 / 1024) };
    let detail = format!("The body is larger than {most}. Please send less at a time.");
    Error::new(Code::TooLarge, detail)
}

fn too_slow() -> Error {
    Error::new(Code::TooSlow, "The body took too long to arrive. Please send it again over a faster connection.")
}

fn cut_short() -> Error {
    Error::new(Code::MalformedJson, "The body ended early. Please send it again.")
}

/// Ends a connection whose request has a body in chunks that nobody read to its end.
///
/// The server reads on when such a body is dropped, until the last chunk has come, which may be never. While it's
/// still there when the answer has been sent, the connection is closed instead. So it's kept with the answer.
pub async fn end_unread<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, Answer>>, actix_web::Error> {
    if !request.headers().contains_key(header::TRANSFER_ENCODING) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let unread: Unread = Rc::default();
    let body = Chunks { payload: Some(request.take_payload()), unread: unread.clone() };
    request.set_payload(Payload::Stream { payload: Box::pin(body) });
    let answer = next.call(request).await?;
    // A body without content ends at once, but its end can come in a packet of its own.
    if let Some(rest) = unread.take() {
        unread.set(drain(rest).await);
    }
    Ok(answer.map_body(|_, body| EitherBody::right(Answer { body: body.boxed(), _unread: unread })))
}

/// Reads the rest of a body for a moment; answers what's left of it, if that wasn't all.
async fn drain(mut rest: Payload) -> Option<Payload> {
    let mut left = MAX_BODY;
    let all = async {
        while let Some(Ok(bytes)) = rest.next().await {
            left = left.checked_sub(bytes.len())?;
        }
        Some(())
    };
    let drained = timeout(DRAIN, all).await;
    if matches!(drained, Ok(Some(()))) { None } else { Some(rest) }
}

type Unread = Rc<Cell<Option<Payload>>>;

/// A body in chunks, which goes to `unread` when whoever reads it stops before its end.
struct Chunks {
    payload: Option<Payload>,
    unread: Unread,
}

impl Stream for Chunks {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(payload) = &mut self.payload else { return Poll::Ready(None) };
        let next = Pin::new(payload).poll_next(context);
        if let Poll::Ready(None) = next {
            self.payload = None;
        }
        next
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        self.unread.set(self.payload.take());
    }
}

/// The body of an answer, and what wasn't read of the request's.
pub struct Answer {
    body: BoxBody,
    _unread: Unread,
}

impl MessageBody for Answer {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}
