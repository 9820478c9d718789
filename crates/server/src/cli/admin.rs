//! `hearth admin`: sign-ins, for whoever can reach the machine.

use std::io::Write as _;
use std::process::ExitCode;

use base::{Result, fault};
use clap::Subcommand;
use people::model::{Employment, Locale, NewPerson, StaffKind};
use web::Actor;

use super::Place;
use crate::open::House;

/// What is done.
#[derive(Debug, Subcommand)]
pub enum Options {
    /// Add somebody who runs the system; prints a random password.
    CreateUser {
        /// What they sign in with.
        login: String,
        /// Their name; the login when left out.
        #[arg(long)]
        name: Option<String>,
        /// Their roles, as the policy `access` names them.
        #[arg(long = "role", default_values_t = ["administrator".to_owned()])]
        roles: Vec<String>,
        /// Which installation.
        #[command(flatten)]
        place: Place,
    },
    /// Give somebody a new random password and end their sessions.
    ResetPassword {
        /// What they sign in with.
        login: String,
        /// Which installation.
        #[command(flatten)]
        place: Place,
    },
}

/// Runs the command.
pub fn run(options: &Options) -> Result<ExitCode> {
    let (login, password) = match options {
        Options::CreateUser { login, name, roles, place } => {
            let house = House::open(place)?;
            (login, create(&house, login, name.as_deref().unwrap_or(login), roles)?)
        }
        Options::ResetPassword { login, place } => {
            let house = House::open(place)?;
            let wanted = login.clone();
            let password = house.db.write_blocking(move |tx| {
                let password = random_password(tx.random());
                people::api::reset_password(&house.people, tx, &Actor::system(), &wanted, &password)?;
                Ok(password)
            })?;
            (login, password)
        }
    };
    writeln!(std::io::stdout(), "{login}  {password}").map_err(fault)?;
    Ok(ExitCode::SUCCESS)
}

fn create(house: &House, login: &str, name: &str, roles: &[String]) -> Result<String> {
    let people = house.people.clone();
    let (login, name, roles) = (login.to_owned(), name.to_owned(), roles.to_vec());
    house.db.write_blocking(move |tx| {
        let company = people::api::units(tx)?.into_iter().find(|it| it.parent_id.is_none());
        let company = match company {
            Some(it) => it,
            None => people::api::found_company(tx, "Hearth")?,
        };
        let password = random_password(tx.random());
        let new = NewPerson {
            login,
            name,
            kind: StaffKind::Administrator,
            employment: Employment::FullTime,
            unit_id: company.id,
            post_id: None,
            level: None,
            locale: Locale::Zh,
            roles,
            password: Some(password.clone()),
        };
        people::api::add_person(&people, tx, &Actor::system(), &new)?;
        Ok(password)
    })
}

/// Letters and digits that are not mistaken for each other; 16 of them hold 80 bits.
pub fn random_password(bytes: [u8; 16]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789A";
    bytes.iter().filter_map(|it| LETTERS.get(usize::from(it & 31))).map(|it| char::from(*it)).collect()
}
