//! The board and its causes, on made-up floors.

use std::collections::BTreeSet;

use base::ids::{ContactId, CustomerId, EntranceId, PartyId, PersonId, UnitId};
use base::{Span, Stamp};
use channels::model::{Author, ConversationRow, Medium, State};
use proptest::prelude::*;

use super::{Board, Mood, Watch, Within, causes};
use crate::model::{AlertKind, FloorView};

pub fn id<T: std::str::FromStr>(prefix: &str, n: usize) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{prefix}_{n:026}").parse().unwrap()
}

/// A conversation that came at a moment and waits.
pub fn row(n: usize, came: i64) -> ConversationRow {
    ConversationRow {
        id: id::<ContactId>("con", n),
        entrance_id: id::<EntranceId>("ent", 1),
        medium: Medium::Chat,
        channel: "chat".to_owned(),
        party_id: id::<PartyId>("pty", n),
        customer_id: None::<CustomerId>,
        queue: "general".to_owned(),
        topic: None,
        language: None,
        tier: None,
        subject: None,
        state: State::Waiting,
        came_at: Stamp(came),
        queued_at: Stamp(came),
        back: false,
        agent_id: None,
        unit_id: None,
        offered_to_id: None,
        offered_until: None,
        snoozed_until: None,
        last_seq: 1,
        last_at: Stamp(came),
        last_author: Author::Customer,
        last_text: String::new(),
        unread: 1,
        seen_by_staff: 0,
        seen_by_customer: 1,
        waiting_since: Some(Stamp(came)),
        due_at: None,
        answered_at: None,
        case_count: 0,
        tags: db::Json(Vec::new()),
        closed_at: None,
        outcome: None,
        summary: None,
        rating: None,
        rating_text: None,
        version: 1,
    }
}

fn with(mut it: ConversationRow, unit: usize) -> ConversationRow {
    it.state = State::Open;
    it.agent_id = Some(id::<PersonId>("per", unit));
    it.unit_id = Some(id::<UnitId>("unt", unit));
    it
}

fn kinds(board: &Board, watch: &Watch, now: i64) -> Vec<AlertKind> {
    causes(board, watch, Stamp(now)).into_iter().map(|it| it.kind).collect()
}

#[test]
fn a_contact_is_told_of_when_it_has_waited_so_long_and_not_before() {
    let mut board = Board::default();
    board.put(row(1, 1_000));
    let watch = Watch { unaccepted: Some(Span(60_000)), ..Watch::default() };
    assert_eq!(kinds(&board, &watch, 60_999), []);
    assert_eq!(kinds(&board, &watch, 61_000), [AlertKind::Unaccepted]);
    assert_eq!(kinds(&board, &Watch::default(), 61_000), [], "what policy leaves out is not watched for");
    board.put(with(row(1, 1_000), 1));
    assert_eq!(kinds(&board, &watch, 99_000), [], "somebody has it");
}

#[test]
fn important_customers_wait_less_long() {
    let mut board = Board::default();
    board.put(ConversationRow { tier: Some("gold".to_owned()), ..row(1, 0) });
    board.put(ConversationRow { tier: Some("bronze".to_owned()), ..row(2, 0) });
    let watch = Watch { important: Some((vec!["gold".to_owned()], Span(20_000))), ..Watch::default() };
    let found = causes(&board, &watch, Stamp(20_000));
    assert_eq!(found.iter().map(|it| it.conversation.clone().unwrap()).collect::<Vec<_>>(), [id("con", 1)]);
}

#[test]
fn a_queue_spikes_when_so_many_wait_and_an_agent_is_silent_when_the_customer_waits() {
    let mut board = Board::default();
    let watch = Watch { spike: Some(2), silent_agent: Some(Span(100)), ..Watch::default() };
    board.put(row(1, 0));
    assert_eq!(kinds(&board, &watch, 500), []);
    board.put(ConversationRow { state: State::Offered, ..row(2, 0) });
    assert_eq!(kinds(&board, &watch, 500), [AlertKind::Spike]);
    board.put(with(row(2, 0), 1));
    assert_eq!(kinds(&board, &watch, 500), [AlertKind::SilentAgent]);
    board.put(ConversationRow { waiting_since: None, ..with(row(2, 0), 1) });
    assert_eq!(kinds(&board, &watch, 500), []);
}

#[test]
fn somebody_sounds_as_the_hottest_of_their_last_words() {
    assert_eq!(Mood::default().is(), 0);
    assert_eq!(Mood::of([0, 900, 10]).is(), 900);
    assert_eq!(Mood::of([0, 0, 0]).is(), 0);
}

#[test]
fn agitation_and_complaints_are_told_from_their_bounds_on() {
    let mut board = Board::default();
    board.put(row(1, 0));
    let watch = Watch { agitated: Some(700), complaints: Some((2, Span::DAY)), ..Watch::default() };
    let talk = board.talk(&id("con", 1)).unwrap();
    talk.mood = Mood::of([699]);
    talk.complaints = 1;
    assert_eq!(kinds(&board, &watch, 1), []);
    let talk = board.talk(&id("con", 1)).unwrap();
    talk.mood = Mood::of([699, 700]);
    talk.complaints = 2;
    assert_eq!(kinds(&board, &watch, 1), [AlertKind::Agitated, AlertKind::Complaints]);
}

#[test]
fn a_supervisor_sees_their_units_and_what_has_none_yet() {
    let mut board = Board::default();
    board.put(row(1, 0));
    board.put(with(row(2, 0), 1));
    board.put(with(row(3, 0), 2));
    let units = |within: &Within| board.seen(within).map(|it| it.row.id.clone()).collect::<Vec<_>>();
    assert_eq!(units(&Within(None)).len(), 3);
    let mine = Within(Some(vec![id::<UnitId>("unt", 1)]));
    assert_eq!(units(&mine), [id("con", 1), id("con", 2)]);
    assert_eq!(units(&Within(Some(Vec::new()))), [id("con", 1)]);
}

/// What may happen to a conversation: it waits, is offered, is with one of two units, is put off, is over.
fn stands(at: usize, n: usize) -> ConversationRow {
    let it =
        ConversationRow { due_at: (n.is_multiple_of(2)).then_some(Stamp(50)), ..row(n, i64::try_from(n).unwrap()) };
    match at {
        0 => it,
        1 => ConversationRow { state: State::Offered, ..it },
        2 | 3 => with(it, at),
        4 => ConversationRow { state: State::Snoozed, ..with(it, 2) },
        _ => ConversationRow { state: State::Closed, closed_at: Some(Stamp(9)), ..it },
    }
}

proptest! {
    /// However conversations move, the figures of the parts come to the figures of the whole, and each cause is there once.
    #[test]
    fn parts_come_to_the_whole(moves in prop::collection::vec((0_usize..6, 1_usize..12), 0..60)) {
        let mut board = Board::default();
        board.agitated_from = Some(1);
        let mut last = std::collections::BTreeMap::new();
        for (at, n) in moves {
            board.put(stands(at, n));
            last.insert(n, at);
        }
        let now = Stamp(100);
        let tally = board.tally(&Within(None), now);
        let total = &tally.total;
        let count = |fits: &dyn Fn(usize) -> bool| i64::try_from(last.values().filter(|it| fits(**it)).count()).unwrap();
        prop_assert_eq!(total.waiting, count(&|at| at < 2));
        prop_assert_eq!(total.serving, count(&|at| at == 2 || at == 3));
        // Whoever waits is nobody's yet, and in no unit.
        prop_assert_eq!(tally.units.values().map(|it| it.serving).sum::<i64>(), total.serving);
        for parts in [tally.queues.values().collect::<Vec<_>>(), tally.entrances.values().collect()] {
            prop_assert_eq!(parts.iter().map(|it| it.waiting).sum::<i64>(), total.waiting);
            prop_assert_eq!(parts.iter().map(|it| it.serving).sum::<i64>(), total.serving);
            prop_assert_eq!(parts.iter().map(|it| it.overdue).sum::<i64>(), total.overdue);
            prop_assert_eq!(parts.iter().filter_map(|it| it.longest).min(), total.longest);
        }
        prop_assert_eq!(tally.loads.values().map(|it| it.count).sum::<i64>(), count(&|at| at == 2 || at == 3));
        let mine = board.tally(&Within(Some(vec![id::<UnitId>("unt", 2)])), now);
        prop_assert_eq!((mine.total.waiting, mine.total.serving), (total.waiting, count(&|at| at == 2)));
        for view in [FloorView::Waiting, FloorView::Serving, FloorView::Overdue] {
            let behind = board.talks().filter(|it| board.shows(view, it, now)).count();
            let figure = match view { FloorView::Waiting => total.waiting, FloorView::Serving => total.serving, _ => total.overdue };
            prop_assert_eq!(i64::try_from(behind).unwrap(), figure);
        }
        let watch = Watch { unaccepted: Some(Span(1)), spike: Some(1), silent_agent: Some(Span(1)), ..Watch::default() };
        let found = causes(&board, &watch, now);
        let names: BTreeSet<_> = found.iter().map(|it| (it.kind, it.subject.clone())).collect();
        prop_assert_eq!(names.len(), found.len());
    }
}
