//! A believable organisation, made from a seed: three months of a centre with some forty people.
//!
//! The past is lived through with the same commands as live work, at the moments it happened; so timelines, clocks and
//! figures are what they would be. The same seed gives the same organisation, relative to the day it is made.

mod conversations;
mod desk;
mod organisation;
mod portal;
mod story;
mod words;

use std::io::Write as _;

use base::{Mint, OsRandom, Result, SeededRandom};
use cases::api::TrackingCode;

use crate::cli::admin::random_password;
use crate::open::House;

/// Where the demo begins its dice.
const SEED: u64 = 20_261_122;

/// So many days of work are there when the demo begins.
const DAYS: i64 = 92;

/// What whoever started the demo needs to sign in.
#[derive(Debug)]
pub struct Greeting {
    /// The administrator's login.
    pub login: String,
    /// Everybody's password.
    pub password: String,
    /// One login of each kind.
    pub others: Vec<String>,
    /// A case that can be followed on the portal.
    pub followed: Option<TrackingCode>,
}

/// Makes the demo organisation, unless somebody is there already.
pub fn fill_if_empty(house: &House) -> Result<Option<Greeting>> {
    if !house.db.read_blocking(people::api::setup_needed)? {
        return Ok(None);
    }
    let password = random_password(Mint::new(OsRandom).bytes());
    let hash = people::api::hash_password(&password, Mint::new(OsRandom).bytes())?;
    let (words, mut dice) = (words::Words::read()?, SeededRandom::new(SEED));
    let begin = house.db.world().clock.now() - base::Span::DAY.times(DAYS);
    let (made, mut dice) = {
        let (house, words) = (house.clone(), words.clone());
        let db = house.db.clone();
        db.write_blocking(move |tx| {
            // The organisation is there before its first case, and so is the policy of every case.
            let founded = begin - base::Span::DAY;
            tx.at(founded);
            let terms = policy::api::Terms { effective_from: Some(founded), ..policy::api::Terms::default() };
            policy::api::load_pack(tx, "full", &terms)?;
            let made = organisation::make(&house, tx, &words, &mut dice, &hash)?;
            Ok((made, dice))
        })?
    };
    let others = made.logins.clone();
    let mut story = story::Story::new(house, words.clone(), made, begin);
    let handlers = std::sync::Arc::new(crate::wiring::timers(house));
    let now = house.db.world().clock.now();
    for day in 0..=DAYS {
        let until = if day == DAYS { now } else { story.dusk(day) };
        story.dawn(&mut dice, day);
        let mut more = true;
        while more {
            let handlers = std::sync::Arc::clone(&handlers);
            (story, dice, more) = house.db.write_blocking(move |tx| {
                let more = story.live(tx, &mut dice, &handlers, until)?;
                Ok((story, dice, more))
            })?;
        }
        // A closed terminal does not stop the work.
        let _ = write!(std::io::stderr(), "\rdemo 演示数据 {day}/{DAYS}");
    }
    let _ = writeln!(std::io::stderr());
    let of = house.clone();
    let followed = house.db.write_blocking(move |tx| {
        let followed = portal::bring_in(&of, tx, now)?;
        tx.at(now);
        desk::furnish(&of, tx, &words)?;
        desk::review(&of, tx)?;
        let entrance = conversations::talk(&of, tx, &mut dice)?;
        crate::assets::open_shop(&of.data, &entrance)?;
        desk::look(&of, tx)?;
        Ok(followed)
    })?;
    for listener in crate::wiring::listeners(house) {
        db::listeners::catch_up(&house.db, &listener)?;
    }
    Ok(Some(Greeting { login: "admin".to_owned(), password, others, followed }))
}
