//! The organisation: two sites with four teams each, four agents and a lead in every team, a manager above all.

use serde_json::{Value, json};

use super::{Agent, Sheet, words};
use crate::hearth::Serving;
use crate::person::{Person, text};
use crate::said::Done;
use crate::wire::Wire;

const FIRST: &str = "nuan-tai-2026-first";
const PASSWORD: &str = "nuan-tai-2026-bench";

/// Founds it in an installation that nobody has set up yet.
pub async fn found(serving: &Serving) -> Done<Sheet> {
    let mut wire = Wire::open(serving.address).await?;
    let code = serving.code.as_deref().ok_or("no set-up code was printed")?;
    let asked = json!({ "code": code, "organisation": "暖台测试公司", "pack": "telecom", "login": "boss",
        "name": "总经理", "password": PASSWORD });
    let boss = Person::of(&wire.ask(&Person::default().post("/api/v1/setup", None, &asked)).await?)?;
    let units = Person::ask(&mut wire, &boss.get("/api/v1/units")).await?;
    let company = units.as_array().and_then(|it| it.first()).ok_or("no company was founded")?;
    let company = text(company, "id")?;
    let mut sheet = Sheet { password: PASSWORD.to_owned(), manager: "boss".to_owned(), ..Sheet::default() };
    let mut dice = base::SeededRandom::new(7);
    for site in 1..=2 {
        let site_id = unit(&mut wire, &boss, &company, &format!("客户服务{site}中心"), "site").await?;
        for team in 1..=4 {
            let team_id = unit(&mut wire, &boss, &site_id, &format!("热线{site}-{team}组"), "team").await?;
            for at in 0..=4 {
                let (login, kind, role) = match at {
                    0 => (format!("lead{site}{team}"), "team_lead", "team_lead"),
                    _ => (format!("agent{site}{team}{at}"), "hotline_agent", "hotline_agent"),
                };
                let new = json!({ "login": login, "name": words::name(&mut dice), "kind": kind, "unit_id": team_id,
                    "roles": [role], "password": FIRST });
                Person::ask(&mut wire, &boss.post("/api/v1/people", None, &new)).await?;
                if at > 0 {
                    choose_password(serving, &login).await?;
                    sheet.agents.push(Agent { login, ..Agent::default() });
                }
            }
        }
    }
    Ok(sheet)
}

async fn unit(wire: &mut Wire, boss: &Person, parent: &str, name: &str, kind: &str) -> Done<String> {
    let new = json!({ "parent_id": parent, "name": name, "kind": kind });
    let made: Value = Person::ask(wire, &boss.post("/api/v1/units", None, &new)).await?;
    text(&made, "id")
}

/// Nobody keeps a password that somebody else gave them.
async fn choose_password(serving: &Serving, login: &str) -> Done {
    let person = Person::sign_in(serving.address, login, FIRST).await?;
    let mut wire = Wire::open(serving.address).await?;
    let change = json!({ "old": FIRST, "new": PASSWORD });
    wire.ask(&person.post("/api/v1/session/password", None, &change)).await.map(drop)
}
