//! An installation that nodes serve.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use base::{Mint, OsRandom, SystemClock};
use channels::model::{Medium, NewEntrance, Settings, Site};
use db::{Db, Options, Target, World};
use people::api::{NewUnit, add_hashed, add_unit, found_company, hash_password, keep_password};
use people::model::{Employment, Locale, NewPerson, StaffKind, UnitKind};
use policy::model::Text;
use web::Actor;

/// What everybody signs in with.
pub const PASSWORD: &str = "correct-horse-7";

/// An installation: its PostgreSQL database when it has one, its folder of keys and files, and its chat window.
pub struct House {
    pub(super) url: Option<String>,
    pub(super) data: PathBuf,
    pub(super) entrance: String,
}

/// Houses of this process so far.
static HOUSES: AtomicU32 = AtomicU32::new(0);

impl House {
    /// A fresh one on PostgreSQL; none where there is none, which is a failure where `CI` is set.
    pub fn on_postgres() -> Option<Self> {
        Some(Self::new(Some(testkit::fresh_url()?)))
    }

    /// A fresh one in a file.
    pub fn on_sqlite() -> Self {
        Self::new(None)
    }

    /// A fresh one with an agent and a team lead.
    fn new(url: Option<String>) -> Self {
        let count = HOUSES.fetch_add(1, Ordering::Relaxed);
        let data = std::env::temp_dir().join(format!("hearth-node-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&data).unwrap();
        let world = World { clock: Arc::new(SystemClock), mint: Mint::new(OsRandom) };
        let target = url.clone().map_or_else(|| Target::Sqlite(data.join("hearth.db")), Target::Postgres);
        let db = Db::open(&Options::new(target), world, server::open::MIGRATIONS).unwrap();
        let house = server::open::House::over(db, &data).unwrap();
        let (people, channels) = (house.people.clone(), house.channels.clone());
        let entrance = house.db.write_blocking(move |tx| {
            policy::api::load_pack(tx, "full", &policy::api::Terms::default())?;
            let company = found_company(tx, "公司")?;
            let (system, hash) = (Actor::system(), hash_password(PASSWORD, tx.random())?);
            let team =
                NewUnit { parent_id: company.id, name: "网聊组".to_owned(), kind: UnitKind::Team, code: None };
            let team = add_unit(&people, tx, &system, &team)?.id;
            for (login, role) in [("agent", "online_agent"), ("lead", "team_lead")] {
                let new = NewPerson {
                    login: login.to_owned(),
                    name: login.to_owned(),
                    kind: StaffKind::OnlineAgent,
                    employment: Employment::FullTime,
                    unit_id: team.clone(),
                    post_id: None,
                    level: None,
                    locale: Locale::Zh,
                    roles: vec![role.to_owned()],
                    password: None,
                };
                let person = add_hashed(&people, tx, &system, &new, &hash)?.id;
                keep_password(tx, &person, &hash)?;
            }
            channels::api::add_entrance(&channels, tx, &system, &window())
        });
        Self { url, data, entrance: entrance.unwrap().id.to_string() }
    }

    /// The same one, with its database reached by another address.
    pub fn reached_by(&mut self, change: impl FnOnce(&str) -> String) {
        self.url = self.url.as_deref().map(change);
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn window() -> NewEntrance {
    let text = |it: &str| Text { zh: it.to_owned(), en: it.to_owned() };
    let site = Site {
        origins: Vec::new(),
        colour: "#1677ff".to_owned(),
        title: text("在线客服"),
        greeting: text("您好"),
        topics: Vec::new(),
    };
    NewEntrance {
        medium: Medium::Chat,
        channel: "chat".to_owned(),
        name: "网上商城".to_owned(),
        settings: Settings { site: Some(site), ..Settings::default() },
        secret: None,
    }
}
