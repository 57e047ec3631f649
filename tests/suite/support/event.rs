use calcard::icalendar::{ICalendar, ICalendarProperty};
use candor::domain::Timestamp;

/// The one event of an iCalendar object, as another library reads it.
#[derive(Debug, PartialEq)]
pub struct Event {
    pub method: String,
    pub uid: String,
    pub sequence: i64,
    pub starts_at: String,
    pub ends_at: String,
    pub status: String,
    pub summary: String,
    pub location: Option<String>,
    pub attendees: Vec<String>,
}

impl Event {
    #[track_caller]
    pub fn parse(ics: &str) -> Self {
        let read = ICalendar::parse(ics).expect("an iCalendar object");
        let [calendar, event] = read.components.as_slice() else { panic!("not one event: {ics}") };
        let value = |property| event.property(&property).and_then(|entry| entry.values.first());
        let text = |property| value(property).and_then(|value| value.as_text()).map(str::to_owned);
        let time = |property| {
            let epoch = value(property).unwrap().as_partial_date_time().unwrap().to_timestamp().unwrap();
            Timestamp::from_epoch(epoch).to_string()
        };
        let method = calendar.property(&ICalendarProperty::Method).unwrap().values.first().unwrap();
        Self {
            method: method.as_text().unwrap().to_owned(),
            uid: event.uid().unwrap().to_owned(),
            sequence: value(ICalendarProperty::Sequence).unwrap().as_integer().unwrap(),
            starts_at: time(ICalendarProperty::Dtstart),
            ends_at: time(ICalendarProperty::Dtend),
            status: text(ICalendarProperty::Status).unwrap(),
            summary: text(ICalendarProperty::Summary).unwrap(),
            location: text(ICalendarProperty::Location),
            attendees: event
                .properties(&ICalendarProperty::Attendee)
                .map(|entry| entry.calendar_address().unwrap().to_owned())
                .collect(),
        }
    }
}

/// The UIDs of all events in a calendar, sorted.
#[track_caller]
pub fn uids(ics: &str) -> Vec<String> {
    let read = ICalendar::parse(ics).expect("an iCalendar object");
    let events = read.components.iter().filter_map(|component| component.uid());
    let mut found: Vec<String> = events.map(str::to_owned).collect();
    found.sort();
    found
}
