//! Reading a request body, with limits on size and time.

use crate::app::App;
use crate::service::{Code, Error};
use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::rt::time::timeout;
use actix_web::web::{self, Bytes, BytesMut, Data};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::{Stream, StreamExt};
use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::Semaphore;

/// The largest body accepted, in bytes, except for files.
pub const MAX_BODY: usize = 256 * 1024;

/// How long a body may take from its first byte to its last; 2 MiB over a slow connection take a minute.
const MAX_TIME: Duration = Duration::from_secs(90);

/// Most bodies arrive long before this. Those that don't count as slow, and we only wait for [`MAX_SLOW`] of them.
const SLOW: Duration = Duration::from_secs(5);

/// How long to wait for the rest of an unread body, so that its connection can be reused.
const DRAIN: Duration = Duration::from_millis(100);

/// How many slow bodies the process waits for at the same time.
pub const MAX_SLOW: usize = 128;

/// Reads a body of at most `max` bytes.
///
/// # Errors
/// `unsupported_media_type` for a compressed body, `too_large`, `too_slow`, and `malformed_json` if it ends early.
pub fn read(
    request: &HttpRequest,
    payload: &mut Payload,
    max: usize,
) -> impl Future<Output = Result<Bytes, Error>> + 'static {
    let read = read_or_cut(request, payload, max);
    async move { read.await.map_err(|(error, _)| error) }
}

/// As [`read`]; of a body that is too large or took too long, with as much as came.
pub fn read_or_cut(
    request: &HttpRequest,
    payload: &mut Payload,
    max: usize,
) -> impl Future<Output = Result<Bytes, (Error, Bytes)>> + 'static {
    let as_it_is = request.headers().get(header::CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
    let slow = request.app_data::<Data<App>>().map(|app| app.slow_bodies.clone());
    let body = web::Payload::from_request(request, payload).into_inner();
    async move {
        if !as_it_is {
            let detail = "Send the body as it is, without a Content-Encoding.";
            return Err((Error::new(Code::UnsupportedMediaType, detail), Bytes::new()));
        }
        let mut came = BytesMut::new();
        let read = match body {
            Ok(body) => in_time(collect(body, &mut came, max), slow).await,
            Err(_) => Err(cut_short()),
        };
        let came = came.freeze();
        read.map(|()| came.clone()).map_err(|error| (error, came))
    }
}

/// Reads a body into `came`, `max` bytes at most.
async fn collect(mut body: web::Payload, came: &mut BytesMut, max: usize) -> Result<(), Error> {
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| cut_short())?;
        let left = max.saturating_sub(came.len());
        came.extend_from_slice(bytes.get(..left).unwrap_or(&bytes));
        if bytes.len() > left {
            return Err(too_large(max));
        }
    }
    Ok(())
}

/// Waits for a body that arrives in time; for a slow one only while there are few of them.
async fn in_time(reading: impl Future<Output = Result<(), Error>>, slow: Option<Arc<Semaphore>>) -> Result<(), Error> {
    let mut reading = pin!(reading);
    match timeout(SLOW, reading.as_mut()).await {
        Ok(read) => read,
        Err(_) => {
            let slow = slow.ok_or_else(|| Error::internal("no app"))?;
            let _waited_for = slow.try_acquire().map_err(|_| too_slow())?;
            timeout(MAX_TIME - SLOW, reading).await.map_err(|_| too_slow())?
        }
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

/// Closes a connection if its request's chunked body wasn't read to the end.
///
/// If such a body is dropped, the server keeps reading until the last chunk, which may never come. If the body still
/// exists when the response has been sent, the server closes the connection instead, so we keep it with the response.
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
    // An empty body ends at once, but its end may arrive in a separate packet.
    if let Some(rest) = unread.take() {
        unread.set(drain(rest).await);
    }
    Ok(answer.map_body(|_, body| EitherBody::right(Answer { body: body.boxed(), _unread: unread })))
}

/// Tries briefly to read the rest of a body; returns it if it hasn't ended.
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

/// A chunked body, which is put into `unread` if its reader stops before the end.
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

/// The body of a response, and the unread rest of the request's.
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
