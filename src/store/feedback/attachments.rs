//! What is attached to sessions.

use crate::domain::feedback::attachment::{Attachment, AttachmentKind, MAX_ATTACHMENTS, NewAttachment};
use crate::domain::{AccountId, AttachmentId, MailId, Seat, SessionId, Timestamp};
use crate::store::rows::{parse, parse_opt};
use crate::store::safety::blocks::kept_apart;
use crate::store::schema::{attachments, blocks, sessions};
use crate::store::{Db, StoreError};
use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = attachments)]
struct Row {
    id: String,
    session_id: String,
    made_by: String,
    kind: String,
    title: Option<String>,
    language: Option<String>,
    content: String,
    in_shares: bool,
    created_at: NaiveDateTime,
}

fn read((row, candidate): (Row, String)) -> Result<Attachment, StoreError> {
    let made = NewAttachment {
        kind: parse::<AttachmentKind>(&row.kind)?,
        title: parse_opt(row.title.as_deref())?,
        language: parse_opt(row.language.as_deref())?,
        content: parse(&row.content)?,
        in_shares: row.in_shares,
    };
    Ok(Attachment {
        id: parse(&row.id)?,
        session: parse(&row.session_id)?,
        by: if row.made_by == candidate { Seat::Candidate } else { Seat::Interviewer },
        made,
        created_at: Timestamp::from_naive(row.created_at),
    })
}

/// Places in a session: as many for each of the two, who may have added to it behind a block.
const PLACES: usize = 2 * MAX_ATTACHMENTS;

/// Saves it in the first free place of its session; `false` if there is none. The caller holds the session's lock; without it, the
/// key refuses one of two in the same place.
pub fn insert(conn: &mut Db, one: &Attachment, maker: AccountId) -> Result<bool, StoreError> {
    let taken: Vec<i32> = attachments::table
        .filter(attachments::session_id.eq(one.session.to_string()))
        .select(attachments::place)
        .load(conn)?;
    let Some(place) = (1..).take(PLACES).find(|place| !taken.contains(place)) else { return Ok(false) };
    let NewAttachment { kind, title, language, content, in_shares } = &one.made;
    diesel::insert_into(attachments::table)
        .values((
            attachments::id.eq(one.id.to_string()),
            attachments::session_id.eq(one.session.to_string()),
            attachments::place.eq(place),
            attachments::made_by.eq(maker.to_string()),
            attachments::kind.eq(kind.as_str()),
            attachments::title.eq(title.as_deref()),
            attachments::language.eq(language.as_deref()),
            attachments::content.eq(content.to_string()),
            attachments::in_shares.eq(*in_shares),
            attachments::created_at.eq(one.created_at.naive()),
        ))
        .execute(conn)?;
    Ok(true)
}

/// A condition: it wasn't attached while one of the session's two people had blocked the other. What was is passed on to nobody.
macro_rules! passed_on {
    () => {
        not(exists(kept_apart().filter(blocks::created_at.le(attachments::created_at))))
    };
}

/// What is attached to these sessions, in order, as somebody in this seat sees it: what they attached themselves, and what the other
/// did unless it was attached while one of the two had blocked the other.
pub fn of_sessions(conn: &mut Db, of: &[SessionId], seat: Seat) -> Result<Vec<Attachment>, StoreError> {
    let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
    let query = attachments::table
        .inner_join(sessions::table)
        .filter(attachments::session_id.eq_any(ids))
        .order((attachments::session_id, attachments::created_at, attachments::id))
        .select((Row::as_select(), sessions::candidate_id))
        .into_boxed();
    let query = match seat {
        Seat::Candidate => query.filter(attachments::made_by.eq(sessions::candidate_id).or(passed_on!())),
        Seat::Interviewer => query.filter(attachments::made_by.eq(sessions::interviewer_id).or(passed_on!())),
    };
    let rows: Vec<(Row, String)> = query.load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The same for every session of somebody, in either seat, for the export of their data.
pub fn of_person(conn: &mut Db, who: AccountId) -> Result<Vec<Attachment>, StoreError> {
    let me = who.to_string();
    let mine = sessions::candidate_id.eq(me.clone()).or(sessions::interviewer_id.eq(me.clone()));
    let rows: Vec<(Row, String)> = attachments::table
        .inner_join(sessions::table)
        .filter(mine)
        .filter(attachments::made_by.eq(me).or(passed_on!()))
        .order((attachments::session_id, attachments::created_at, attachments::id))
        .select((Row::as_select(), sessions::candidate_id))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Deletes one; `false` if it doesn't exist.
pub fn delete(conn: &mut Db, id: AttachmentId) -> Result<bool, StoreError> {
    Ok(diesel::delete(attachments::table.filter(attachments::id.eq(id.to_string()))).execute(conn)? == 1)
}

/// Saves whether people with a link to the feedback see it; `false` if it doesn't exist.
pub fn set_in_shares(conn: &mut Db, id: AttachmentId, in_shares: bool) -> Result<bool, StoreError> {
    let one = attachments::table.filter(attachments::id.eq(id.to_string()));
    Ok(diesel::update(one).set(attachments::in_shares.eq(in_shares)).execute(conn)? == 1)
}

/// Marks what this person attached to a session, and what no other mail has told of, as told by this mail; and returns everything
/// that this mail tells. The same again for a mail that's tried again.
pub fn tell(
    conn: &mut Db,
    session: SessionId,
    maker: AccountId,
    mail: MailId,
) -> Result<Vec<AttachmentId>, StoreError> {
    let theirs = attachments::table
        .filter(attachments::session_id.eq(session.to_string()))
        .filter(attachments::made_by.eq(maker.to_string()));
    diesel::update(theirs.filter(attachments::told_by.is_null()))
        .set(attachments::told_by.eq(mail.to_string()))
        .execute(conn)?;
    let told: Vec<String> = attachments::table
        .filter(attachments::session_id.eq(session.to_string()))
        .filter(attachments::told_by.eq(mail.to_string()))
        .select(attachments::id)
        .load(conn)?;
    told.iter().map(|id| parse(id)).collect()
}

/// When somebody's account is deleted: deletes what they attached as a candidate, and the links to work of theirs, whoever attached
/// them. What they attached as an interviewer stays with the candidate, as notes do, and is no longer in shares: nobody could take
/// that back any more.
pub fn erase(conn: &mut Db, who: AccountId) -> Result<(), StoreError> {
    let me = who.to_string();
    let as_candidate = sessions::table.filter(sessions::candidate_id.eq(me.clone())).select(sessions::id);
    let theirs = attachments::made_by.eq(me.clone()).or(attachments::kind.eq(AttachmentKind::Link.as_str()));
    diesel::delete(attachments::table.filter(attachments::session_id.eq_any(as_candidate)).filter(theirs))
        .execute(conn)?;
    diesel::update(attachments::table.filter(attachments::made_by.eq(me)))
        .set(attachments::in_shares.eq(false))
        .execute(conn)?;
    Ok(())
}
