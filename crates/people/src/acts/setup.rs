//! The first start: an organisation, its policies and its first administrator.

use base::ids::PersonId;
use base::{Result, Stamp};
use db::Tx;
use db::events::{About, emit};
use policy::api::Terms;
use serde::Deserialize;
use utoipa::ToSchema;
use web::Actor;

use super::{persons as acts, units as founding};
use crate::events::SetUp;
use crate::handle::People;
use crate::model::{Employment, Locale, NewPerson, StaffKind, Unit, UnitKind};
use crate::refused::Refused;
use crate::rules::login::{check_login, check_name, check_password, normal_login};
use crate::store::{persons, units};

/// What the first set-up asks for.
#[derive(Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Setup)]
pub struct FirstSetUp {
    /// The code that the server printed.
    pub code: String,
    /// The organisation's name.
    pub organisation: String,
    /// The pack of policies to begin with.
    pub pack: String,
    /// The first administrator's login.
    pub login: String,
    /// The first administrator's name.
    pub name: String,
    /// The first administrator's password.
    pub password: String,
    /// Since when the policies hold, where cases of the years before will be imported; from now on when left out.
    #[serde(default)]
    pub policies_from: Option<Stamp>,
}

/// The roles of the first person: they run the system, and lead the organisation until they name others.
const FIRST_ROLES: [&str; 2] = ["administrator", "manager"];

/// Whether there is still nobody.
pub fn needed(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(!persons::is_anybody(tx)?)
}

/// What is wrong with a first set-up.
pub fn check(people: &People, tx: &mut Tx<'_>, asked: &FirstSetUp) -> Result<()> {
    if !needed(tx)? {
        return Err(Refused::AlreadySetUp.into());
    }
    if !people.is_setup_code(&asked.code) {
        return Err(Refused::SetUpCode.into());
    }
    let (login, policy) = (normal_login(&asked.login), people.sign_in(tx)?.passwords);
    Ok(Refused::fields([
        check_name("organisation", &asked.organisation),
        check_login(&login),
        check_name("name", &asked.name),
        check_password(&policy, "password", &login, &asked.password),
    ])?)
}

/// Sets the organisation up; `hash` is that of the administrator's password.
pub fn set_up(people: &People, tx: &mut Tx<'_>, asked: &FirstSetUp, hash: &str) -> Result<PersonId> {
    check(people, tx, asked)?;
    let system = Actor::system();
    // Later than now would leave nobody with any right until then.
    let effective_from = asked.policies_from.map(|it| it.min(tx.now()));
    policy::api::load_pack(tx, &asked.pack, &Terms { effective_from, ..Terms::default() })?;
    let company = found_company(tx, &asked.organisation)?;
    let access = people.access(tx)?;
    let first = NewPerson {
        login: asked.login.clone(),
        name: asked.name.clone(),
        kind: StaffKind::Administrator,
        employment: Employment::FullTime,
        unit_id: company.id,
        post_id: None,
        level: None,
        locale: Locale::Zh,
        roles: FIRST_ROLES.iter().filter(|it| access.role(it).is_some()).map(|it| (*it).to_owned()).collect(),
        password: Some(asked.password.clone()),
    };
    let person = acts::add(people, tx, &system, &first, None)?;
    // They chose it themselves, so they need not change it.
    crate::store::sessions::set_password(tx, &person.id, hash, false)?;
    let (organisation, pack) = (company.name, asked.pack.clone());
    emit(tx, Some(&person.id), About::default(), None, &SetUp { organisation, pack })?;
    Ok(person.id)
}

/// Founds the company, the unit above all others.
pub fn found_company(tx: &mut Tx<'_>, name: &str) -> Result<Unit> {
    if let Some(company) = units::company(tx)? {
        return Ok(company);
    }
    let name = name.trim().to_owned();
    let company =
        Unit { id: tx.id(), parent_id: None, name, kind: UnitKind::Company, code: None, active: true, version: 1 };
    if !units::add(tx, &company)? {
        return Err(Refused::AlreadySetUp.into());
    }
    founding::founded(tx, &Actor::system(), &company)?;
    Ok(company)
}
