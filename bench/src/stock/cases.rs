//! Cases as they come in, are worked on and closed.

use std::cell::RefCell;

use base::{Clock as _, SeededRandom, Span, SystemClock};
use serde_json::{Value, json};

use super::{Agent, Sheet, words};
use crate::hearth::Serving;
use crate::load::{Load, Pace, Until, drive};
use crate::person::{Person, text};
use crate::said::{Done, while_doing};
use crate::wire::Wire;

/// So many of an agent's cases are kept on the sheet.
const KEPT: usize = 1000;
/// Connections while cases are made: more of them make larger groups for one flush to disk.
const CONNECTIONS: usize = 32;

/// What is said to be wrong by a query: a place of one in a hundred cases.
pub fn searched(number: u64) -> String {
    words::place(&mut SeededRandom::new(number))
}

/// A case that stays open: the customer is known, gets a promise, and has to be reached.
pub fn new_case(number: u64, customer: &str) -> Value {
    let mut dice = SeededRandom::new(number.wrapping_add(1 << 40));
    let class = if dice.below(2) == 0 { "plan_change" } else { "number_porting" };
    let due = SystemClock.now() + Span::HOUR.times(24 + i64::try_from(dice.below(72)).unwrap_or(0));
    json!({
        "kind": "service_request", "class": class, "channel": "phone",
        "subject": words::subject(&mut dice), "description": words::said(&mut dice), "customer_id": customer,
        "contact_how": format!("138{:08}", dice.below(100_000_000)),
        "promise": { "due_at": due, "text": "查清后电话回复客户办理结果" },
        "fields": { "service_number": format!("139{:08}", dice.below(100_000_000)) },
    })
}

/// A note.
pub fn note(number: u64) -> Value {
    let mut dice = SeededRandom::new(number.wrapping_add(2 << 40));
    json!({ "body": format!("{}{}", words::note(&mut dice), words::note(&mut dice)), "mentions": [] })
}

fn customer(number: u64) -> Value {
    let mut dice = SeededRandom::new(number.wrapping_add(3 << 40));
    json!({ "name": words::name(&mut dice), "identities": [{ "kind": "phone", "value": format!("136{number:08}") }] })
}

/// Somebody at work, with what they took in so far.
struct AtWork {
    person: Person,
    taken: RefCell<Agent>,
}

/// Fills an organisation with cases: six in ten answered on the spot, two promised, kept and
/// closed step by step, two open.
pub async fn fill(serving: &Serving, sheet: &mut Sheet, cases: u64) -> Done {
    let mut team = Vec::new();
    for agent in &sheet.agents {
        let person = Person::sign_in(serving.address, &agent.login, &sheet.password).await?;
        team.push(AtWork { person, taken: RefCell::new(agent.clone()) });
    }
    let whose = |number: u64| {
        // Ten in turn for each, so that everybody has cases of every sort.
        let at = number / 10 % u64::try_from(team.len()).unwrap_or(1);
        usize::try_from(at).ok().and_then(|it| team.get(it)).ok_or("nobody is at work")
    };
    let load = |acts| Load { connections: CONNECTIONS, pace: Pace::Closed, until: Until::Acts(acts) };
    let customers = RefCell::new(Vec::new());
    let add = async |wire: &mut Wire, _: usize, number: u64| {
        let made = Person::ask(wire, &whose(number)?.person.post("/api/v1/customers", None, &customer(number))).await?;
        customers.borrow_mut().push(text(&made, "id")?);
        Ok(())
    };
    drive(serving.address, load(cases / 2), add).await?;
    let mut customers = customers.into_inner();
    let work = async |wire: &mut Wire, _: usize, number: u64| {
        let known = usize::try_from(number / 2).ok().and_then(|it| customers.get(it % customers.len()));
        one(wire, whose(number)?, number, known.ok_or("no customer")?).await
    };
    drive(serving.address, load(cases), work).await?;
    customers.truncate(KEPT * 10);
    let first = team.first().map(|it| (it.person.clone(), it.taken.borrow().cases.clone()));
    let (person, sample) = first.ok_or("nobody is at work")?;
    sheet.events_per_case = average_timeline(serving, &person, &sample).await?;
    sheet.agents = team.into_iter().map(|it| it.taken.into_inner()).collect();
    (sheet.cases, sheet.customers) = (cases, customers);
    Ok(())
}

/// One case from its beginning to where it stands.
async fn one(wire: &mut Wire, who: &AtWork, number: u64, customer: &str) -> Done {
    let person = &who.person;
    let mut new = new_case(number, customer);
    let (on_the_spot, open) = (number % 10 < 6, number % 10 >= 8);
    if let Some(new) = new.as_object_mut().filter(|_| !open) {
        new.insert("kind".into(), "inquiry".into());
        if on_the_spot {
            new.remove("promise");
            new.insert("answered_on_the_spot".into(), true.into());
            new.insert("answer".into(), words::note(&mut SeededRandom::new(number)).into());
        }
    }
    let made = Person::ask(wire, &person.post("/api/v1/cases", None, &new)).await?;
    let id = text(&made, "id")?;
    let command = |verb: &str, body: &Value| person.post(&format!("/api/v1/cases/{id}/{verb}"), None, body);
    if open {
        wire.ask(&command("notes", &note(number))).await?;
        wire.ask(&command("steps", &json!({ "to": "diagnose" }))).await?;
        wire.ask(&command("notes", &note(number + 1))).await?;
    } else {
        if !on_the_spot {
            let promise = made.pointer("/promises/0/id").and_then(Value::as_str).ok_or("a case without its promise")?;
            let kept = json!({ "note": "已回复客户，客户认可。" });
            wire.ask(&command(&format!("promises/{promise}/keep"), &kept)).await?;
            wire.ask(&command("steps", &json!({ "to": "propose" }))).await?;
            wire.ask(&command("steps", &json!({ "to": "confirm" }))).await?;
        }
        wire.ask(&command("confirm", &json!({ "satisfied": true, "comment": "客户满意" }))).await?;
    }
    let mut taken = who.taken.borrow_mut();
    if open && taken.open.len() < KEPT {
        taken.open.push(id.clone());
    }
    if taken.cases.len() < KEPT {
        taken.cases.push(id);
    }
    Ok(())
}

async fn average_timeline(serving: &Serving, person: &Person, sample: &[String]) -> Done<f64> {
    let (mut wire, mut lengths) = (Wire::open(serving.address).await?, Vec::new());
    for id in sample.iter().take(200) {
        let path = format!("/api/v1/cases/{id}/timeline?limit=200");
        let page = Person::ask(&mut wire, &person.get(&path)).await?;
        let items = page.get("items").and_then(Value::as_array).map_or(0, Vec::len);
        lengths.push(f64::from(u32::try_from(items).map_err(while_doing("counting events"))?));
    }
    base::stats::mean(&lengths).ok_or_else(|| "no case was made".to_owned())
}
