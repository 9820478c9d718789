//! Visitors' windows: the memory that each takes, and messages that are stored and shown in the window that said them.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::pin::pin;
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::{Run, Scratch, name, rest};
use crate::figures::{Figures, Target};
use crate::hearth::{Serving, Store};
use crate::load::{Load, Outcome, Pace, Until, turn};
use crate::machine;
use crate::person::{Person, text};
use crate::said::{Done, while_doing};
use crate::stock::{self, Sheet};
use crate::wire::Wire;

const MOST_KB: f64 = 15.0;
pub(super) const WANTED: f64 = 5000.0;
const MOST_WAIT_MS: f64 = 50.0;
const MOST_CPU_MS: f64 = 0.12;
const LONG: Duration = Duration::from_secs(10);
/// So many windows open at a time.
const AT_ONCE: usize = 100;
/// About 200 bytes, as people write.
const WORDS: &str =
    "您好，我上周在网上营业厅办理的套餐变更到现在还没有生效，账单上仍按原来的资费收取，麻烦帮我查一下是什么原因";

/// Measures windows on every database.
pub async fn measure(run: &Run, figures: &mut Figures) -> Done {
    for store in &run.stores {
        let scratch = Scratch::new("chat", store)?;
        let mut it = Open::serve(run, &scratch).await?;
        let of = name(store);
        let agents = it.agents.len();
        figures.about(&format!("{of}: {} visitors' windows, {agents} agents who look on", run.windows));
        let (before, after) = it.memory;
        let each = base::stats::wide(after.saturating_sub(before)) / base::stats::wide(run.windows);
        let note = format!("{:.0} MB before, {:.0} MB after", mb(before), mb(after));
        figures.add(format!("{of}: memory of an open window"), "kB", Target::AtMost(MOST_KB), each, note);
        let begun = it.begin().await?;
        let note = format!("p99 {:.1} ms", begun.latency_ms(0.99));
        figures.add(format!("{of}: conversations begun"), "a second", Target::None, begun.per_second(), note);
        for rate in [WANTED / 2.0, WANTED] {
            at_rate(&it.serving, store, &mut it.windows, rate, figures).await?;
        }
        it.stop()?;
    }
    Ok(())
}

/// A server with its visitors' windows, and the agents who look on.
pub(super) struct Open {
    pub serving: Serving,
    pub windows: Vec<Window>,
    agents: Vec<JoinHandle<()>>,
    /// Before and after the windows were opened.
    memory: (u64, u64),
}

impl Open {
    pub(super) async fn serve(run: &Run, scratch: &Scratch) -> Done<Self> {
        let serving = run.hearth.serve(&scratch.0)?;
        let sheet = stock::found(&serving).await?;
        let entrance = entrance(&serving, &sheet).await?;
        let agents = look_on(&serving, &sheet, run.agents).await?;
        rest::rest(&serving)?;
        let before = machine::memory(serving.pid())?.pss;
        let mut windows = Vec::new();
        for from in (0..run.windows).step_by(AT_ONCE) {
            let opened = (from..run.windows).take(AT_ONCE).map(|_| Window::open(serving.address, &entrance));
            windows.extend(try_join_all(opened).await?);
        }
        rest::rest(&serving)?;
        let memory = (before, machine::memory(serving.pid())?.pss);
        Ok(Self { serving, windows, agents, memory })
    }

    /// The first word begins a conversation, which is another thing than going on with one.
    pub(super) async fn begin(&mut self) -> Done<Outcome> {
        let acts = u64::try_from(self.windows.len()).unwrap_or(u64::MAX);
        let load = Load { connections: self.windows.len(), pace: Pace::Open(1000.0), until: Until::Acts(acts) };
        talk(&mut self.windows, load).await
    }

    pub(super) fn stop(self) -> Done {
        self.agents.iter().for_each(JoinHandle::abort);
        self.serving.stop()
    }
}

/// Opens so many pages of agents, who hear all that they may see. Each session is one of somebody's.
async fn look_on(serving: &Serving, sheet: &Sheet, agents: usize) -> Done<Vec<JoinHandle<()>>> {
    let (mut known, mut all) = (Vec::new(), Vec::new());
    for agent in &sheet.agents {
        known.push(Person::sign_in(serving.address, &agent.login, &sheet.password).await?);
    }
    for person in known.iter().cycle().take(agents) {
        let mut request = format!("ws://{}/api/v1/live", serving.address)
            .into_client_request()
            .map_err(while_doing("an agent's page"))?;
        let origin = format!("http://{}", serving.address).parse().map_err(while_doing("an agent's page"))?;
        request.headers_mut().insert("origin", origin);
        request.headers_mut().insert("cookie", person.cookie().parse().map_err(while_doing("an agent's page"))?);
        let stream = TcpStream::connect(serving.address).await.map_err(while_doing("connecting"))?;
        let opened = tokio_tungstenite::client_async_with_config(request, stream, Some(small())).await;
        let mut socket = opened.map_err(while_doing("opening an agent's page"))?.0;
        all.push(tokio::spawn(async move { while socket.next().await.is_some_and(|it| it.is_ok()) {} }));
    }
    Ok(all)
}

fn small() -> WebSocketConfig {
    WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0)
}

async fn at_rate(serving: &Serving, store: &Store, windows: &mut [Window], rate: f64, figures: &mut Figures) -> Done {
    rest::rest(serving)?;
    let before = machine::cpu(serving.roots())?;
    let load = Load { connections: windows.len(), pace: Pace::Open(rate), until: Until::Over(LONG) };
    let done = talk(windows, load).await?;
    rest::rest(serving)?;
    let spent = machine::cpu(serving.roots())?.saturating_sub(before);
    let cpu = spent.as_secs_f64() * 1e3 / base::stats::wide(done.acts());
    let (whole, sqlite) = (rate >= WANTED, *store == Store::Sqlite);
    let target = |wanted: bool, it: Target| if wanted { it } else { Target::None };
    let what = format!("{}: messages stored and shown, {rate:.0} a second wanted", name(store));
    // The last ones are answered after the load is over.
    let reached = target(whole, Target::AtLeast(WANTED * 0.98));
    figures.add(what.clone(), "a second", reached, done.per_second(), String::new());
    let note = format!("p50 {:.1} ms", done.latency_ms(0.5));
    figures.add(format!("{what}, p99"), "ms", target(whole, Target::AtMost(MOST_WAIT_MS)), done.latency_ms(0.99), note);
    figures.add(format!("{what}, each"), "ms CPU", target(sqlite, Target::AtMost(MOST_CPU_MS)), cpu, String::new());
    Ok(())
}

pub(super) fn mb(kilobytes: u64) -> f64 {
    base::stats::wide(kilobytes) / 1024.0
}

/// A chat window that any page may show.
pub(super) async fn entrance(serving: &Serving, sheet: &Sheet) -> Done<String> {
    let boss = Person::sign_in(serving.address, &sheet.manager, &sheet.password).await?;
    let mut wire = Wire::open(serving.address).await?;
    let said = json!({ "zh": "在线客服", "en": "Chat" });
    let new = json!({ "medium": "chat", "channel": "chat", "name": "网上营业厅", "settings": { "site": {
        "origins": [], "colour": "#1677ff", "title": said, "greeting": said, "topics": [] } } });
    text(&Person::ask(&mut wire, &boss.post("/api/v1/entrances", None, &new)).await?, "id")
}

/// A visitor's window.
pub(super) struct Window {
    socket: WebSocketStream<TcpStream>,
    said: u64,
}

impl Window {
    pub(super) async fn open(address: SocketAddr, entrance: &str) -> Done<Self> {
        let url = format!("ws://{address}/api/v1/visitor/live?entrance={entrance}");
        let mut request = url.into_client_request().map_err(while_doing("a window"))?;
        let origin = format!("http://{address}").parse().map_err(while_doing("a window"))?;
        request.headers_mut().insert("origin", origin);
        let stream = TcpStream::connect(address).await.map_err(while_doing("connecting"))?;
        let opened = tokio_tungstenite::client_async_with_config(request, stream, Some(small())).await;
        let mut it = Self { socket: opened.map_err(while_doing("opening a window"))?.0, said: 0 };
        it.send(&json!({ "type": "hello" })).await?;
        it.until(|it| it.get("type").is_some_and(|it| it == "welcome")).await?;
        Ok(it)
    }

    async fn send(&mut self, it: &Value) -> Done {
        self.socket.send(Message::text(it.to_string())).await.map_err(while_doing("saying"))
    }

    async fn next(&mut self) -> Done<Option<Value>> {
        let frame = self.socket.next().await.ok_or("the server closed a window")?.map_err(while_doing("hearing"))?;
        let Message::Text(text) = frame else { return Ok(None) };
        let it: Value = serde_json::from_str(&text).map_err(while_doing("reading what a window got"))?;
        match it.get("type").and_then(Value::as_str) {
            Some("refused") => Err(format!("a window was refused: {it}")),
            _ => Ok(Some(it)),
        }
    }

    async fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Done {
        while !self.next().await?.is_some_and(|it| fits(&it)) {}
        Ok(())
    }

    /// Says something, and waits until it is stored and shown.
    pub(super) async fn say(&mut self) -> Done {
        self.said += 1;
        let id = self.said.to_string();
        self.send(&json!({ "type": "say", "client_id": id, "text": WORDS })).await?;
        self.until(|it| it.get("client_id").is_some_and(|it| it == id.as_str())).await
    }
}

/// Lets windows say things at a pace; they hear what they are told all the while.
pub(super) async fn talk(windows: &mut [Window], load: Load) -> Done<Outcome> {
    let (next, took, begun) = (Cell::new(0), RefCell::new(Vec::new()), Instant::now());
    let (next, took) = (&next, &took);
    let all = windows.iter_mut().map(async |window| {
        loop {
            let mut turn = pin!(turn(load, next, begun));
            let planned = loop {
                tokio::select! {
                    it = &mut turn => break it,
                    heard = window.next() => drop(heard?),
                }
            };
            let Some((_, planned)) = planned else { return Done::Ok(()) };
            window.say().await?;
            took.borrow_mut().push(planned.elapsed());
        }
    });
    try_join_all(all).await?;
    Ok(Outcome::of(took.take(), begun.elapsed()))
}
