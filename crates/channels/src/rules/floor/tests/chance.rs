//! The floor by chance: whatever happens in whatever order, nothing is lost, doubled or left waiting for nothing.

use std::collections::{BTreeMap, BTreeSet};

use base::ids::{ContactId, PersonId};
use base::{SeededRandom, Span};
use proptest::prelude::*;

use super::{Contact, Floor, House, Known, Offer, Presence, SECOND, Whereabouts};

#[derive(Debug, Clone)]
enum Deed {
    Comes { channel: usize, topic: bool, tier: bool, known: Option<usize> },
    Is(usize, Presence),
    Accepts,
    Back(usize),
    Ends(usize),
    Passes(i64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let presence = prop_oneof![Just(Presence::Available), Just(Presence::Busy), Just(Presence::Offline)];
    prop_oneof![
        4 => (0..2_usize, any::<bool>(), any::<bool>(), proptest::option::of(0..8_usize))
            .prop_map(|(channel, topic, tier, known)| Deed::Comes { channel, topic, tier, known }),
        3 => (0..8_usize, presence).prop_map(|(who, it)| Deed::Is(who, it)),
        4 => Just(Deed::Accepts),
        1 => any::<usize>().prop_map(Deed::Back),
        3 => any::<usize>().prop_map(Deed::Ends),
        2 => (0..90_i64).prop_map(Deed::Passes),
    ]
}

/// Who has each contact.
fn holders<'h>(floor: &'h Floor, people: &'h [PersonId]) -> BTreeMap<&'h ContactId, Vec<&'h PersonId>> {
    let mut found: BTreeMap<&ContactId, Vec<&PersonId>> = BTreeMap::new();
    for person in people {
        floor.has(person).for_each(|it| found.entry(it).or_default().push(person));
    }
    found
}

/// One contact with one person at most, load as the contacts say and never beyond the room, offers only to those who
/// take something, and nobody waits beside somebody who would take them.
fn is_sound(floor: &Floor, people: &[PersonId], there: &BTreeSet<ContactId>, channels: &BTreeMap<ContactId, String>) {
    let mut used: BTreeMap<&PersonId, u64> = BTreeMap::new();
    let holders = holders(floor, people);
    for id in there {
        let is = floor.whereabouts(id).expect("no contact is lost");
        let holders: Vec<&PersonId> = holders.get(id).into_iter().flatten().copied().collect();
        assert_eq!(holders, is.holder().into_iter().collect::<Vec<_>>(), "{id:?} is {is:?}");
        if let Some(agent) = is.holder() {
            *used.entry(agent).or_default() += floor.plan().takes(&channels[id]);
            assert_ne!(floor.agent(agent).unwrap().0, Presence::Offline);
        }
        if let Whereabouts::Waiting(stage) = is {
            floor.waits_in_vain(id, *stage);
        }
    }
    for person in people {
        assert_eq!(floor.used(person), used.get(person).copied().unwrap_or(0));
        assert!(floor.used(person) <= floor.plan().room(), "nobody has more than they have room for");
    }
}

impl Floor {
    /// Fails when somebody who serves a contact at its stage has room for it.
    fn waits_in_vain(&self, id: &ContactId, stage: usize) {
        let held = &self.contacts[id];
        let line = &self.lines[held.line];
        for (person, it) in &self.agents {
            let serves = self.plan.serves(&it.agent, line.queue, &line.channel, line.language.as_deref());
            let asked = serves.is_some_and(|(from, _)| from <= stage);
            assert!(!(asked && self.has_room(person, &line.channel)), "{id:?} waits beside {person:?}");
        }
        assert!(line.waiting[stage].contains(&held.place));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn nothing_is_lost_doubled_or_left_waiting_beside_a_free_agent(deeds in proptest::collection::vec(deed(), 1..120)) {
        let mut house = House::new();
        let people: Vec<PersonId> = (0..8)
            .map(|at| house.agent(if at % 2 == 0 { "hall" } else { "hotline" }, if at % 3 == 0 { &[("heating", 2)] } else { &[] }).0)
            .collect();
        let (mut there, mut channels) = (BTreeSet::new(), BTreeMap::new());
        let mut open: Vec<Offer> = Vec::new();
        for it in deeds {
            let pick = |at: usize| there.iter().nth(at % there.len().max(1)).cloned();
            let offers = match it {
                Deed::Comes { channel, topic, tier, known } => {
                    let channel = if channel == 0 { "phone" } else { "chat" };
                    let contact = Contact {
                        topic: topic.then(|| "heating".to_owned()),
                        tier: tier.then(|| "vip".to_owned()),
                        queue: None,
                        back: false,
                        known_to: known.map(|at| (Known::LastAgent, people[at].clone())).into_iter().collect(),
                        ..house.contact(channel)
                    };
                    there.insert(contact.id.clone());
                    channels.insert(contact.id.clone(), channel.to_owned());
                    house.comes(&contact)
                }
                Deed::Is(who, presence) => house.floor.is_now(&people[who], presence, house.now),
                Deed::Accepts => {
                    for it in open.drain(..) {
                        house.floor.accepts(&it.contact, &it.agent, house.now);
                    }
                    Vec::new()
                }
                Deed::Back(at) => pick(at).map(|it| house.floor.back(&it, house.now)).unwrap_or_default(),
                Deed::Ends(at) => match pick(at) {
                    Some(id) => {
                        there.remove(&id);
                        house.floor.ends(&id, house.now)
                    }
                    None => Vec::new(),
                },
                Deed::Passes(seconds) => house.after(SECOND.times(seconds)),
            };
            open.extend(offers);
            is_sound(&house.floor, &people, &there, &channels);
        }
    }
}

#[test]
fn ten_thousand_agents_who_drop_off_at_random_lose_none_of_a_hundred_thousand_contacts() {
    let (agents, contacts) = (10_000, 100_000);
    let mut house = House::new();
    let mut dice = SeededRandom::new(7);
    let people: Vec<PersonId> = (0..agents).map(|_| house.agent("hotline", &[]).0).collect();
    let (mut there, mut ended) = (BTreeSet::new(), 0_usize);
    let mut with: Vec<ContactId> = Vec::new();
    for at in 0..contacts {
        house.now = house.now + Span(20);
        let contact = house.contact(if at % 4 == 0 { "phone" } else { "chat" });
        there.insert(contact.id.clone());
        let mut offers = house.comes(&contact);
        let who = usize::try_from(dice.below(agents)).unwrap();
        match dice.below(10) {
            0 => offers.extend(house.floor.is_now(&people[who], Presence::Offline, house.now)),
            1 | 2 => offers.extend(house.floor.is_now(&people[who], Presence::Available, house.now)),
            _ => {}
        }
        offers.extend(house.floor.look(house.now));
        if dice.below(10) < 9 && !with.is_empty() {
            let done = with.swap_remove(usize::try_from(dice.below(with.len().try_into().unwrap())).unwrap());
            // Whoever had it may have gone: then it waits again and is somebody else's.
            if matches!(house.floor.whereabouts(&done), Some(Whereabouts::With(_))) {
                offers.extend(house.floor.ends(&done, house.now));
                there.remove(&done);
                ended += 1;
            }
        }
        for it in offers.iter().filter(|_| dice.below(20) > 0) {
            if house.floor.accepts(&it.contact, &it.agent, house.now) {
                with.push(it.contact.clone());
            }
        }
    }
    assert!(ended > 50_000);
    let holders = holders(&house.floor, &people);
    for id in &there {
        let is = house.floor.whereabouts(id).expect("no contact is lost");
        let having: Vec<&PersonId> = holders.get(id).into_iter().flatten().copied().collect();
        assert_eq!(having, is.holder().into_iter().collect::<Vec<_>>(), "nobody shares a contact");
    }
    let room = house.floor.plan().room();
    assert!(people.iter().all(|it| house.floor.used(it) <= room));
}
