//! A day as a call log tells it.

use std::collections::BTreeMap;

use base::{Mint, SeededRandom, Span, Stamp};

use super::{Call, Day, Patience, Played, Shift, people};
use crate::rules::{Agent, Plan};

/// A call of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// When it came to the queue.
    pub came: Stamp,
    /// How.
    pub channel: String,
    /// What for.
    pub topic: Option<String>,
    /// The customer's tier.
    pub tier: Option<String>,
    /// How long it waited.
    pub waited: Span,
    /// Who answered it; nobody when it gave up.
    pub agent: Option<String>,
    /// Whether it was answered.
    pub answered: bool,
    /// How long the conversation took; nothing when the log does not tell.
    pub talked: Option<Span>,
}

/// What became of the calls in the log itself, told as a played day is.
pub fn as_logged(plan: &Plan, calls: &[Logged]) -> Vec<Played> {
    let played = |it: &Logged| Played {
        queue: plan.queue(&it.channel, it.topic.as_deref(), None).map(|it| it.0),
        tier: it.tier.clone(),
        waited: it.waited,
        served: it.answered,
        told: None,
    };
    calls.iter().map(played).collect()
}

/// The day of a log: what it does not tell is drawn from what it tells of others. Somebody without a call for longer than
/// `away` is taken to have been away.
pub fn day(calls: &[Logged], away: Span, mint: &Mint, dice: &mut SeededRandom) -> Day {
    let patience = Patience::of(calls.iter().map(|it| (it.waited, !it.answered)));
    let talks: Vec<Span> = calls.iter().filter_map(|it| it.talked).collect();
    let mut calls: Vec<&Logged> = calls.iter().collect();
    calls.sort_by_key(|it| it.came);
    let call = |it: &&Logged| Call {
        came: it.came,
        channel: it.channel.clone(),
        topic: it.topic.clone(),
        tier: it.tier.clone(),
        patience: if it.answered { patience.draw(it.waited, dice) } else { it.waited },
        talk: it.talked.or_else(|| one_of(&talks, dice)).unwrap_or_default(),
    };
    Day { calls: calls.iter().map(call).collect(), shifts: shifts(&calls, away, mint) }
}

fn one_of(talks: &[Span], dice: &mut SeededRandom) -> Option<Span> {
    let at = dice.below(u64::try_from(talks.len()).unwrap_or(1).max(1));
    talks.get(usize::try_from(at).unwrap_or(0)).copied()
}

/// Who was at work: from one's first conversation to the end of the last, except for long times without any.
fn shifts(calls: &[&Logged], away: Span, mint: &Mint) -> Vec<Shift> {
    let mut at_work: BTreeMap<&str, Vec<(Stamp, Stamp)>> = BTreeMap::new();
    for it in calls.iter().filter(|it| it.answered) {
        let (Some(agent), from) = (it.agent.as_deref(), it.came + it.waited) else { continue };
        at_work.entry(agent).or_default().push((from, from + it.talked.unwrap_or_default()));
    }
    let first = calls.first().map_or(Stamp(0), |it| it.came);
    let known = people(at_work.keys().map(|it| (*it).to_owned()), first, mint);
    let mut shifts = Vec::new();
    for (name, mut talks) in at_work {
        talks.sort_unstable();
        let Some(id) = known.get(name) else { continue };
        let agent = Agent {
            id: id.clone(),
            team: String::new(),
            skills: BTreeMap::new(),
            languages: Vec::new(),
            channels: Vec::new(),
        };
        let mut spans: Vec<(Stamp, Stamp)> = Vec::new();
        for (from, to) in talks {
            match spans.last_mut() {
                Some(last) if from - last.1 <= away => last.1 = last.1.max(to),
                _ => spans.push((from, to)),
            }
        }
        shifts.extend(spans.into_iter().map(|(from, to)| Shift { agent: agent.clone(), from, to }));
    }
    shifts
}
