//! Calendars of one's own, whose busy times are kept free.

mod fetching;
mod hostile;
mod kept_free;
mod reading;
mod uploading;
