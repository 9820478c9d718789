//! The papers that an applicant gets, composed from what is kept and printed: receipt, one-time notice, refusal (CAS-8).

use base::ids::{CaseId, PaperId};
use base::{Param, Params, Result, Stamp};
use db::Tx;
use db::events::{About, emit};
use paper::{Block, Paper};
use policy::model::{Material, ServiceItem, Text};
use web::Actor;

use super::names_of;
use super::page::Words;
use super::services::Ruled;
use crate::Desk;
use crate::barred::Barred;
use crate::events::Printed;
use crate::model::service::{PaperKind, Says, Written};
use crate::model::{Asker, Case, Rulebook};
use crate::store;

impl Words<'_> {
    /// A sentence in the reader's language.
    pub(crate) fn say<const N: usize>(&self, key: &str, params: [(&'static str, String); N]) -> String {
        let params: Params = params.into_iter().map(|(name, value)| (name, Param::Plain(value))).collect();
        self.texts.say(self.lang, key, &params)
    }

    /// A sentence without blanks to fill.
    pub(crate) fn word(&self, key: &str) -> String {
        self.say(key, [])
    }

    /// The language as documents name it.
    pub(super) fn tag(&self) -> String {
        match self.lang {
            web::Lang::Zh => "zh-CN".to_owned(),
            web::Lang::En => "en".to_owned(),
        }
    }
}

/// A moment as it stands on paper.
pub(super) fn moment(at: Stamp, book: &Rulebook) -> String {
    at.zoned(&book.zone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The number of a paper: that of its case, and its own.
pub(super) fn number(case: &Case, it: &Written) -> String {
    format!("{}-{}", case.number, it.number)
}

/// The customer's name, masked; empty while nobody is known.
pub(super) fn customer(desk: &Desk, tx: &mut Tx<'_>, case: &Case) -> Result<String> {
    let Some(id) = &case.customer_id else { return Ok(String::new()) };
    Ok(names_of(desk, tx, &[id])?.remove(id).unwrap_or_default())
}

/// What is asked for of a material: the original, copies, a form.
pub(super) fn asks(it: &Material, words: Words<'_>) -> String {
    let mut asked = Vec::new();
    if it.original {
        asked.push(words.word("cases.paper.original"));
    }
    if it.copies > 0 {
        asked.push(words.say("cases.paper.copies", [("count", it.copies.to_string())]));
    }
    asked.extend(it.form.as_ref().map(|one| words.of(one)));
    asked.join(&words.word("cases.paper.comma"))
}

/// A paper as it is printed; nothing when its item is gone from every version of policy.
pub(super) fn composed(case: &Case, it: &Written, book: &Rulebook, customer: &str, words: Words<'_>) -> Option<Paper> {
    let says = &it.says.0;
    let ruled = Ruled::by(book, &says.policy, &says.item)?;
    let item = ruled.item();
    let title = words.word(match it.kind {
        PaperKind::Receipt => "cases.paper.receipt",
        PaperKind::Notice => "cases.paper.notice",
        PaperKind::Refusal => "cases.paper.refusal",
    });
    let mut blocks = vec![Block::Facts(facts(case, it, item, book, customer, words))];
    match it.kind {
        PaperKind::Receipt => receipt(&mut blocks, says, item, book, words),
        PaperKind::Notice => notice(&mut blocks, says, item, words),
        PaperKind::Refusal => refusal(&mut blocks, says, &ruled, words),
    }
    blocks.push(Block::Signed(vec![
        words.of(&ruled.services().issuer),
        it.at_ms.day(&book.zone()).to_string(),
        words.word("cases.paper.signs"),
    ]));
    Some(Paper {
        title,
        under: words.say("cases.paper.number", [("number", number(case, it))]),
        blocks,
        foot: String::new(),
        pages: words.say("cases.paper.pages", [("page", "{page}".to_owned()), ("pages", "{pages}".to_owned())]),
        lang: words.tag(),
    })
}

fn facts(
    case: &Case,
    it: &Written,
    item: &ServiceItem,
    book: &Rulebook,
    customer: &str,
    words: Words<'_>,
) -> Vec<(String, String)> {
    let says = &it.says.0;
    let of = |list: &[policy::model::Choice], id: &str| {
        list.iter().find(|one| one.id == id).map_or_else(|| id.to_owned(), |one| words.of(&one.name))
    };
    let applicant = says.applicant.as_deref().map(|id| of(&item.applicants, id)).unwrap_or_default();
    let conditions: Vec<String> = says.conditions.iter().map(|id| of(&item.conditions, id)).collect();
    let mut facts = vec![
        ("cases.paper.item", format!("{}（{}）", words.of(&item.name), item.id)),
        ("cases.paper.case", case.number.to_string()),
        ("cases.paper.customer", customer.to_owned()),
        ("cases.paper.applicant", applicant),
        ("cases.paper.conditions", conditions.join(&words.word("cases.paper.comma"))),
        ("cases.paper.at", moment(it.at_ms, book)),
    ];
    facts.retain(|it| !it.1.is_empty());
    facts.into_iter().map(|(key, value)| (words.word(key), value)).collect()
}

/// The materials of these ids as a table: what, how, where the form is and what it rests on.
fn table(ids: &[String], says: &Says, item: &ServiceItem, words: Words<'_>) -> Block {
    let head = ["cases.paper.no", "cases.paper.material", "cases.paper.asks", "cases.paper.remarks"];
    let found = ids.iter().filter_map(|id| item.materials.iter().find(|one| one.id == *id));
    let row = |(at, one): (usize, &Material)| {
        let basis = one.basis.as_ref().map(|it| words.say("cases.paper.by", [("basis", words.of(it))]));
        let remarks: Vec<String> =
            [one.sample.as_ref().map(|it| words.of(it)), basis, says.notes.get(&one.id).cloned()]
                .into_iter()
                .flatten()
                .collect();
        vec![(at + 1).to_string(), words.of(&one.name), asks(one, words), remarks.join("\n")]
    };
    let rows = found.enumerate().map(row).collect();
    Block::Table { head: head.map(|it| words.word(it)).to_vec(), widths: vec![10, 36, 36, 54], rows }
}

fn notice(blocks: &mut Vec<Block>, says: &Says, item: &ServiceItem, words: Words<'_>) {
    blocks.push(Block::Text(words.say("cases.paper.notice_lead", [("item", words.of(&item.name))])));
    blocks.push(table(&says.missing, says, item, words));
    blocks.push(Block::Text(words.word("cases.paper.notice_end")));
}

fn receipt(blocks: &mut Vec<Block>, says: &Says, item: &ServiceItem, book: &Rulebook, words: Words<'_>) {
    blocks.push(Block::Text(words.say("cases.paper.receipt_lead", [("item", words.of(&item.name))])));
    let said = |text: &Option<Text>| text.as_ref().map(|it| words.of(it)).unwrap_or_default();
    let mut facts = vec![
        ("cases.paper.due", says.due_at.map(|at| moment(at, book)).unwrap_or_default()),
        ("cases.paper.fee", said(&item.fee)),
        ("cases.paper.basis", said(&item.basis)),
    ];
    facts.retain(|it| !it.1.is_empty());
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts.into_iter().map(|(key, value)| (words.word(key), value)).collect()));
    }
    if !says.wanted.is_empty() {
        blocks.push(Block::Heading(words.word("cases.paper.received")));
        blocks.push(table(&says.wanted, says, item, words));
    }
    blocks.push(Block::Text(words.word("cases.paper.receipt_end")));
}

fn refusal(blocks: &mut Vec<Block>, says: &Says, ruled: &Ruled, words: Words<'_>) {
    let item = ruled.item();
    blocks.push(Block::Text(words.say("cases.paper.refusal_lead", [("item", words.of(&item.name))])));
    let ground = item.grounds.iter().find(|it| Some(&it.id) == says.ground.as_ref());
    let mut facts = vec![
        ("cases.paper.ground", ground.map(|it| words.of(&it.name)).unwrap_or_default()),
        ("cases.paper.basis", ground.map(|it| words.of(&it.basis)).unwrap_or_default()),
        ("cases.paper.note", says.note.clone().unwrap_or_default()),
    ];
    facts.retain(|it| !it.1.is_empty());
    blocks.push(Block::Facts(facts.into_iter().map(|(key, value)| (words.word(key), value)).collect()));
    blocks.push(Block::Text(words.of(&ruled.services().appeal)));
}

/// A paper as plain text, to be sent as a message.
pub(super) fn plain(it: &Paper) -> String {
    let mut lines = vec![format!("{} {}", it.title, it.under)];
    for block in &it.blocks {
        match block {
            Block::Heading(text) | Block::Text(text) => lines.push(text.clone()),
            Block::Facts(pairs) => lines.extend(pairs.iter().map(|(name, value)| format!("{name}：{value}"))),
            Block::Table { rows, .. } => lines.extend(rows.iter().map(|row| {
                let cells: Vec<String> =
                    row.iter().skip(2).filter(|it| !it.is_empty()).map(|it| it.replace('\n', "；")).collect();
                let head = row.iter().take(2).cloned().collect::<Vec<_>>().join(". ");
                if cells.is_empty() { head } else { format!("{head}（{}）", cells.join("；")) }
            })),
            // The line for signatures is for paper only.
            Block::Signed(signed) => lines.extend(signed.iter().take(2).cloned()),
        }
    }
    lines.join("\n")
}

/// A paper to be printed, and what to call the file.
#[derive(Debug)]
pub struct ToPrint {
    /// What stands on it.
    pub paper: Paper,
    /// The name of the file.
    pub name: String,
}

impl Desk {
    /// A paper about an application, to be printed; that it was is written down.
    ///
    /// # Errors
    /// Refused as not found when the actor does not see the case, or there is no such paper.
    pub fn print_paper(
        &self,
        tx: &mut Tx<'_>,
        me: &Actor,
        case: &CaseId,
        id: &PaperId,
        words: Words<'_>,
    ) -> Result<ToPrint> {
        let who = Asker::of(me);
        let case = store::case::seen(tx, &who, case)?;
        let book = self.rules().of(tx, &case.unit_id)?;
        let it = store::services::paper(tx, &case.id, id)?.ok_or(Barred::NoPaper)?;
        let customer = customer(self, tx, &case)?;
        let mut paper = composed(&case, &it, &book, &customer, words).ok_or(Barred::NoPaper)?;
        paper.foot = foot(tx, me, &book, words)?;
        printed(tx, me, &case, Some(id), it.kind.as_str())?;
        let name = format!("{}-{}.pdf", paper.title, number(&case, &it));
        Ok(ToPrint { paper, name })
    }
}

/// Who prints, and when.
pub(super) fn foot(tx: &mut Tx<'_>, me: &Actor, book: &Rulebook, words: Words<'_>) -> Result<String> {
    let person = me.me()?.clone();
    let name = people::api::names(tx, std::slice::from_ref(&person))?.remove(&person).unwrap_or_default();
    Ok(words.say("cases.paper.printed", [("person", name), ("at", moment(tx.now(), book))]))
}

/// Writes down that something was printed.
pub(super) fn printed(tx: &mut Tx<'_>, me: &Actor, case: &Case, paper: Option<&PaperId>, what: &str) -> Result<()> {
    let event = Printed { paper: paper.cloned(), what: what.to_owned() };
    emit(tx, me.by(), About::case(&case.id, case.customer_id.as_ref()), Some(&case.policy), &event)
}
