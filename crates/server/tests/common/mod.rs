//! A whole house in process: the real routes with all layers, real sessions, a small organisation and one case.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use base::ids::UnitId;
use db::Tx;
use measures::Measures;
use people::api::{NewUnit, add_hashed, add_unit, found_company, hash_password, keep_password};
use people::model::{Employment, Locale, NewPerson, StaffKind, UnitKind};
use serde_json::{Value, json};
use testkit::{Answer, TestDb};
use tower::ServiceExt as _;
use web::Actor;

/// Words of the case that others must not see.
pub const SECRET: &str = "厨房漏水编号七三一";

const PASSWORD: &str = "correct-horse-7";

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum People {
    /// Has no role.
    Stranger,
    /// Took the case in.
    Agent,
    /// An agent of another team.
    OtherTeam,
    /// Reads figures of the whole company, and no cases.
    Personnel,
    /// Leads the site.
    Supervisor,
    /// Leads the company.
    Manager,
    /// Runs the system and leads the company.
    Administrator,
}

/// A house with its people signed in.
pub struct House {
    test: TestDb,
    inner: server::open::House,
    router: Router,
    runtime: tokio::runtime::Runtime,
    cookies: BTreeMap<People, (String, String)>,
    ids: BTreeMap<&'static str, String>,
}

/// Somebody of a unit, who signs in with the password of all.
fn hire(
    tx: &mut Tx<'_>,
    people: &people::People,
    login: &str,
    roles: &[&str],
    unit: UnitId,
    hash: &str,
) -> base::Result<()> {
    let new = NewPerson {
        login: login.to_owned(),
        name: login.to_owned(),
        kind: StaffKind::HotlineAgent,
        employment: Employment::FullTime,
        unit_id: unit,
        post_id: None,
        level: None,
        locale: Locale::Zh,
        roles: roles.iter().map(|it| (*it).to_owned()).collect(),
        password: None,
    };
    let person = add_hashed(people, tx, &Actor::system(), &new, hash)?.id;
    keep_password(tx, &person, hash)
}

impl House {
    /// A fresh house.
    pub fn new() -> Self {
        let test = testkit::sqlite(server::open::MIGRATIONS);
        let house = server::open::House::over(test.db.clone(), &test.dir).unwrap();
        let people = house.people.clone();
        test.db
            .write_blocking(move |tx| {
                policy::api::load_pack(tx, "full", &policy::api::Terms::default())?;
                let company = found_company(tx, "公司")?;
                let (system, hash) = (Actor::system(), hash_password(PASSWORD, tx.random())?);
                let new = NewUnit {
                    parent_id: company.id.clone(),
                    name: "中心".to_owned(),
                    kind: UnitKind::Site,
                    code: None,
                };
                let site = add_unit(&people, tx, &system, &new)?.id;
                for (login, role) in [
                    ("stranger", None),
                    ("agent", Some("hotline_agent")),
                    ("other", Some("hotline_agent")),
                    ("hr", Some("hr")),
                ] {
                    let new = NewUnit {
                        parent_id: site.clone(),
                        name: format!("{login} 组"),
                        kind: UnitKind::Team,
                        code: None,
                    };
                    let team = add_unit(&people, tx, &system, &new)?.id;
                    hire(tx, &people, login, role.as_slice(), team, &hash)?;
                }
                for (login, roles, unit) in [
                    ("supervisor", &["supervisor"][..], &site),
                    ("manager", &["manager"], &company.id),
                    ("admin", &["administrator", "manager"], &company.id),
                ] {
                    hire(tx, &people, login, roles, unit.clone(), &hash)?;
                }
                Ok(())
            })
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let router = server::app::build(&house).unwrap().router;
        let mut this =
            Self { test, inner: house.clone(), router, runtime, cookies: BTreeMap::new(), ids: BTreeMap::new() };
        let logins = [
            (People::Stranger, "stranger"),
            (People::Agent, "agent"),
            (People::OtherTeam, "other"),
            (People::Personnel, "hr"),
            (People::Supervisor, "supervisor"),
            (People::Manager, "manager"),
            (People::Administrator, "admin"),
        ];
        for (who, login) in logins {
            this.sign_in(who, login);
        }
        this.open_case();
        this.test.db.write_blocking(db::search::take_in).unwrap();
        let figures: Arc<dyn db::listeners::Listener> = Arc::new(Measures::new(server::wiring::figures(&house)));
        this.test.hear(&figures);
        this
    }

    fn sign_in(&mut self, who: People, login: &str) {
        let request = Request::post("/api/v1/session")
            .header("content-type", "application/json")
            .body(Body::from(json!({ "login": login, "password": PASSWORD }).to_string()))
            .unwrap();
        let response = self.runtime.block_on(self.router.clone().oneshot(request)).unwrap();
        assert!(response.status().is_success(), "{login} signs in: {}", response.status());
        let cookie = response.headers().get("set-cookie").unwrap().to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        self.cookies.insert(who, (cookie, String::new()));
        let session = self.ask(Some(who), "get", "/api/v1/session", &Value::Null);
        let csrf = session.body["csrf"].as_str().expect("a csrf token").to_owned();
        self.cookies.get_mut(&who).unwrap().1 = csrf;
    }

    fn open_case(&mut self) {
        let new = json!({
            "kind": "inquiry", "channel": "phone", "subject": format!("咨询 {SECRET}"), "description": SECRET,
            "customer": { "name": "王小明", "phone": "13800138000" }, "contact_how": "13800138000",
            "promise": { "due_at": testkit::START + base::Span::HOUR.times(4), "text": "回复" },
        });
        let opened = self.ask(Some(People::Agent), "post", "/api/v1/cases", &new);
        assert_eq!(opened.status, 200, "{}", opened.body);
        self.ids.insert("case", opened.body["id"].as_str().unwrap().to_owned());
        self.ids.insert("promise", opened.body["promises"][0]["id"].as_str().unwrap_or_default().to_owned());
        self.ids.insert("customer", opened.body["customer"]["id"].as_str().unwrap_or_default().to_owned());
    }

    /// Lets everybody hear what happened, and does what is due, until nothing more is.
    pub fn settle(&self) {
        for _ in 0..20 {
            for listener in server::wiring::listeners(&self.inner) {
                self.test.hear(&listener);
            }
            let house = self.inner.clone();
            let fire = move |tx: &mut db::Tx<'_>| db::timers::fire_due(tx, &server::wiring::timers(&house));
            self.test.db.write_blocking(fire).unwrap();
        }
    }

    /// A second goes by.
    pub fn later(&self) {
        self.test.clock.advance(base::Span::SECOND);
    }

    /// What the clock says.
    pub fn now(&self) -> base::Stamp {
        base::Clock::now(&*self.test.clock)
    }

    /// The desk and the folder of the house, for what is not done over the network.
    pub fn inside(&self) -> (&cases::Desk, &db::Db, &std::path::Path) {
        (&self.inner.desk, &self.test.db, &self.test.dir)
    }

    /// The conversations of the house, for what arrives from outside.
    pub fn conversations(&self) -> &channels::Channels {
        &self.inner.channels
    }

    /// A path with ids that exist where they do.
    pub fn filled(&self, path: &str) -> String {
        let id = if path.contains("/customers/") { "customer" } else { "case" };
        let path = path.replace("{id}", &self.ids[id]).replace("{pid}", &self.ids["promise"]);
        let path = ["apr", "fol", "esc", "jnt", "cmg"]
            .into_iter()
            .zip(["{aid}", "{fid}", "{eid}", "{jid}", "{mid}"])
            .fold(path, |path, (prefix, part)| path.replace(part, &format!("{prefix}_01JD0000000000000000000000")));
        let mut filled = String::new();
        for part in path.split('/').skip(1) {
            filled.push('/');
            filled.push_str(if part.starts_with('{') { "access" } else { part });
        }
        filled
    }

    /// How many events there are.
    pub fn events(&self) -> i64 {
        let count = self.test.db.read_blocking(|tx| tx.one::<(i64,)>("SELECT COUNT(*) FROM event_log", db::args![]));
        count.unwrap().0
    }

    /// Asks as somebody.
    pub fn ask(&self, who: Option<People>, method: &str, path: &str, body: &Value) -> Answer {
        let mut headers = Vec::new();
        if let Some((cookie, csrf)) = who.and_then(|it| self.cookies.get(&it)) {
            headers.extend([("cookie", cookie.as_str()), ("x-csrf-token", csrf.as_str())]);
        }
        self.send(method, path, &headers, body)
    }

    /// Asks with the cookie alone, as a page of another site would.
    pub fn ask_without_token(&self, who: People, method: &str, path: &str, body: &Value) -> Answer {
        self.send(method, path, &[("cookie", &self.cookies[&who].0)], body)
    }

    /// Asks under an idempotency key.
    pub fn ask_with_key(&self, who: People, key: &str, method: &str, path: &str, body: &Value) -> Answer {
        let (cookie, csrf) = &self.cookies[&who];
        self.send(method, path, &[("cookie", cookie), ("x-csrf-token", csrf), ("idempotency-key", key)], body)
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let mut request = Request::builder()
            .method(method.to_uppercase().as_str())
            .uri(path.replace("漏水", "%E6%BC%8F%E6%B0%B4"))
            .header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let request = request.body(body).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let bytes = to_bytes(response.into_body(), 10_000_000).await.unwrap();
            let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
            assert!(status < 500, "a fault: {method} {path}: {status} {body}");
            Answer { status, body }
        })
    }
}
