//! `hearth admin`: sign-ins, for whoever can reach the machine.

use std::io::Write as _;
use std::process::ExitCode;

use base::{Result, fault};
use clap::Subcommand;
use people::model::{Employment, Locale, NewIdentityProvider, NewPerson, StaffKind};
use vault::Purpose;
use web::{Actor, Texts};

use super::{Place, lang};
use crate::app;
use crate::open::House;
use crate::wiring;

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
    /// Add an identity provider (OpenID Connect) by which people sign in.
    AddProvider {
        /// What stands on the button.
        name: String,
        /// Its address, as it calls itself.
        issuer: String,
        /// Our name there.
        client_id: String,
        /// The secret it gave us.
        #[arg(long, env = "HEARTH_CLIENT_SECRET", hide_env_values = true)]
        secret: Option<String>,
        /// The claim that holds people's login.
        #[arg(long, default_value = "email")]
        claim: String,
        /// Where e-mail addresses have to be.
        #[arg(long)]
        email_domain: Option<String>,
        /// Whether it may run on this machine without TLS.
        #[arg(long)]
        insecure_loopback: bool,
        /// Which installation.
        #[command(flatten)]
        place: Place,
    },
    /// Make new keys for personal data and bring what older keys sealed under them. Goes on with --resume if it was stopped.
    RotateKeys {
        /// Go on with a rotation that was stopped, without making new keys.
        #[arg(long)]
        resume: bool,
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
        Options::AddProvider { name, issuer, client_id, secret, claim, email_domain, insecure_loopback, place } => {
            let new = NewIdentityProvider {
                name: name.clone(),
                issuer: issuer.clone(),
                client_id: client_id.clone(),
                client_secret: secret.clone(),
                claim: claim.clone(),
                email_domain: email_domain.clone(),
                insecure_loopback: *insecure_loopback,
                active: true,
            };
            let House { db, people, .. } = House::open(place)?;
            let added = db.write_blocking(move |tx| people::api::add_provider(&people, tx, &Actor::system(), &new))?;
            writeln!(std::io::stdout(), "{}  {}", added.id, added.issuer).map_err(fault)?;
            return Ok(ExitCode::SUCCESS);
        }
        Options::RotateKeys { resume, place } => return rotate_keys(&House::open(place)?, *resume),
    };
    writeln!(std::io::stdout(), "{login}  {password}").map_err(fault)?;
    Ok(ExitCode::SUCCESS)
}

/// SEC-1: people work on meanwhile, as what is sealed opens under either key.
fn rotate_keys(house: &House, resume: bool) -> Result<ExitCode> {
    if !resume {
        let vault = house.vault.clone();
        house
            .db
            .write_blocking(move |tx| Purpose::ALL.into_iter().try_for_each(|it| vault.rotate(tx, it).map(drop)))?;
    }
    let mut changed = 0;
    vault::reseal::run(&house.db, &house.vault, &wiring::sealed(), |column, it| {
        // A closed terminal does not stop the work.
        let _ = write!(std::io::stderr(), "\r{}.{} {}", column.table, column.column, it.seen);
        if it.done_at.is_some() {
            changed += it.changed;
            let _ = writeln!(std::io::stderr());
        }
    })?;
    let mut batches = 0;
    customers::jobs::renew_marks(&house.db, &house.customers, || {
        batches += 1;
        let _ = write!(std::io::stderr(), "\rcustomers_mark {batches}");
    })?;
    let texts = Texts::new(app::TEXTS)?;
    let said = texts.say(lang(), "server.said_resealed", &[("count", changed.to_string().into())].into());
    writeln!(std::io::stdout(), "{said}").map_err(fault)?;
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
