//! Processor time of what people do all day, each signed in as themselves.

use std::collections::BTreeMap;

use super::rest::{Cost, cost};
use super::{Run, Scratch, name};
use crate::figures::{Figures, Rounds, Target};
use crate::hearth::{Serving, Store};
use crate::load::{Load, Pace, Until, drive};
use crate::person::{Person, percent};
use crate::said::Done;
use crate::stock::{self, Sheet, Stock};
use crate::wire::Wire;

/// What people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    List,
    ListOfFifty,
    ListOfAll,
    ListPacked,
    Show,
    Search,
    SearchAll,
    Note,
    Create,
    CreateBare,
}

/// In the order they are measured: reading first, because writing makes the installation larger.
const ACTS: [Act; 10] = [
    Act::List,
    Act::ListOfFifty,
    Act::ListOfAll,
    Act::ListPacked,
    Act::Show,
    Act::Search,
    Act::SearchAll,
    Act::Note,
    Act::CreateBare,
    Act::Create,
];

impl Act {
    fn says(self) -> &'static str {
        match self {
            Self::List => "first page of open cases, 20 rows, agent",
            Self::ListOfFifty => "first page of open cases, 50 rows, agent",
            Self::ListOfAll => "first page of open cases, 20 rows, manager of all units",
            Self::ListPacked => "first page of open cases, 50 rows, gzip",
            Self::Show => "one case with its timeline (two requests)",
            Self::Search => "search, agent",
            Self::SearchAll => "search, manager of all units",
            Self::Note => "add a note",
            Self::Create => "create a case",
            Self::CreateBare => "create a case, without idempotency key",
        }
    }

    /// The most milliseconds of processor time on SQLite and on PostgreSQL.
    fn targets(self) -> (f64, f64) {
        match self {
            Self::List | Self::ListOfAll => (0.20, 0.6),
            Self::Show => (0.25, 1.0),
            Self::Search | Self::SearchAll => (0.5, 3.0),
            Self::Note | Self::Create | Self::CreateBare => (0.15, 0.9),
            Self::ListOfFifty | Self::ListPacked => (f64::INFINITY, f64::INFINITY),
        }
    }

    fn target(self, store: &Store) -> Target {
        let (sqlite, postgres) = self.targets();
        let limit = if *store == Store::Sqlite { sqlite } else { postgres };
        if limit.is_finite() { Target::AtMost(limit) } else { Target::None }
    }

    /// How many of them make a round. New cases are few, so that a small installation stays small.
    fn acts(self, connections: usize) -> u64 {
        match (self, connections) {
            (Self::Create | Self::CreateBare, 1) => 300,
            (Self::Create | Self::CreateBare, _) | (_, 1) => 1000,
            _ => 6000,
        }
    }
}

/// An operation may cost this much more in a large installation than in a small one.
const GROWTH: f64 = 1.3;
const SOME: usize = 16;

/// Measures every act on every database at both sizes.
pub async fn measure(run: &Run, figures: &mut Figures) -> Done {
    let (small, large) = (stock::stock(&run.hearth, run.sizes.0).await?, stock::stock(&run.hearth, run.sizes.1).await?);
    for store in &run.stores {
        let costs = (at(run, &small, store).await?, at(run, &large, store).await?);
        let sheet = &large.sheet;
        figures.about(&format!("{}: {} cases, {:.1} events each", name(store), sheet.cases, sheet.events_per_case));
        for act in ACTS {
            tell(figures, act, store, &costs);
        }
    }
    Ok(())
}

/// The rounds of each act, by the number of connections.
type Costs = BTreeMap<(Act, usize), Vec<Cost>>;

fn cpu(costs: &Costs, act: Act, connections: usize) -> Rounds {
    let rounds = costs.get(&(act, connections)).into_iter().flatten();
    Rounds::of(rounds.map(|it| it.cpu_ms).collect())
}

fn tell(figures: &mut Figures, act: Act, store: &Store, (small, large): &(Costs, Costs)) {
    let (before, after) = (cpu(small, act, SOME), cpu(large, act, SOME));
    let rounds = large.get(&(act, SOME)).into_iter().flatten();
    let wall = |share| Rounds::of(rounds.clone().map(|it| it.outcome.latency_ms(share)).collect()).median;
    let rate = Rounds::of(rounds.clone().map(|it| it.outcome.per_second()).collect()).median;
    let alone = cpu(large, act, 1).median;
    let note = format!("1 connection {alone:.3} ms; {rate:.0}/s; p50 {:.1}, p99 {:.1} ms", wall(0.5), wall(0.99));
    let what = format!("{}: {}", name(store), act.says());
    figures.add(what.clone(), "ms CPU", act.target(store), after, note);
    let grown = after.median / before.median;
    let note = format!("{:.3} ms in the small installation", before.median);
    figures.add(format!("{what}, large to small"), "times", Target::AtMost(GROWTH), grown, note);
}

async fn at(run: &Run, stock: &Stock, store: &Store) -> Done<Costs> {
    let scratch = Scratch::new(&format!("requests-{}", stock.sheet.cases), store)?;
    stock.copy_to(&run.hearth, &scratch.0)?;
    let serving = run.hearth.serve(&scratch.0)?;
    let staff = Staff::sign_in(&serving, &stock.sheet).await?;
    let mut costs = Costs::new();
    for act in ACTS {
        warm_up(&serving, &staff, act).await?;
        for round in 0..run.rounds {
            for connections in [SOME, 1] {
                let load = Load { connections, pace: Pace::Closed, until: Until::Acts(act.acts(connections)) };
                let from = u64::from(round) * 1_000_000 + u64::try_from(connections).unwrap_or(0) * 10_000;
                let done = cost(&serving, load, async |wire, at, number| staff.act(wire, act, at, from + number).await);
                costs.entry((act, connections)).or_default().push(done.await?);
            }
        }
    }
    serving.stop()?;
    Ok(costs)
}

async fn warm_up(serving: &Serving, staff: &Staff, act: Act) -> Done {
    let load = Load { connections: SOME, pace: Pace::Closed, until: Until::Acts(act.acts(1)) };
    let numbers = 900_000_000;
    drive(serving.address, load, async |wire, at, number| staff.act(wire, act, at, numbers + number).await)
        .await
        .map(drop)
}

/// Those who are signed in.
pub struct Staff {
    sheet: Sheet,
    manager: Person,
    agents: Vec<Person>,
    packed: Vec<Person>,
}

fn pick<T>(from: &[T], number: u64) -> Done<&T> {
    let at = usize::try_from(number).unwrap_or(0).checked_rem(from.len());
    at.and_then(|it| from.get(it)).ok_or_else(|| "nothing to choose from".to_owned())
}

impl Staff {
    /// Signs in the manager and the first agents.
    pub async fn sign_in(serving: &Serving, sheet: &Sheet) -> Done<Self> {
        let mut agents = Vec::new();
        // Every second agent, so that all teams are there.
        for agent in sheet.agents.iter().step_by(2).take(SOME) {
            agents.push(Person::sign_in(serving.address, &agent.login, &sheet.password).await?);
        }
        let manager = Person::sign_in(serving.address, &sheet.manager, &sheet.password).await?;
        let packed = agents.iter().map(Person::with_gzip).collect();
        Ok(Self { sheet: sheet.clone(), manager, agents, packed })
    }

    /// Has somebody take in a case; `key` tells whether it may be sent twice.
    pub async fn create(&self, wire: &mut Wire, at: usize, number: u64, key: bool) -> Done {
        let who = self.agents.get(at % self.agents.len()).ok_or("nobody is signed in")?;
        let case = stock::new_case(number + 5_000_000, pick(&self.sheet.customers, number)?);
        let key = key.then(|| format!("bench-{number:x}-{}", self.agents.len()));
        wire.ask(&who.post("/api/v1/cases", key.as_deref(), &case)).await.map(drop)
    }

    /// One after another, a little of everything: mostly reading.
    pub async fn mixed(&self, wire: &mut Wire, at: usize, number: u64) -> Done {
        let act = *pick(&[Act::ListOfFifty, Act::Show, Act::Show, Act::Search, Act::Note, Act::Create], number)?;
        self.act(wire, act, at, number + 7_000_000).await
    }

    async fn act(&self, wire: &mut Wire, act: Act, at: usize, number: u64) -> Done {
        let at = at % self.agents.len();
        let who = self.agents.get(at).ok_or("nobody is signed in")?;
        let packed = self.packed.get(at).ok_or("nobody is signed in")?;
        let known = self.sheet.agents.get(at * 2).ok_or("an agent without a sheet")?;
        let list = |limit: u32| format!("/api/v1/cases?status=open&sort=due&limit={limit}");
        let found = || format!("/api/v1/search?q={}", percent(&stock::searched(number)));
        let request = match act {
            Act::List => who.get(&list(20)),
            Act::ListOfFifty => who.get(&list(50)),
            Act::ListOfAll => self.manager.get(&list(20)),
            Act::ListPacked => packed.get(&list(50)),
            Act::Search => who.get(&found()),
            Act::SearchAll => self.manager.get(&found()),
            Act::Show => {
                let id = pick(&known.cases, number)?;
                wire.ask(&who.get(&format!("/api/v1/cases/{id}"))).await?;
                who.get(&format!("/api/v1/cases/{id}/timeline?limit=200"))
            }
            Act::Note => {
                let path = format!("/api/v1/cases/{}/notes", pick(&known.open, number / 16)?);
                who.post(&path, Some(&format!("note-{number:x}-{at}")), &stock::note(number))
            }
            Act::Create | Act::CreateBare => return self.create(wire, at, number, act == Act::Create).await,
        };
        wire.ask(&request).await.map(drop)
    }
}
