//! What the public gets to see: what can be brought in, and what becomes of a case.

use base::{Result, Stamp};
use db::Tx;
use policy::model::{AskedWhen, FieldType, Portal, Priority, Text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Desk;
use crate::model::portal::{CaseStanding, Rating};
use crate::model::{Case, PromiseState, Rulebook, Target};
use crate::rules::portal;
use crate::store;

/// What the portal offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalForm {
    /// What can be brought in.
    pub kinds: Vec<PortalKindShown>,
    /// The most characters of a text.
    pub longest: i64,
    /// The most files of a case.
    pub files: i64,
    /// The most bytes of a file.
    pub file_bytes: i64,
    /// The types of files that are taken.
    pub file_types: Vec<String>,
}

/// A kind of matter that can be brought in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalKindShown {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// Whether it has to be said when it happened.
    pub asks_when: bool,
    /// What else is asked.
    pub fields: Vec<PortalField>,
}

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalField {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// What one should know to fill it in.
    pub help: Option<Text>,
    /// What a number counts.
    pub unit: Option<Text>,
    /// What can be entered.
    pub is: FieldType,
    /// What can be chosen.
    pub choices: Vec<Priority>,
    /// Asked only where another field has one of these values.
    pub when: Option<AskedWhen>,
}

/// A case as its customer sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PortalCase {
    /// Its number.
    pub number: i64,
    /// What kind of matter it is.
    pub kind: Text,
    /// What it is about, as it was brought in.
    pub subject: String,
    /// Where it stands.
    pub standing: CaseStanding,
    /// When it was brought in.
    pub opened_at: Stamp,
    /// Until when the customer is to hear something for the first time.
    pub answer_by: Option<Stamp>,
    /// Until when it is to be solved.
    pub solve_by: Option<Stamp>,
    /// What was promised.
    pub promises: Vec<PortalPromise>,
    /// What was written, the oldest first.
    pub words: Vec<PortalWords>,
    /// How many files the customer added.
    pub files: i64,
    /// Whether something can be added.
    pub may_write: bool,
    /// Whether the customer can say that they are satisfied.
    pub may_confirm: bool,
    /// Whether the customer can say that they are not, and have it worked on again.
    pub may_reopen: bool,
    /// Until when they can; for ever where nothing is said.
    pub reopen_until: Option<Stamp>,
    /// What the customer thinks of it.
    pub rating: Option<Rating>,
}

/// A reply time that was given to the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PortalPromise {
    /// What was promised.
    pub text: String,
    /// By when.
    pub due_at: Stamp,
    /// What became of it.
    pub state: PromiseState,
}

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PortalWords {
    /// Whether the customer wrote it; otherwise we did.
    pub mine: bool,
    /// The text.
    pub text: String,
    /// When.
    pub at: Stamp,
}

pub(super) fn form(policy: &Portal, book: &Rulebook) -> PortalForm {
    let kind = |id: &str| {
        let field = |(asked, it): (policy::model::Asked, &policy::model::Field)| PortalField {
            id: it.id.clone(),
            name: it.name.clone(),
            help: it.help.clone(),
            unit: it.unit.clone(),
            is: it.is,
            choices: it.choices.clone(),
            when: asked.when,
        };
        Some(PortalKindShown {
            id: id.to_owned(),
            name: book.cases.kind(id)?.name.clone(),
            asks_when: portal::asks_when(book, id),
            fields: portal::asked(book, id).into_iter().map(field).collect(),
        })
    };
    PortalForm {
        kinds: policy.kinds.iter().filter_map(|it| kind(&it.id)).collect(),
        longest: policy.longest,
        files: policy.files,
        file_bytes: book.cases.attachments.at_most_bytes,
        file_types: book.cases.attachments.types.clone(),
    }
}

impl Desk {
    /// What a customer sees of a case: where it stands, what was promised and what was written; nobody's name. A case that
    /// became one with another of the same customer stands where that one does.
    pub(super) fn shown_to_customer(&self, tx: &mut Tx<'_>, own: &Case) -> Result<PortalCase> {
        let brought = store::portal::brought(tx, &own.id)?;
        let into = match &own.merged_into {
            Some(id) => store::case::any(tx, id)?.filter(|it| it.customer_id == own.customer_id),
            None => None,
        };
        let says = brought.map(|it| it.says.0).unwrap_or_default();
        let case = into.as_ref().unwrap_or(own);
        let book = self.rules().of(tx, &case.unit_id)?;
        let clocks = store::clocks::of(tx, &case.id)?;
        let due = |target| clocks.iter().rfind(|it| it.target == target && it.is_live()).map(|it| it.due_ms);
        let (answer_by, solve_by) = (due(Target::FirstResponse), due(Target::Resolution));
        let promises = store::promises::of(tx, &case.id)?;
        let mut words = vec![PortalWords { mine: true, text: says.description, at: own.opened_ms }];
        let mine = store::portal::messages(tx, &own.id)?.into_iter();
        words.extend(mine.map(|it| PortalWords { mine: true, text: it.text, at: it.at_ms }));
        for of in [Some(own), into.as_ref()].into_iter().flatten() {
            let ours = store::portal::replies(tx, &of.id)?.into_iter();
            words.extend(ours.map(|(_, text, at)| PortalWords { mine: false, text, at }));
        }
        words.sort_by_key(|it| it.at);
        let standing = portal::standing(case);
        let until = portal::again_until(own, &book, tx.now());
        Ok(PortalCase {
            number: own.number,
            kind: book.cases.kind(&own.kind).map_or_else(Text::default, |it| it.name.clone()),
            subject: says.subject,
            standing,
            opened_at: own.opened_ms,
            answer_by,
            solve_by,
            promises: promises
                .into_iter()
                .map(|it| PortalPromise { text: it.text, due_at: it.due_ms, state: it.state })
                .collect(),
            words,
            files: store::portal::files(tx, &own.id)?,
            may_write: !own.is_closed(),
            may_confirm: matches!(standing, CaseStanding::Asked | CaseStanding::Closed) && into.is_none(),
            may_reopen: until.is_some(),
            reopen_until: until.filter(|it| *it < Stamp::MAX),
            rating: says.rating,
        })
    }
}
