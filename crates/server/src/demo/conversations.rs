//! What was written with customers of the demo organisation, and the entrance of its shop.

use base::ids::{ContactId, CustomerId, EntranceId};
use base::{Result, SeededRandom, Span, fault};
use cases::api::ListQuery;
use channels::api::visitor::{self, Saying, Visitor};
use channels::api::{BePresent, End, NewMessage, accept, add_entrance, be_present, close, offer, recognise, say};
use channels::model::{Medium, MessageKind, NewEntrance, Settings, Site, SiteTopic};
use db::Tx;
use policy::model::Text;
use serde::Deserialize;
use web::Actor;

use super::desk::actor;
use crate::open::House;

/// So many conversations of the last days are there.
const TALKS: i64 = 48;
/// The last one began so long ago, and each so much earlier than the one after it.
const APART: Span = Span(2 * Span::HOUR.0 + 17 * Span::MINUTE.0);

#[derive(Deserialize)]
struct Talks {
    talk: Vec<Talk>,
}

#[derive(Deserialize)]
struct Talk {
    lines: Vec<(String, String)>,
    outcome: String,
    score: Option<i64>,
}

fn both(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned(), en: en.to_owned() }
}

/// Makes the entrance, and lets the past be talked through.
pub fn talk(house: &House, tx: &mut Tx<'_>, dice: &mut SeededRandom) -> Result<EntranceId> {
    let topic = |id: &str, zh: &str, en: &str| SiteTopic { id: id.to_owned(), name: both(zh, en) };
    let site = Site {
        origins: Vec::new(),
        colour: "#1677ff".to_owned(),
        title: both("在线客服", "Chat with us"),
        greeting: both("您好，请问有什么可以帮您？", "Hello, how can we help?"),
        topics: vec![
            topic("order", "订单与物流", "Orders and delivery"),
            topic("after_sale", "退换与售后", "Returns and repairs"),
            topic("other", "其他问题", "Something else"),
        ],
    };
    let new = NewEntrance {
        medium: Medium::Chat,
        channel: "chat".to_owned(),
        name: "网上商城".to_owned(),
        settings: Settings { site: Some(site), ..Settings::default() },
        secret: None,
    };
    let entrance = add_entrance(&house.channels, tx, &Actor::system(), &new)?;
    let agents: Vec<Actor> =
        (1..=4).filter_map(|at| actor(house, tx, &format!("online{at}")).transpose()).collect::<Result<_>>()?;
    let talks: Talks = toml::from_str(include_str!("conversations.toml")).map_err(fault)?;
    let now = tx.now();
    // A few customers come back again and again, so that each has a history.
    let query = ListQuery { status: Some("all".to_owned()), limit: Some(40), ..ListQuery::default() };
    let cases = house.desk.list(tx, &Actor::system(), &query)?;
    let mut customers: Vec<CustomerId> =
        cases.items.into_iter().filter_map(|it| it.customer?.id.parse().ok()).collect();
    customers.sort_unstable();
    customers.dedup();
    for at in 0..TALKS {
        let nth = |count: usize| usize::try_from(at).unwrap_or(0) % count.max(1);
        let (Some(agent), Some(talk)) = (agents.get(nth(agents.len())), talks.talk.get(nth(talks.talk.len()))) else {
            return Ok(entrance.id);
        };
        tx.at(now - APART.times(TALKS - at));
        let who = visitor::arrive(&house.channels, tx, &entrance.id, &format!("demo-{at}"))?;
        let id = one(house, tx, agent, &who, talk, dice)?;
        if let Some((id, customer)) = id.zip(customers.get(nth(customers.len()))) {
            recognise(&house.channels, tx, agent, &id, Some(customer))?;
        }
    }
    tx.at(now);
    for agent in &agents {
        be_present(&house.channels, tx, agent, &BePresent { state: "offline".to_owned() })?;
    }
    Ok(entrance.id)
}

fn one(
    house: &House,
    tx: &mut Tx<'_>,
    agent: &Actor,
    who: &Visitor,
    talk: &Talk,
    dice: &mut SeededRandom,
) -> Result<Option<ContactId>> {
    let of = &house.channels;
    be_present(of, tx, agent, &BePresent { state: "online".to_owned() })?;
    let mut began = None;
    for (line, (author, text)) in talk.lines.iter().enumerate() {
        let wait = Span::SECOND.times(8 + i64::try_from(dice.below(60)).unwrap_or(30));
        let moment = tx.now() + wait;
        tx.at(moment);
        if author == "c" {
            let saying = Saying { client_id: format!("demo-{line}"), text: text.clone(), ..Saying::default() };
            let row = visitor::say(of, tx, who, &saying)?.row;
            if began.is_none() {
                let until = moment + Span::MINUTE;
                offer(tx, &row.id, agent.me()?, until)?;
                accept(of, tx, agent, &row.id)?;
            }
            began = Some(row.id);
        } else if let Some(id) = &began {
            let new = NewMessage {
                client_id: format!("demo-{line}"),
                kind: MessageKind::Text,
                text: text.clone(),
                files: Vec::new(),
                mentions: Vec::new(),
                seen_seq: i64::MAX,
                anyway: false,
            };
            say(of, tx, agent, id, &new)?;
        }
    }
    let Some(id) = began else { return Ok(None) };
    let end = tx.now() + Span::MINUTE;
    tx.at(end);
    close(of, tx, agent, &id, &End { outcome: talk.outcome.clone(), summary: None })?;
    if let Some(score) = talk.score {
        visitor::rate(of, tx, who, score, "")?;
    }
    Ok(Some(id))
}
