//! The floor by example.

mod chance;

use std::collections::{BTreeMap, BTreeSet};

use base::ids::{ContactId, PersonId};
use base::{Mint, SeededRandom, Span, Stamp};
use policy::model::{Channels, Routing, Ruling as _};

use super::{Contact, Floor, Known, Offer, Presence, Whereabouts};
use crate::rules::{Agent, Plan};

const START: Stamp = Stamp(1_700_000_000_000);
const SECOND: Span = Span(1000);

const CHANNELS: &str = r#"
[policy]
kind = "channels"
title = { zh = "渠道", en = "Channels" }
[[channels]]
id = "phone"
name = { zh = "电话", en = "Phone" }
calendar = "all"
capacity = 1
first_response = { within = "10s", time = "wall" }
[[channels]]
id = "chat"
name = { zh = "会话", en = "Chat" }
calendar = "all"
capacity = 3
first_response = { within = "30s", time = "wall" }
"#;

const ROUTING: &str = r#"
acceptance = "20s"
choose = ["skill", "load", "idle"]
prefer = [{ who = "first_receiver", hold = "45s" }, { who = "last_agent", hold = "20s" }]
leads = [{ tier = "vip", ahead = "3m" }]
[policy]
kind = "routing"
title = { zh = "分派", en = "Routing" }
[[queues]]
id = "phone"
name = { zh = "电话", en = "Phone" }
channels = ["phone"]
service_level = { within = "20s", goal_permille = 800 }
[[queues]]
id = "chat"
name = { zh = "会话", en = "Chat" }
channels = ["chat"]
service_level = { within = "30s", goal_permille = 900 }
[[queues]]
id = "heating"
name = { zh = "供热", en = "Heating" }
channels = ["chat"]
topics = ["heating"]
teams = ["hall"]
skills = [{ skill = "heating", level = 2 }]
service_level = { within = "30s", goal_permille = 900 }
[[queues.overflow]]
after = "60s"
teams = ["hotline"]
[[queues.overflow]]
after = "3m"
without_skills = true
"#;

pub fn plan() -> Plan {
    let read = |text: &str| policy::rules::read(text).unwrap().body;
    let routing = Routing::of(&read(ROUTING)).unwrap().clone();
    let channels = Channels::of(&read(CHANNELS)).unwrap().clone();
    Plan::new(routing, &channels)
}

/// A floor with a hand to write to.
struct House {
    floor: Floor,
    mint: Mint,
    now: Stamp,
}

impl House {
    fn new() -> Self {
        Self { floor: Floor::new(plan()), mint: Mint::new(SeededRandom::new(1)), now: START }
    }

    fn after(&mut self, span: Span) -> Vec<Offer> {
        self.now = self.now + span;
        self.floor.look(self.now)
    }

    fn agent(&mut self, team: &str, skills: &[(&str, i64)]) -> (PersonId, Vec<Offer>) {
        let id: PersonId = self.mint.id(self.now);
        let skills = skills.iter().map(|(skill, level)| ((*skill).to_owned(), *level)).collect();
        let agent =
            Agent { id: id.clone(), team: team.to_owned(), skills, languages: vec!["en".into()], channels: vec![] };
        let offers = self.floor.comes(agent, Presence::Available, self.now);
        (id, offers)
    }

    fn contact(&mut self, channel: &str) -> Contact {
        Contact {
            id: self.mint.id(self.now),
            came: self.now,
            channel: channel.to_owned(),
            topic: None,
            language: None,
            tier: None,
            queue: None,
            back: false,
            known_to: BTreeMap::new(),
        }
    }

    fn comes(&mut self, contact: &Contact) -> Vec<Offer> {
        self.floor.arrives(contact.clone(), self.now).unwrap()
    }

    fn accepts(&mut self, offers: &[Offer]) {
        for it in offers {
            assert!(self.floor.accepts(&it.contact, &it.agent, self.now), "an offer that was just made is accepted");
        }
    }
}

fn agents(offers: &[Offer]) -> Vec<&PersonId> {
    offers.iter().map(|it| &it.agent).collect()
}

#[test]
fn whoever_is_idle_longest_gets_a_call_and_a_full_agent_none() {
    let mut house = House::new();
    let (first, _) = house.agent("hotline", &[]);
    house.after(SECOND);
    let (second, _) = house.agent("hotline", &[]);
    let calls: Vec<Contact> = (0..3).map(|_| house.contact("phone")).collect();
    let offers = house.comes(&calls[0]);
    assert_eq!(agents(&offers), [&first]);
    assert_eq!(agents(&house.comes(&calls[1])), [&second]);
    assert_eq!(house.comes(&calls[2]), []);
    assert_eq!(house.floor.ahead(&calls[2].id), Some(0));
    house.accepts(&offers);
    let offers = house.floor.ends(&calls[0].id, house.now);
    assert_eq!((agents(&offers), &offers[0].contact), (vec![&first], &calls[2].id));
}

#[test]
fn three_chats_fill_an_agent_as_one_call_does() {
    let mut house = House::new();
    let (agent, _) = house.agent("hotline", &[]);
    for _ in 0..3 {
        let chat = house.contact("chat");
        assert_eq!(agents(&house.comes(&chat)), [&agent]);
    }
    let (chat, call) = (house.contact("chat"), house.contact("phone"));
    assert_eq!((house.comes(&chat), house.comes(&call)), (vec![], vec![]));
    assert_eq!(house.floor.used(&agent), house.floor.plan().room());
}

#[test]
fn a_tier_stands_ahead_by_its_lead_and_no_further() {
    let mut house = House::new();
    let (early, late) = (house.contact("phone"), house.contact("phone"));
    house.comes(&early);
    house.after(Span(100 * 1000));
    house.comes(&Contact { came: house.now, ..late.clone() });
    let vip = Contact { tier: Some("vip".to_owned()), ..house.contact("phone") };
    house.comes(&vip);
    assert_eq!(house.floor.ahead(&vip.id), Some(0), "three minutes ahead of somebody who has waited for less");
    assert_eq!(house.floor.ahead(&late.id), Some(2));
    house.after(Span(100 * 1000));
    let second = Contact { tier: Some("vip".to_owned()), ..house.contact("phone") };
    house.comes(&second);
    assert_eq!(house.floor.ahead(&second.id), Some(2), "the early one has waited longer than the lead");
}

#[test]
fn an_offer_nobody_answers_goes_to_somebody_else_from_the_head_of_the_queue() {
    let mut house = House::new();
    let (first, _) = house.agent("hotline", &[]);
    let (one, two) = (house.contact("phone"), house.contact("phone"));
    house.comes(&one);
    house.comes(&two);
    assert_eq!(house.after(Span(20 * 1000)), [], "nobody else is there");
    assert_eq!(house.floor.whereabouts(&one.id), Some(&Whereabouts::Waiting(0)));
    assert_eq!(house.floor.agent(&first), Some((Presence::Busy, 0)));
    assert!(!house.floor.accepts(&one.id, &first, house.now), "too late");
    let (second, offers) = house.agent("hotline", &[]);
    assert_eq!((agents(&offers), &offers[0].contact), (vec![&second], &one.id), "it has not lost its place");
}

#[test]
fn whoever_goes_leaves_their_contacts_at_the_head_of_the_queue() {
    let mut house = House::new();
    let (first, _) = house.agent("hotline", &[]);
    let chats: Vec<Contact> = (0..3).map(|_| house.contact("chat")).collect();
    for chat in &chats {
        let offers = house.comes(chat);
        house.accepts(&offers);
    }
    house.after(SECOND);
    let waiting = house.contact("chat");
    house.comes(&waiting);
    assert_eq!(house.floor.is_now(&first, Presence::Offline, house.now), []);
    let (_, offers) = house.agent("hotline", &[]);
    let got: BTreeSet<&ContactId> = offers.iter().map(|it| &it.contact).collect();
    assert_eq!(got, chats.iter().map(|it| &it.id).collect());
}

#[test]
fn skills_and_teams_widen_step_by_step() {
    let mut house = House::new();
    let heating = Contact { topic: Some("heating".to_owned()), ..house.contact("chat") };
    let (_, _) = house.agent("hotline", &[]);
    let (skilled, _) = house.agent("hotline", &[("heating", 3)]);
    assert_eq!(house.comes(&heating), [], "only the hall's skilled people are asked first");
    assert_eq!(house.after(Span(59 * 1000)), []);
    assert_eq!(agents(&house.after(SECOND)), [&skilled], "after a minute the hotline's skilled people too");
    house.floor.is_now(&skilled, Presence::Offline, house.now);
    assert_eq!(house.floor.whereabouts(&heating.id), Some(&Whereabouts::Waiting(1)));
    assert_eq!(house.after(Span(119 * 1000)), []);
    assert_eq!(house.after(SECOND).len(), 1, "after three minutes anybody there");
}

#[test]
fn a_language_is_spoken_or_not() {
    let mut house = House::new();
    house.agent("hotline", &[]);
    let german = Contact { language: Some("de".to_owned()), ..house.contact("chat") };
    let english = Contact { language: Some("en".to_owned()), ..house.contact("chat") };
    assert_eq!(house.comes(&german), []);
    assert_eq!(house.comes(&english).len(), 1);
}

#[test]
fn whoever_knows_the_matter_is_waited_for_a_little_while() {
    let mut house = House::new();
    let (first, _) = house.agent("hotline", &[]);
    let busy = house.contact("phone");
    let offers = house.comes(&busy);
    house.accepts(&offers);
    let (second, _) = house.agent("hotline", &[]);
    let known = |house: &mut House| Contact {
        queue: None,
        back: false,
        known_to: [(Known::FirstReceiver, first.clone())].into(),
        ..house.contact("phone")
    };
    let (one, two) = (known(&mut house), known(&mut house));
    assert_eq!(house.comes(&one), [], "the second is free, the first is waited for");
    assert_eq!(house.floor.ends(&busy.id, house.now).first().map(|it| &it.agent), Some(&first));
    assert_eq!(house.comes(&two), []);
    assert_eq!(agents(&house.after(Span(45 * 1000))).first(), Some(&&second), "not for ever");
    house.floor.is_now(&first, Presence::Offline, house.now);
    let three = known(&mut house);
    house.floor.ends(&two.id, house.now);
    let offers = house.comes(&three);
    assert!(!agents(&offers).contains(&&first), "nobody who is not there is waited for");
}

#[test]
fn a_contact_without_a_queue_is_told_so() {
    let mut house = House::new();
    let fax = house.contact("fax");
    assert_eq!(house.floor.arrives(fax, house.now), None);
}
