//! What a person is told of: being called in, being given a case, time running out on what they answer for.

use base::ids::PersonId;
use policy::model::Audience;
use serde::de::DeserializeOwned;

use crate::events::{Assigned, ClockWarned, Noted, PromiseBroken, Returned, Transferred};

/// The kinds of events that may concern one person.
pub const KINDS: [&str; 6] = [
    "cases.noted.v1",
    "cases.assigned.v1",
    "cases.transferred.v1",
    "cases.returned.v1",
    "cases.clock_warned.v1",
    "cases.promise_broken.v1",
];

/// Whether an event is for this person: its kind, and its fields as JSON. Of time limits those are told whom policy names.
pub fn concerns(me: &PersonId, kind: &str, body: &str) -> bool {
    let is_me = |other: &Option<PersonId>| other.as_ref() == Some(me);
    match kind {
        "cases.noted.v1" => said(body, |it: Noted| it.mentions.contains(me)),
        "cases.assigned.v1" => said(body, |it: Assigned| is_me(&it.to)),
        "cases.transferred.v1" => said(body, |it: Transferred| is_me(&it.to_person)),
        "cases.returned.v1" => said(body, |it: Returned| is_me(&it.owner_id)),
        "cases.promise_broken.v1" => said(body, |it: PromiseBroken| it.person_id == *me),
        "cases.clock_warned.v1" => said(body, |it: ClockWarned| {
            (is_me(&it.owner_id) && it.tell.contains(&Audience::Handler))
                || (is_me(&it.first_owner_id) && it.tell.contains(&Audience::FirstOwner))
        }),
        _ => false,
    }
}

/// A row of another system's log has the kind but not the fields: it is for nobody here.
fn said<T: DeserializeOwned>(body: &str, is_for_me: impl FnOnce(T) -> bool) -> bool {
    serde_json::from_str(body).is_ok_and(is_for_me)
}
