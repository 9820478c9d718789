//! Lists of cases, page by page. Each way to come into somebody's sight is a walk along one index that stops when the
//! page is full, so a page costs the same however many cases there are.

mod row;
mod ways;

use base::ids::{CustomerId, PersonId, UnitId};
use base::{Page, Paged, Result, Stamp};
use db::{Arg, Tx, Value};

use super::marks::{self, Marked};
use crate::model::Asker;

use row::NO_FIELDS;
pub use row::{COLUMNS, Row};
use ways::{NO_CONDITION, Wanted, Way, of_customers, ways};

/// Which cases by their status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// Open and paused ones.
    #[default]
    Open,
    /// Closed ones.
    Closed,
    /// All.
    All,
}

impl Standing {
    /// One condition for each part of the indexes that is walked: open and closed cases lie apart in them.
    fn conditions(self) -> &'static [&'static str] {
        match self {
            Self::Open => &["c.status <> 'closed'"],
            Self::Closed => &["c.status = 'closed'"],
            Self::All => &["c.status <> 'closed'", "c.status = 'closed'"],
        }
    }
}

/// Whose cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// This person's.
    Person(PersonId),
    /// Nobody's yet.
    Nobody,
}

/// What a case waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Its transfer's acceptance.
    Acceptance,
    /// The customer's word.
    Confirmation,
    /// A promise to be kept.
    Promise,
    /// Its handler, who was urged.
    Urged,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// What is due first.
    #[default]
    Due,
    /// The oldest first.
    Opened,
    /// The newest first.
    Newest,
}

/// Which cases are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// By status.
    pub standing: Standing,
    /// By handler.
    pub owner: Option<Whose>,
    /// By first receiver.
    pub first_owner: Option<PersonId>,
    /// Those of which the person who asks is a participant: who has to do with the case, or was asked for a part of it.
    pub participating: bool,
    /// By unit.
    pub unit: Option<UnitId>,
    /// By customer: one, with all profiles it stands for.
    pub customers: Vec<CustomerId>,
    /// By column and word: kind, class, priority, step, channel, source.
    pub words: Vec<(&'static str, String)>,
    /// Due before this moment.
    pub due_before: Option<Stamp>,
    /// By what they wait for.
    pub waiting: Option<Waiting>,
    /// By what they are marked with.
    pub marks: Vec<Marked>,
    /// Whether the answers to the form are wanted.
    pub fields: bool,
    /// In which order.
    pub sort: Sort,
}

/// A page of cases as somebody sees them. A place in the list that cannot be read is taken as its beginning.
pub fn page(tx: &mut Tx<'_>, who: &Asker, filter: &Filter, page: &Page) -> Result<Paged<Row>> {
    let rows = page.rows();
    let (sql, given) = statement(who, filter, page);
    let mut found: Vec<Row> = tx.all(&sql, &given)?;
    // The page is small: its rows are put in order here sooner than by the database, which would copy them for it.
    match filter.sort {
        Sort::Due => found.sort_by(|a, b| (a.due_ms, &a.id).cmp(&(b.due_ms, &b.id))),
        Sort::Opened => found.sort_by(|a, b| a.id.cmp(&b.id)),
        Sort::Newest => found.sort_by(|a, b| b.id.cmp(&a.id)),
    }
    let by_due = filter.sort == Sort::Due;
    Ok(Paged::of(found, rows, |it| if by_due { format!("{}~{}", it.due_ms.0, it.id) } else { it.id.to_string() }))
}

/// The statement of a page, with its values; one row more than the page has tells whether another follows.
pub(super) fn statement<'v>(who: &'v Asker, filter: &'v Filter, page: &'v Page) -> (String, Vec<Value<'v>>) {
    let (mut given, most) = (Vec::new(), page.rows() + 1);
    let mut wanted = Wanted::new(&mut given, who, filter, most);
    let ways = ways(&mut given, who, filter);
    wanted.place = place(&mut given, filter.sort, page);
    let standings = filter.standing.conditions();
    let columns = if filter.fields { COLUMNS.replace(NO_FIELDS, "c.fields") } else { COLUMNS.to_owned() };
    let walks: Vec<(&Way, &str)> =
        ways.iter().flat_map(|way| standings.iter().map(move |standing| (way, *standing))).collect();
    let walk = |columns: &str, (way, standing): (&Way, &str)| way.walk(columns, standing, &wanted);
    let sql = match walks.as_slice() {
        [one] => walk(&columns, *one),
        several => {
            // A case may come by two ways, as the unit's and as one's own: it is read once, when that is settled.
            let key = filter.sort.key("due_ms", "id");
            let parts: Vec<String> = several
                .iter()
                .enumerate()
                .map(|(at, it)| format!("SELECT * FROM ({}) AS way{at}", walk("", *it)))
                .collect();
            format!(
                "WITH found({key}) AS ({} ORDER BY {} LIMIT {most})
                 SELECT {columns} FROM found CROSS JOIN cases_case c WHERE c.id = found.id",
                parts.join(" UNION "),
                filter.sort.order("due_ms", "id"),
            )
        }
    };
    (sql, given)
}

/// How many cases fulfil a filter, counted up to a bound.
pub fn count(tx: &mut Tx<'_>, who: &Asker, filter: &Filter, most: i64) -> Result<i64> {
    let mut given: Vec<Value<'_>> = Vec::new();
    let wanted = Wanted::new(&mut given, who, filter, most);
    let ways = ways(&mut given, who, filter);
    let standings = filter.standing.conditions();
    let walks = ways.iter().flat_map(|way| standings.iter().map(move |standing| (way, *standing)));
    let parts: Vec<String> = walks
        .enumerate()
        .map(|(at, (way, standing))| format!("SELECT id FROM ({}) AS way{at}", way.walk("", standing, &wanted)))
        .collect();
    let parts = parts.join(" UNION ");
    let sql = format!("SELECT COUNT(*) FROM (SELECT id FROM ({parts}) AS found LIMIT {most}) AS counted");
    let (found,): (i64,) = tx.one(&sql, &given)?;
    Ok(found)
}

impl Sort {
    /// What a place in the list is made of.
    fn key(self, due: &str, id: &str) -> String {
        match self {
            Self::Due => format!("{due}, {id}"),
            Self::Opened | Self::Newest => id.to_owned(),
        }
    }

    fn order(self, due: &str, id: &str) -> String {
        match self {
            Self::Due | Self::Opened => self.key(due, id),
            Self::Newest => format!("{id} DESC"),
        }
    }
}

/// What every case of the list has to fulfil.
fn conditions<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker, filter: &'v Filter) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut add = |text: String, value: Value<'v>| {
        given.push(value);
        all.push(text.replace("$?", &format!("${}", given.len())));
    };
    for (column, word) in &filter.words {
        add(format!("c.{column} = $?"), word.arg());
    }
    if let Some(person) = &filter.first_owner {
        add("c.first_owner_id = $?".to_owned(), person.arg());
    }
    // Where another way is walked, unit, customer and handler are conditions.
    let elsewhere = !filter.customers.is_empty() || is_person(filter) || is_few(filter) || filter.participating;
    if let (Some(unit), true) = (&filter.unit, elsewhere) {
        add("c.unit_id = $?".to_owned(), unit.arg());
    }
    if let (Some(Whose::Person(owner)), true) = (&filter.owner, is_few(filter)) {
        add("c.owner_id = $?".to_owned(), owner.arg());
    }
    all.extend(marks::conditions(given, &filter.marks));
    if filter.participating && (!filter.customers.is_empty() || is_person(filter) || is_few(filter)) {
        given.push(who.person.arg());
        let me = given.len();
        all.push(format!("EXISTS (SELECT 1 FROM cases_party p WHERE p.case_id = c.id AND p.person_id = ${me})"));
    }
    if (is_person(filter) || is_few(filter)) && !filter.customers.is_empty() {
        all.push(of_customers(given, &filter.customers));
    }
    if filter.owner == Some(Whose::Nobody) {
        all.push("c.owner_id IS NULL".to_owned());
    }
    match filter.waiting {
        Some(Waiting::Acceptance) => all.push("c.transfer_id IS NOT NULL".to_owned()),
        Some(Waiting::Confirmation) => all.push("c.confirmation = 'asked'".to_owned()),
        Some(Waiting::Promise) => all.push("c.open_promises > 0".to_owned()),
        Some(Waiting::Urged) => all.push("c.urge_count > 0".to_owned()),
        None => {}
    }
    if all.is_empty() { NO_CONDITION.to_owned() } else { all.join(" AND ") }
}

fn is_few(filter: &Filter) -> bool {
    filter.marks.iter().any(|it| it.few)
}

fn is_person(filter: &Filter) -> bool {
    matches!(filter.owner, Some(Whose::Person(_)))
}

/// Where the page begins: the numbers of the parameters for the due time and the id of the last row seen.
fn place<'v>(given: &mut Vec<Value<'v>>, sort: Sort, page: &'v Page) -> Option<(usize, usize)> {
    let (due, id) = match (sort, page.parts()?.as_slice()) {
        (Sort::Due, [due, id]) => (Some(due.parse().ok()?), *id),
        (Sort::Opened | Sort::Newest, [id]) => (None, *id),
        _ => return None,
    };
    given.extend(due.map(Value::Int));
    given.push(Value::Text(id.into()));
    Some((given.len() - 1, given.len()))
}
