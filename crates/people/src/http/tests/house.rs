//! A small organisation behind the real routes and the real session layer, and browsers that keep their cookie.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use base::Result;
use base::ids::{CaseId, PersonId, UnitId};
use db::Tx;
use policy::Policies;
use serde_json::{Value, json};
use testkit::TestDb;
use tower::ServiceExt as _;
use vault::{MasterKey, Vault};
use web::live::{Audience, Hub, Source};
use web::{Actor, App, Sessions, Texts};

use crate::api::{self, NewUnit};
use crate::model::{Employment, Locale, NewPerson, StaffKind, UnitKind};
use crate::{MIGRATIONS, People, TEXTS};

pub const PASSWORD: &str = "correct horse battery";

struct Silent;

impl Source for Silent {
    fn audiences(&self, _: &mut Tx<'_>, _: &[CaseId]) -> Result<HashMap<CaseId, Audience>> {
        Ok(HashMap::new())
    }
    fn counts(&self, _: &mut Tx<'_>, _: &Actor) -> Result<Value> {
        Ok(Value::Null)
    }
    fn name(&self, _: &mut Tx<'_>, _: &PersonId) -> Result<String> {
        Ok(String::new())
    }
}

pub struct House {
    pub it: TestDb,
    pub people: People,
    routes: Router,
    runtime: tokio::runtime::Runtime,
}

#[derive(Debug)]
pub struct Told {
    pub status: u16,
    pub cookie: Option<String>,
    /// The ticket that a browser keeps while somebody is at a provider.
    pub ticket: Option<String>,
    pub body: Value,
}

impl Told {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// Status and code, for short assertions.
    pub fn brief(&self) -> (u16, &str) {
        (self.status, self.code())
    }

    pub fn text(&self, field: &str) -> String {
        self.body[field].as_str().unwrap_or_default().to_owned()
    }
}

/// A browser with its cookie.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    pub cookie: String,
    pub csrf: String,
}

/// The units and people of the demo organisation.
pub struct Cast {
    pub company: UnitId,
    pub north: UnitId,
    pub hotline: UnitId,
    pub south: UnitId,
    pub agent: PersonId,
    pub other: PersonId,
    pub hr: PersonId,
    pub admin: PersonId,
}

impl House {
    /// Nobody there yet.
    pub fn empty() -> Self {
        Self::over(testkit::sqlite(&[vault::MIGRATIONS, policy::MIGRATIONS, MIGRATIONS]))
    }

    pub fn over(it: TestDb) -> Self {
        let key = MasterKey::from_text(&"a".repeat(64)).unwrap();
        let vault = it.db.write_blocking(move |tx| Vault::open(tx, key)).unwrap();
        let people = People::new(it.db.clone(), Policies::new(), vault).unwrap();
        let app = App { db: it.db.clone(), hub: Arc::new(Hub::new(Silent)), data: Arc::new(it.dir.clone()) };
        let texts = Arc::new(Texts::new(&[TEXTS, policy::TEXTS, web::TEXTS]).unwrap());
        let sessions: Arc<dyn Sessions> = Arc::new(people.clone());
        let routes = crate::routes().into_router();
        let routes = routes
            .with_state(app)
            .layer(axum::Extension(people.clone()))
            .layer(axum::Extension(Arc::clone(&texts)))
            .layer(axum::middleware::from_fn_with_state(sessions, web::authenticate))
            .layer(axum::middleware::from_fn_with_state(texts, web::answer_problems));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        Self { it, people, routes, runtime }
    }

    /// With the cast, all of whom have [`PASSWORD`].
    pub fn with_cast() -> (Self, Cast) {
        let house = Self::empty();
        let cast = house.cast();
        (house, cast)
    }

    /// Runs a test with the cast on both databases.
    pub fn each(test: impl Fn(&Self, &Cast)) {
        Self::each_empty(|house| test(house, &house.cast()));
    }

    /// Runs a test with nobody there yet on both databases.
    pub fn each_empty(test: impl Fn(&Self)) {
        let tables = &[vault::MIGRATIONS, policy::MIGRATIONS, MIGRATIONS];
        let both = [Some(testkit::sqlite(tables)), testkit::postgres(tables)];
        both.into_iter().flatten().for_each(|it| test(&Self::over(it)));
    }

    fn cast(&self) -> Cast {
        let people = self.people.clone();
        let work = move |tx: &mut Tx<'_>| {
            policy::api::load_pack(tx, "full", &policy::api::Terms::default())?;
            let company = api::found_company(tx, "暖台公司")?.id;
            let unit = |tx: &mut Tx<'_>, above: &UnitId, name: &str, kind| {
                let new = NewUnit { parent_id: above.clone(), name: name.to_owned(), kind, code: None };
                Ok::<_, base::Failure>(api::add_unit(&people, tx, &Actor::system(), &new)?.id)
            };
            let north = unit(tx, &company, "北方中心", UnitKind::Site)?;
            let hotline = unit(tx, &north, "热线一组", UnitKind::Team)?;
            let south = unit(tx, &company, "南方中心", UnitKind::Site)?;
            let hash = api::hash_password(PASSWORD, [1; 16])?;
            let person = |tx: &mut Tx<'_>, login: &str, unit: &UnitId, roles: &[&str]| {
                let new = newcomer(login, unit, roles);
                let id = api::add_hashed(&people, tx, &Actor::system(), &new, &hash)?.id;
                api::keep_password(tx, &id, &hash)?;
                Ok::<_, base::Failure>(id)
            };
            Ok(Cast {
                agent: person(tx, "agent", &hotline, &["hotline_agent"])?,
                other: person(tx, "other", &south, &["hotline_agent"])?,
                hr: person(tx, "hr", &company, &["hr"])?,
                admin: person(tx, "admin", &company, &["administrator"])?,
                company,
                north,
                hotline,
                south,
            })
        };
        self.it.db.write_blocking(work).unwrap()
    }

    #[expect(clippy::needless_pass_by_value, reason = "tests give literals")]
    pub fn ask(&self, by: &Browser, method: &str, path: &str, body: Value) -> Told {
        self.send(by, method, path, &[], &body)
    }

    pub fn send(&self, by: &Browser, method: &str, path: &str, headers: &[(&str, &str)], body: &Value) -> Told {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if !by.cookie.is_empty() {
            request = request.header("cookie", format!("a=b; {}", by.cookie)).header("x-csrf-token", &by.csrf);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        self.told(request.body(body).unwrap(), method, path)
    }

    /// Sends a file.
    pub fn upload(&self, by: &Browser, path: &str, file: Vec<u8>) -> Told {
        let request = Request::builder().method("POST").uri(format!("/api/v1{path}"));
        let request = request.header("cookie", &by.cookie).header("x-csrf-token", &by.csrf);
        self.told(request.header("accept-language", "en").body(Body::from(file)).unwrap(), "POST", path)
    }

    /// A file that is answered.
    pub fn file(&self, by: &Browser, path: &str) -> Vec<u8> {
        let request = Request::builder().uri(format!("/api/v1{path}")).header("cookie", &by.cookie);
        let request = request.body(Body::empty()).unwrap();
        self.runtime.block_on(async {
            let response = self.routes.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status().as_u16(), 200);
            to_bytes(response.into_body(), 1_000_000).await.unwrap().to_vec()
        })
    }

    fn told(&self, request: Request<Body>, method: &str, path: &str) -> Told {
        self.runtime.block_on(async {
            let response = self.routes.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            let all = response.headers().get_all("set-cookie").iter().map(|it| it.to_str().unwrap().to_owned());
            let (ticket, mut cookies): (Vec<_>, Vec<_>) = all.partition(|it| it.starts_with("hearth_sign_in="));
            let (ticket, cookie) = (ticket.into_iter().next(), cookies.pop());
            let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
            let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
            assert_ne!(status, 500, "a fault: {method} {path}: {body}");
            Told { status, cookie, ticket, body }
        })
    }

    pub fn knock(&self, login: &str, password: &str) -> Told {
        self.ask(&Browser::default(), "POST", "/session", json!({ "login": login, "password": password }))
    }

    pub fn sign_in(&self, login: &str, password: &str) -> Browser {
        browser(&self.knock(login, password))
    }

    /// Lets time pass; what is due meanwhile happens.
    pub fn pass(&self, span: base::Span) {
        self.it.clock.advance(span);
        let handlers = crate::jobs::handlers(&self.people);
        self.it.db.write_blocking(move |tx| db::timers::fire_due(tx, &handlers)).unwrap();
    }

    /// The kinds of the events written so far.
    pub fn events(&self) -> Vec<String> {
        self.it.log().into_iter().map(|it| it.kind).collect()
    }
}

pub fn browser(told: &Told) -> Browser {
    assert_eq!(told.status, 200, "{told:?}");
    let cookie = told.cookie.as_deref().unwrap().split(';').next().unwrap().to_owned();
    Browser { cookie, csrf: told.text("csrf") }
}

pub fn newcomer(login: &str, unit: &UnitId, roles: &[&str]) -> NewPerson {
    NewPerson {
        login: login.to_owned(),
        name: format!("{login} 先生"),
        kind: StaffKind::HotlineAgent,
        employment: Employment::FullTime,
        unit_id: unit.clone(),
        post_id: None,
        level: None,
        locale: Locale::Zh,
        roles: roles.iter().map(|it| (*it).to_owned()).collect(),
        password: None,
    }
}
