//! The agent's inbox: its first pages, counters and threads, with few messages behind it and with millions.
//!
//! What is not over is the same in both installations; what is over is copied from one conversation in the database itself,
//! for nobody talks five million times for a measurement.

use futures_util::future::try_join_all;
use rusqlite::Connection;

use super::chat::{Window, entrance};
use super::rest::cost;
use super::{Run, Scratch, name};
use crate::figures::{Figures, Rounds, Target};
use crate::hearth::{Place, Serving, Store};
use crate::load::{Load, Pace, Until, drive};
use crate::person::Person;
use crate::said::{Done, say, while_doing};
use crate::stock::{self, Sheet};

/// Messages of a conversation that is over.
const EACH: u64 = 10;
/// Messages in the small installation.
const SMALL: u64 = 10_000;
/// Conversations that are not over.
const OPEN: usize = 200;
/// The large inbox may cost this much more.
const GROWTH: f64 = 1.3;
const CONNECTIONS: usize = 16;

/// What is asked for, and by whom: the manager sees everything, an agent what is theirs.
const ASKED: [(&str, bool, &str); 6] = [
    ("first page of what is not over, manager", true, "/api/v1/conversations?view=all&limit=30"),
    ("first page of what is not over, agent", false, "/api/v1/conversations?view=team&limit=30"),
    ("first page of what is over, manager", true, "/api/v1/conversations?view=closed&limit=30"),
    ("first page of what is over, agent", false, "/api/v1/conversations?view=closed&limit=30"),
    ("counters, manager", true, "/api/v1/conversations/counts"),
    ("counters, agent", false, "/api/v1/conversations/counts"),
];

/// Measures the inbox at both sizes on every database.
pub async fn measure(run: &Run, figures: &mut Figures) -> Done {
    let small = kept(run, SMALL).await?;
    let large = kept(run, run.messages).await?;
    for store in &run.stores {
        figures.about(&format!("{}: an inbox over {} messages", name(store), run.messages));
        let (before, after) = (at(run, &small, SMALL, store).await?, at(run, &large, run.messages, store).await?);
        for ((what, _, _), (before, after)) in ASKED.into_iter().zip(before.into_iter().zip(after)) {
            let what = format!("{}: {what}", name(store));
            let (few, many) = (Rounds::of(before).median, Rounds::of(after));
            let grown = many.median / few;
            figures.add(what.clone(), "ms CPU", Target::None, many, String::new());
            let note = format!("{few:.3} ms over {SMALL} messages");
            figures.add(format!("{what}, large to small"), "times", Target::AtMost(GROWTH), grown, note);
        }
    }
    Ok(())
}

/// An installation with so many messages, made once: its folder, a copy for another database, and its people.
struct Kept {
    folder: std::path::PathBuf,
    sheet: Sheet,
}

async fn kept(run: &Run, messages: u64) -> Done<Kept> {
    let folder = stock::folder_for(&format!("inbox-{messages}"))?;
    let file = folder.join("sheet.json");
    if let Ok(text) = std::fs::read_to_string(&file) {
        return Ok(Kept { sheet: serde_json::from_str(&text).map_err(while_doing(file.display()))?, folder });
    }
    say(format!("making {messages} messages, once, in {}", folder.display()));
    drop(std::fs::remove_dir_all(&folder));
    let place = Place::sqlite(folder.join("house"));
    let serving = run.hearth.serve(&place)?;
    let sheet = stock::found(&serving).await?;
    let door = entrance(&serving, &sheet).await?;
    let mut windows = try_join_all((0..OPEN).map(|_| Window::open(serving.address, &door))).await?;
    try_join_all(windows.iter_mut().map(Window::say)).await?;
    drop(windows);
    serving.stop()?;
    fill(&place, messages / EACH)?;
    let copy = folder.join("copy").display().to_string();
    run.hearth.run(&["backup", &copy, "--with-key"], &place)?;
    let text = serde_json::to_string(&sheet).map_err(while_doing("writing the sheet"))?;
    std::fs::write(&file, text).map_err(while_doing(file.display()))?;
    Ok(Kept { folder, sheet })
}

/// Half of what waits goes to the first agent; then conversations that are over are copied from one of them, spread over the
/// teams, a minute apart.
fn fill(place: &Place, conversations: u64) -> Done {
    let file = place.folder.join("hearth.db");
    let db = Connection::open(&file).map_err(while_doing(file.display()))?;
    let columns: Vec<String> = {
        let one = db.prepare("SELECT * FROM channels_conversation LIMIT 0").map_err(while_doing("reading columns"))?;
        one.column_names().map(str::to_owned).collect()
    };
    let id = |prefix: &str| format!("'{prefix}_01000000' || substr(CAST(1000000000000000000 + n.i AS TEXT), 2)");
    let value = |column: &str| match column {
        "id" => id("con"),
        "party_id" => id("pty"),
        "state" => "'closed'".to_owned(),
        "unit_id" => "(SELECT t.id FROM bench_team t WHERE t.at = n.i % 8)".to_owned(),
        "agent_id" => "(SELECT t.agent FROM bench_team t WHERE t.at = n.i % 8)".to_owned(),
        "came_ms" | "queued_ms" | "last_ms" => format!("o.{column} - 60000 * n.i"),
        "closed_ms" => "o.last_ms - 60000 * n.i + 1".to_owned(),
        "waiting_ms" | "due_ms" => "NULL".to_owned(),
        "last_seq" => EACH.to_string(),
        "unread" => "0".to_owned(),
        "outcome" => "'answered'".to_owned(),
        other => format!("o.{other}"),
    };
    let values: Vec<String> = columns.iter().map(|it| value(it)).collect();
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {conversations})");
    let sql = format!(
        "BEGIN;
         CREATE TEMP TABLE bench_team AS SELECT row_number() OVER (ORDER BY u.id) - 1 AS at, u.id,
             (SELECT min(p.id) FROM people_person p WHERE p.unit_id = u.id) AS agent FROM people_unit u WHERE u.kind = 'team';
         CREATE TEMP TABLE bench_one AS SELECT * FROM channels_conversation LIMIT 1;
         UPDATE channels_conversation SET state = 'open', unit_id = t.id, agent_id = t.agent FROM bench_team t
          WHERE t.at = 0 AND channels_conversation.rowid % 2 = 0;
         {numbers} INSERT INTO channels_party (id, entrance_id, blind, address, name, customer_id, made_ms)
             SELECT {party}, p.entrance_id, 'bench' || n.i, p.address, NULL, NULL, p.made_ms
               FROM n, channels_party p WHERE p.id = (SELECT party_id FROM bench_one);
         {numbers} INSERT INTO channels_conversation ({columns}) SELECT {values} FROM n, bench_one o;
         {numbers}, m(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM m WHERE seq < {EACH})
             INSERT INTO channels_message (conversation_id, seq, at_ms, author, kind, body)
             SELECT {conversation}, m.seq, o.last_ms - 60000 * n.i,
                    CASE m.seq % 2 WHEN 1 THEN 'customer' ELSE 'agent' END, 'text', o.last_text
               FROM n, m, bench_one o;
         COMMIT;",
        party = id("pty"),
        conversation = id("con"),
        columns = columns.join(", "),
        values = values.join(", "),
    );
    db.execute_batch(&sql).map_err(while_doing("filling the inbox"))
}

/// The rounds of everything that is asked for.
async fn at(run: &Run, kept: &Kept, messages: u64, store: &Store) -> Done<Vec<Vec<f64>>> {
    let scratch = Scratch::new(&format!("inbox-{messages}"), store)?;
    stock::copy(&run.hearth, &kept.folder, &scratch.0)?;
    let serving = run.hearth.serve(&scratch.0)?;
    let manager = Person::sign_in(serving.address, &kept.sheet.manager, &kept.sheet.password).await?;
    let agent = kept.sheet.agents.first().ok_or("nobody works here")?;
    let agent = Person::sign_in(serving.address, &agent.login, &kept.sheet.password).await?;
    let mut all = Vec::new();
    for (_, by_manager, path) in ASKED {
        let request = if by_manager { &manager } else { &agent }.get(path);
        all.push(rounds(run, &serving, &request).await?);
    }
    serving.stop()?;
    Ok(all)
}

async fn rounds(run: &Run, serving: &Serving, request: &[u8]) -> Done<Vec<f64>> {
    let load = Load { connections: CONNECTIONS, pace: Pace::Closed, until: Until::Acts(3000) };
    drive(serving.address, load, async |wire, _, _| wire.ask(request).await.map(drop)).await?;
    let mut rounds = Vec::new();
    for _ in 0..run.rounds {
        rounds.push(cost(serving, load, async |wire, _, _| wire.ask(request).await.map(drop)).await?.cpu_ms);
    }
    Ok(rounds)
}
