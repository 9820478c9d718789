//! Which conversations somebody sees, and which of them a list is narrowed to, as conditions of a statement.

use base::Stamp;
use base::ids::{CustomerId, PersonId, UnitId};
pub use db::places;
use db::{Arg, Value};

use crate::model::{ConversationRow, View};

/// Whose conversations are listed.
#[derive(Debug, Clone)]
pub struct Sight {
    /// Who asks.
    pub person: PersonId,
    /// The units within reach; everything when nothing.
    pub units: Option<Vec<UnitId>>,
    /// The queues that are served.
    pub queues: Vec<String>,
}

impl Sight {
    /// Whether a unit is within reach.
    pub fn reaches(&self, unit: Option<&UnitId>) -> bool {
        match &self.units {
            None => true,
            Some(units) => unit.is_some_and(|it| units.contains(it)),
        }
    }
}

/// What a list is narrowed to; nothing of it narrows nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// One channel.
    pub channel: Option<String>,
    /// One customer, with all it stands for.
    pub customers: Option<Vec<CustomerId>>,
    /// One agent.
    pub agent: Option<PersonId>,
    /// From this moment on.
    pub from: Option<Stamp>,
    /// Before this moment.
    pub before: Option<Stamp>,
    /// Any of these tags, with those merged into them.
    pub tags: Option<Vec<String>>,
}

impl Filter {
    /// Whether a conversation fits. What is over counts by its end, in the list of what is over.
    pub fn fits(&self, it: &ConversationRow, at: Stamp) -> bool {
        self.channel.as_ref().is_none_or(|channel| *channel == it.channel)
            && self.customers.as_ref().is_none_or(|all| it.customer_id.as_ref().is_some_and(|one| all.contains(one)))
            && self.agent.as_ref().is_none_or(|agent| it.agent_id.as_ref() == Some(agent))
            && self.from.is_none_or(|from| at >= from)
            && self.before.is_none_or(|before| at < before)
            && self
                .tags
                .as_ref()
                .is_none_or(|any| it.tags.0.iter().any(|tag| any.iter().any(|one| one == tag.as_str())))
    }
}

/// The number under which a value is given.
fn place<'v>(given: &mut Vec<Value<'v>>, it: &'v impl Arg) -> String {
    given.push(it.arg());
    format!("${}", given.len())
}

/// The condition of a filter; `by` is the column of the moments it asks for.
pub fn narrowed<'v>(given: &mut Vec<Value<'v>>, filter: &'v Filter, by: &str) -> String {
    let mut all = Vec::new();
    if let Some(channel) = &filter.channel {
        all.push(format!(" AND channel = {}", place(given, channel)));
    }
    if let Some(customers) = &filter.customers {
        all.push(format!(" AND customer_id IN ({})", places(given, customers)));
    }
    if let Some(agent) = &filter.agent {
        all.push(format!(" AND agent_id = {}", place(given, agent)));
    }
    if let Some(from) = &filter.from {
        all.push(format!(" AND {by} >= {}", place(given, from)));
    }
    if let Some(before) = &filter.before {
        all.push(format!(" AND {by} < {}", place(given, before)));
    }
    if let Some(tags) = &filter.tags {
        let tags = places(given, tags);
        all.push(format!(" AND id IN (SELECT conversation_id FROM channels_tag WHERE tag_id IN ({tags}))"));
    }
    all.concat()
}

/// The condition that somebody sees a conversation `c`, as `acts::sight::sees` has it.
pub fn visible<'v>(given: &mut Vec<Value<'v>>, sight: &'v Sight) -> String {
    let Some(units) = &sight.units else { return "TRUE".to_owned() };
    let me = place(given, &sight.person);
    let (units, queues) = (places(given, units), places(given, &sight.queues));
    format!(
        "(c.unit_id IN ({units}) OR c.agent_id = {me} OR c.offered_to_id = {me}
          OR (c.state IN ('waiting', 'offered') AND c.queue IN ({queues}))
          OR EXISTS (SELECT 1 FROM channels_part p WHERE p.person_id = {me} AND p.conversation_id = c.id))"
    )
}

/// The condition that a conversation `c` stands in a list.
pub fn stands<'v>(given: &mut Vec<Value<'v>>, sight: &'v Sight, view: View) -> String {
    let open = "c.closed_ms IS NULL";
    match view {
        View::Found => "TRUE".to_owned(),
        View::Closed => "c.closed_ms IS NOT NULL".to_owned(),
        View::All => open.to_owned(),
        View::Team => format!("{open} AND c.unit_id IS NOT NULL"),
        View::Queue => format!("c.state = 'waiting' AND c.queue IN ({})", places(given, &sight.queues)),
        View::Mine | View::Snoozed => {
            let (me, snoozed) = (place(given, &sight.person), if view == View::Snoozed { "=" } else { "<>" });
            format!("{open} AND (c.agent_id = {me} OR c.offered_to_id = {me}) AND c.state {snoozed} 'snoozed'")
        }
        View::Mentions => {
            let me = place(given, &sight.person);
            format!("EXISTS (SELECT 1 FROM channels_part p WHERE p.person_id = {me} AND p.conversation_id = c.id)")
        }
    }
}
