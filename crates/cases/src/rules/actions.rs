//! What a person can do with a case now, and why not the rest. Asks the same functions that guard the commands.

use base::Stamp;

use super::{
    closing, extend, hands, joint, may_answer, may_edit, may_link, may_note, merging, pausing, promising, steps, urging,
};
use crate::model::{Asker, Case, Clock, Rulebook, Status, Target, Transfer};
use crate::refused::Refused;

/// An action and whether it is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its name, such as `transfer`.
    pub name: &'static str,
    /// Why it is not possible; nothing when it is.
    pub refused: Option<Refused>,
    /// For `step`: where to. For `close`: the outcomes open to this person.
    pub to: Vec<String>,
}

/// Everything there is to do with a case, in the order of the buttons.
pub fn actions(case: &Case, clocks: &[Clock], who: &Asker, book: &Rulebook, now: Stamp) -> Vec<Action> {
    let action = |name, allowed: Result<(), Refused>| Action { name, refused: allowed.err(), to: Vec::new() };
    let to = steps::next_steps(case, book).into_iter().map(str::to_owned).collect();
    let outcomes = outcomes(case, who, book);
    vec![
        action("accept", hands::may_accept(case, who)),
        action("return", hands::may_return(case, who, Some("-"))),
        action("assign", may_assign_somebody(case, who)),
        action("transfer", hands::may_hand_over(case, who, book)),
        Action { to, ..action("step", steps::may_move(case, who, book)) },
        action("note", may_note(case, who)),
        action("reply", may_answer(case, who)),
        action("promise", promising::may_promise(case, who)),
        action("pause", pausing::may_stop(case, who)),
        action("resume", pausing::may_resume(case, who)),
        action("extend", may_extend_some(case, clocks, who, book)),
        action("confirm", closing::may_confirm(case, who, book)),
        Action { to: outcomes, ..action("close", closing::may_end(case, who, book)) },
        action("reopen", closing::may_work_again(case, who, book, now)),
        action("entrust", hands::may_entrust(case, who, book)),
        action("edit", may_edit(case, who)),
        action("link", may_link(case, who)),
    ]
}

/// What there is to do with others: a waiting transfer, parts to ask for, urging.
pub fn together(case: &Case, who: &Asker, book: &Rulebook, waiting: Option<&Transfer>) -> [Action; 6] {
    let action = |name, allowed: Result<(), Refused>| Action { name, refused: allowed.err(), to: Vec::new() };
    [
        action("take_back", hands::may_take_back(case, who, waiting)),
        action("joint", joint::may_host(case, who, book)),
        action("urge", urging::may_urge(case, who, book).map(drop)),
        action("customer_urges", urging::may_note_customer(case, who, book)),
        action("merge", merging::may_take_in(case, who, book)),
        action("split", merging::may_split(case, who, book).map(drop)),
    ]
}

/// Whether the case can be given to anybody but its present handler: to oneself when nobody has it, else to others.
fn may_assign_somebody(case: &Case, who: &Asker) -> Result<(), Refused> {
    let to = if case.owner_id.is_none() { who.person.as_ref() } else { None };
    hands::may_assign(case, who, to)
}

/// Whether one of the clocks can be extended; the reason of the resolution's clock when none can.
fn may_extend_some(case: &Case, clocks: &[Clock], who: &Asker, book: &Rulebook) -> Result<(), Refused> {
    let live = || clocks.iter().filter(|it| it.is_live());
    let asked = |it: &Clock| extend::may_ask(case, who, book, it);
    if live().any(|it| asked(it).is_ok()) {
        return Ok(());
    }
    let first = live().find(|it| it.target == Target::Resolution).or_else(|| live().next());
    first.map_or_else(|| super::may_work(case, who).and(Err(Refused::ClockNotRunning)), asked)
}

/// The outcomes a person could close the case with, grounds given.
fn outcomes(case: &Case, who: &Asker, book: &Rulebook) -> Vec<String> {
    let all = book.cases.outcomes.iter().map(|it| it.id.as_str());
    let open = all.filter(|it| closing::may_close(case, who, book, Some(it), Some("-")).is_ok());
    open.map(str::to_owned).collect()
}

/// The one action to be offered first: the next sensible one among those that are possible.
pub fn primary(case: &Case, actions: &[Action], who: &Asker) -> Option<&'static str> {
    let sensible: &[&str] = match case.status {
        Status::Closed => &["reopen"],
        Status::Paused => &["resume", "note"],
        Status::Open if case.transfer_id.is_some() => &["accept", "note"],
        Status::Open if case.owner_id.is_none() => &["assign", "note"],
        Status::Open if who.handles(case) || who.received(case) => &["confirm", "step", "close", "reply", "note"],
        Status::Open => &["note"],
    };
    let possible = |name: &&str| actions.iter().any(|it| it.name == *name && it.refused.is_none());
    sensible.iter().copied().find(possible)
}
