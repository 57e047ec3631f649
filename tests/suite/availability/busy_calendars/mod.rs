//! People's own calendars, in whose busy times they can't be booked.

mod fetching;
mod hostile;
mod kept_free;
mod reading;
mod uploading;
