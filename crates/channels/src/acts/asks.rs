//! What is asked about conversations.

use std::collections::BTreeMap;

use base::ids::{CaseId, ContactId, CustomerId, PartyId, PersonId, TagId};
use base::{Paged, Result, Stamp};
use db::Tx;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::Field;
use web::{Actor, Right};

use super::talk::Draft;
use super::{receive, sight};
use crate::handle::Channels;
use crate::model::{
    Conversation, ConversationRow, Last, Message, MessageKind, MessageRow, More, Named, Planned, State,
};
use crate::refused::Refused;
use crate::store;

/// Counters are exact up to here; a screen shows more as "1000+".
pub const COUNTED: i64 = 1_001;

/// The counters of the lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConversationCounts)]
pub struct Counts {
    /// With whoever asks.
    pub mine: i64,
    /// Offered to whoever asks.
    pub offered: i64,
    /// The customer waits for a word of whoever asks.
    pub unanswered: i64,
    /// Put off by whoever asks.
    pub snoozed: i64,
    /// In the queues that whoever asks serves; 1001 for more than a thousand.
    pub queue: i64,
    /// Not over, within reach; 1001 for more than a thousand.
    pub team: i64,
    /// Where whoever asks was called in by a note they have not seen; 1001 for more than a thousand.
    pub mentions: i64,
}

/// The counters of the lists.
pub fn counts(of: &Channels, tx: &mut Tx<'_>, me: &Actor) -> Result<Counts> {
    let sight = sight::sight(of, tx, me)?;
    let held = store::conversations::held_by(tx, &sight.person)?;
    let count = |fits: &dyn Fn(&ConversationRow) -> bool| {
        i64::try_from(held.iter().filter(|it| fits(it)).count()).unwrap_or(i64::MAX)
    };
    let mut team = 0;
    match &sight.units {
        None => team = store::lists::open_of(tx, None, COUNTED)?,
        Some(units) => {
            for unit in units {
                team += store::lists::open_of(tx, Some(unit), COUNTED - team.min(COUNTED))?;
            }
        }
    }
    Ok(Counts {
        mine: count(&|it| it.state == State::Open),
        offered: count(&|it| it.state == State::Offered),
        unanswered: count(&|it| it.state == State::Open && it.waiting_since.is_some()),
        snoozed: count(&|it| it.state == State::Snoozed),
        queue: store::lists::waiting(tx, &sight.queues, COUNTED)?,
        team,
        mentions: store::parts::called(tx, &sight.person, COUNTED)?,
    })
}

/// Conversations as shown in lists.
pub fn shown(of: &Channels, tx: &mut Tx<'_>, rows: &[ConversationRow]) -> Result<Vec<Conversation>> {
    let people: Vec<PersonId> =
        rows.iter().flat_map(|it| [&it.agent_id, &it.offered_to_id]).flatten().cloned().collect();
    let people = people::api::names(tx, &people)?;
    let named =
        |id: &Option<PersonId>| id.clone().map(|id| Named { name: people.get(&id).cloned().unwrap_or_default(), id });
    let customers: Vec<&CustomerId> = rows.iter().filter_map(|it| it.customer_id.as_ref()).collect();
    let customers = customers::api::display(of.customers(), tx, &customers)?;
    let parties: Vec<&PartyId> = rows.iter().filter(|it| it.customer_id.is_none()).map(|it| &it.party_id).collect();
    let parties = masked(of, tx, &parties)?;
    let tags: Vec<TagId> = rows.iter().flat_map(|it| it.tags.0.iter().cloned()).collect();
    let merged = cases::api::merged_tags(tx, &tags)?;
    Ok(rows
        .iter()
        .map(|it| Conversation {
            id: it.id.clone(),
            entrance_id: it.entrance_id.clone(),
            medium: it.medium,
            channel: it.channel.clone(),
            queue: it.queue.clone(),
            topic: it.topic.clone(),
            language: it.language.clone(),
            state: it.state,
            name: match &it.customer_id {
                Some(customer) => customers.get(customer).cloned().unwrap_or_default(),
                None => parties.get(&it.party_id).cloned().unwrap_or_default(),
            },
            customer_id: it.customer_id.clone(),
            tier: it.tier.clone(),
            subject: it.subject.clone(),
            agent: named(&it.agent_id),
            offered_to: named(&it.offered_to_id),
            offered_until: it.offered_until,
            came_at: it.came_at,
            waiting_since: it.waiting_since,
            due_at: it.due_at,
            unread: it.unread,
            seen_by_staff: it.seen_by_staff,
            seen_by_customer: it.seen_by_customer,
            last: Last { seq: it.last_seq, author: it.last_author, text: it.last_text.clone(), at: it.last_at },
            // Put off until the customer writes: there is no moment to show.
            snoozed_until: it.snoozed_until.filter(|until| *until < Stamp::MAX),
            closed_at: it.closed_at,
            outcome: it.outcome.clone(),
            summary: it.summary.clone(),
            rating: it.rating,
            rating_text: it.rating_text.clone(),
            case_count: it.case_count,
            tags: standing(&it.tags.0, &merged),
            version: it.version,
            place: None,
            promise: None,
            called: false,
            found: None,
        })
        .collect())
}

/// Tags, each once, by the ones that stand for them.
fn standing(tags: &[TagId], merged: &BTreeMap<TagId, TagId>) -> Vec<TagId> {
    let mut all: Vec<TagId> = Vec::new();
    for it in tags.iter().map(|it| merged.get(it).unwrap_or(it)) {
        if !all.contains(it) {
            all.push(it.clone());
        }
    }
    all
}

/// What several parties call themselves, masked as policy says.
fn masked(of: &Channels, tx: &mut Tx<'_>, ids: &[&PartyId]) -> Result<BTreeMap<PartyId, String>> {
    let masking = of.customers().masking(tx)?;
    let mut names = BTreeMap::new();
    for (id, name) in store::parties::names(tx, ids)? {
        let name = receive::name_of(of, tx, &id, &name)?;
        names.insert(id, masking.mask(Field::Name, &name));
    }
    Ok(names)
}

/// What whoever asks may do with a conversation now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConversationRights)]
#[expect(clippy::struct_excessive_bools, reason = "rights, each by itself; not a state")]
pub struct Rights {
    /// Answer the customer.
    pub reply: bool,
    /// Write inside.
    pub note: bool,
    /// Accept or decline what is offered.
    pub accept: bool,
    /// Take it from its queue.
    pub take: bool,
    /// Hand it on.
    pub transfer: bool,
    /// End it.
    pub close: bool,
    /// Put it off.
    pub snooze: bool,
    /// Take up what was put off.
    pub wake: bool,
    /// Take up what is over.
    pub reopen: bool,
    /// Watch, join and take over.
    pub supervise: bool,
    /// Say something to its agent that the customer does not hear.
    pub whisper: bool,
}

/// A case a conversation is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkedCase {
    /// Which.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// What it is about; empty when it is out of sight.
    pub subject: String,
}

/// A conversation with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConversationPage {
    /// The conversation.
    #[serde(flatten)]
    pub conversation: Conversation,
    /// What whoever asks may do now.
    pub rights: Rights,
    /// Cases it is about.
    pub cases: Vec<LinkedCase>,
    /// What whoever asks began to write.
    pub draft: Option<Draft>,
    /// Who else is writing an answer.
    pub drafting: Vec<Named>,
    /// Answers that are sent later, the next one first.
    pub planned: Vec<Planned>,
}

/// A conversation, for whoever sees it.
///
/// # Errors
/// Refused as not found for everybody else.
pub fn page(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<ConversationPage> {
    let row = sight::seen(of, tx, me, id)?;
    around(of, tx, me, &row)
}

/// A conversation after somebody did something with it, which may have taken it out of their sight.
pub(crate) fn page_after(of: &Channels, tx: &mut Tx<'_>, me: &Actor, id: &ContactId) -> Result<ConversationPage> {
    let row = store::conversations::one(tx, id)?.ok_or(Refused::NotFound)?;
    around(of, tx, me, &row)
}

fn around(of: &Channels, tx: &mut Tx<'_>, me: &Actor, row: &ConversationRow) -> Result<ConversationPage> {
    let id = &row.id;
    let ids = store::parts::cases(tx, id)?;
    let known = cases::api::names(tx, me, &ids)?;
    let linked = ids.into_iter().filter_map(|id| {
        let it = known.get(&id)?;
        Some(LinkedCase { number: it.number.to_string(), subject: it.subject.clone(), id })
    });
    let linked = linked.collect();
    let (mut draft, mut others) = (None, Vec::new());
    for it in store::drafts::of(tx, id)? {
        if Some(&it.person_id) == me.by() {
            draft = Some(Draft { kind: it.kind, text: it.body, seen_seq: it.seen_seq });
        } else if it.kind == MessageKind::Text {
            others.push(it.person_id);
        }
    }
    let later = store::planned::of(tx, id)?;
    let writers: Vec<PersonId> = later.iter().map(|it| it.person_id.clone()).collect();
    let mut names = people::api::names(tx, &[others.clone(), writers].concat())?;
    let planned = later.into_iter().map(|it| Planned {
        person: Named { name: names.get(&it.person_id).cloned().unwrap_or_default(), id: it.person_id },
        id: it.id,
        text: it.body,
        files: it.files.0,
        due_at: it.due_at,
        withheld: it.withheld,
    });
    let planned = planned.collect();
    names.retain(|id, _| others.contains(id));
    let drafting = names.into_iter().map(|(id, name)| Named { id, name }).collect();
    let joined = store::parts::how(tx, id, me.me()?)?.as_deref() == Some("joined");
    let rights = rights(me, row, joined);
    let mut conversation = shown(of, tx, std::slice::from_ref(row))?;
    super::lists::add_own(tx, me, &mut conversation)?;
    let conversation = conversation.pop().ok_or(Refused::NotFound)?;
    Ok(ConversationPage { conversation, rights, cases: linked, draft, drafting, planned })
}

fn rights(me: &Actor, row: &ConversationRow, joined: bool) -> Rights {
    let works = me.rights.has(Right::WorkConversations);
    let mine = row.agent_id.is_some() && row.agent_id.as_ref() == me.by();
    let supervises = sight::supervises(me, row);
    let over = row.closed_at.is_some();
    let offered = row.state == State::Offered && row.offered_to_id.as_ref() == me.by();
    Rights {
        reply: !over && (mine || joined),
        note: true,
        accept: offered,
        take: works && row.state == State::Waiting,
        transfer: !over && (mine || supervises),
        close: !over && (mine || supervises),
        snooze: row.state == State::Open && (mine || supervises),
        wake: row.state == State::Snoozed && (mine || supervises),
        reopen: over && works && (mine || supervises),
        supervise: supervises && !mine,
        whisper: super::talk::may_whisper(me, row),
    }
}

/// Messages of a conversation before a number, oldest first; `next` goes on further back.
pub fn messages(
    of: &Channels,
    tx: &mut Tx<'_>,
    me: &Actor,
    id: &ContactId,
    before: Option<i64>,
    rows: i64,
) -> Result<Paged<Message>> {
    sight::seen(of, tx, me, id)?;
    let found = store::messages::before(tx, id, before.unwrap_or(i64::MAX), rows + 1)?;
    let page = Paged::of(found, rows, |it: &MessageRow| it.seq.to_string());
    let mut items = messages_shown(tx, page.items)?;
    items.reverse();
    Ok(Paged { items, next: page.next })
}

/// Messages as shown to staff.
pub fn messages_shown(tx: &mut Tx<'_>, rows: Vec<MessageRow>) -> Result<Vec<Message>> {
    let people: Vec<PersonId> = rows.iter().filter_map(|it| it.person_id.clone()).collect();
    let names = people::api::names(tx, &people)?;
    Ok(rows
        .into_iter()
        .map(|it| {
            let more = it.more.map(|it| it.0).unwrap_or_default();
            let More { files, quoted, html, notice, mentions, tags, facts, failure } = more;
            Message {
                seq: it.seq,
                at: it.at,
                author: it.author,
                kind: it.kind,
                person: it.person_id.map(|id| Named { name: names.get(&id).cloned().unwrap_or_default(), id }),
                text: it.body,
                quoted,
                html,
                files,
                client_id: it.client_id,
                notice,
                mentions,
                tags,
                delivery: it.delivery,
                failure,
                facts,
            }
        })
        .collect())
}
