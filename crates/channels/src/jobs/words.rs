//! What was said can be found by its words.

use std::collections::{BTreeMap, BTreeSet};

use base::Result;
use base::ids::ContactId;
use db::Tx;
use db::events::{Event as _, Logged};
use db::listeners::Listener;

use crate::Channels;
use crate::acts::asks;
use crate::events::{Began, Recognised, Said};
use crate::model::{ConversationRow, MessageKind};
use crate::store;

/// Hears what is said, and who has it, and writes it to the index of words: messages are taken in without.
#[derive(Debug)]
pub struct Words(pub Channels);

/// So many conversations are looked at together.
const SOME: usize = 128;

/// What is different about a conversation.
#[derive(Default)]
struct News {
    /// Messages that are new.
    said: BTreeSet<i64>,
    /// Those of them that may have called somebody in.
    notes: BTreeSet<i64>,
    /// Whether it is found elsewhere: all of it is moved.
    moved: bool,
    /// Whether what it is about or with whom is new.
    head: bool,
}

impl Listener for Words {
    fn name(&self) -> &'static str {
        "channels.words"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &[
            "channels.began.v1",
            "channels.said.v1",
            "channels.accepted.v1",
            "channels.returned.v1",
            "channels.transferred.v1",
            "channels.taken_over.v1",
            "channels.took_part.v1",
            "channels.reopened.v1",
            "channels.recognised.v1",
        ]
    }

    fn hear(&self, tx: &mut Tx<'_>, events: &[Logged]) -> Result<()> {
        let mut all: BTreeMap<&ContactId, News> = BTreeMap::new();
        for event in events {
            let Some(contact) = &event.contact else { continue };
            let news = all.entry(contact).or_default();
            match event.kind.as_str() {
                Began::KIND | Recognised::KIND => news.head = true,
                Said::KIND => {
                    let it: Said = event.body()?;
                    if it.kind != MessageKind::Notice {
                        news.said.insert(it.seq);
                    }
                    if it.kind == MessageKind::Note {
                        news.notes.insert(it.seq);
                    }
                }
                _ => news.moved = true,
            }
        }
        let ids: Vec<ContactId> = all.keys().map(|it| (*it).clone()).collect();
        for some in ids.chunks(SOME) {
            let rows = store::conversations::several(tx, some)?;
            let scopes = store::search::scopes(tx, &rows)?;
            for (row, scopes) in rows.iter().zip(&scopes) {
                let Some(news) = all.get_mut(&row.id) else { continue };
                for seq in &news.notes {
                    let more = store::messages::one(tx, &row.id, *seq)?.and_then(|it| it.more);
                    news.moved |= more.is_some_and(|it| !it.0.mentions.is_empty());
                }
                write(&self.0, tx, row, news, scopes)?;
            }
        }
        Ok(())
    }
}

fn write(of: &Channels, tx: &mut Tx<'_>, row: &ConversationRow, news: &News, scopes: &[String]) -> Result<()> {
    if news.head {
        head(of, tx, row, scopes)?;
    }
    let said: Vec<i64> = news.said.iter().copied().collect();
    for (seq, text) in store::search::texts(tx, &row.id, &said)? {
        store::search::index(tx, &row.id, seq, scopes, &text)?;
    }
    if news.moved {
        let mut known = store::search::said(tx, &row.id)?;
        known.retain(|it| !news.said.contains(it));
        if !news.head {
            known.push(0);
        }
        store::search::rescope(tx, &row.id, &known, scopes)?;
    }
    Ok(())
}

/// What a conversation is about, and with whom, as its lists name them.
fn head(of: &Channels, tx: &mut Tx<'_>, row: &ConversationRow, scopes: &[String]) -> Result<()> {
    let name = asks::shown(of, tx, std::slice::from_ref(row))?.pop().map(|it| it.name).unwrap_or_default();
    let text = format!("{name}\n{}", row.subject.as_deref().unwrap_or_default());
    store::search::index(tx, &row.id, 0, scopes, &text)
}

/// All of a conversation anew, after its texts were changed.
pub(crate) fn anew(of: &Channels, tx: &mut Tx<'_>, row: &ConversationRow) -> Result<()> {
    let said = store::search::said(tx, &row.id)?.into_iter().collect();
    let scopes = store::search::scopes(tx, std::slice::from_ref(row))?.pop().unwrap_or_default();
    write(of, tx, row, &News { said, head: true, ..News::default() }, &scopes)
}
