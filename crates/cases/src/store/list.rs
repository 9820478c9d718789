//! Lists of cases, page by page. Each way to come into somebody's sight is a walk along one index that stops when the
//! page is full, so a page costs the same however many cases there are.

mod row;

use base::ids::{CustomerId, PersonId, UnitId};
use base::{Page, Paged, Result, Stamp};
use db::{Arg, Tx, Value};

use super::marks::{self, Marked};
use super::parties::visible;
use crate::model::{Asker, Sight};

use row::NO_FIELDS;
pub use row::{COLUMNS, Row};

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
    let mut given: Vec<Value<'_>> = vec![Value::Int(rows + 1)];
    let conditions = conditions(&mut given, who, filter);
    let ways = ways(&mut given, who, filter);
    let place = place(&mut given, filter.sort, page);
    let standings = filter.standing.conditions();
    let columns = if filter.fields { COLUMNS.replace(NO_FIELDS, "c.fields") } else { COLUMNS.to_owned() };
    let walks: Vec<(&Way, &str)> =
        ways.iter().flat_map(|way| standings.iter().map(move |standing| (way, *standing))).collect();
    let walk =
        |wanted: &str, (way, standing): (&Way, &str)| way.walk(wanted, standing, &conditions, filter.sort, place);
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
                "WITH found({key}) AS ({} ORDER BY {} LIMIT $1)
                 SELECT {columns} FROM found CROSS JOIN cases_case c WHERE c.id = found.id",
                parts.join(" UNION "),
                filter.sort.order("due_ms", "id"),
            )
        }
    };
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

/// How many cases fulfil a filter, counted up to a bound.
pub fn count(tx: &mut Tx<'_>, who: &Asker, filter: &Filter, most: i64) -> Result<i64> {
    let mut given: Vec<Value<'_>> = vec![Value::Int(most)];
    let conditions = conditions(&mut given, who, filter);
    let ways = ways(&mut given, who, filter);
    let standings = filter.standing.conditions();
    let walks = ways.iter().flat_map(|way| standings.iter().map(move |standing| (way, *standing)));
    let parts: Vec<String> = walks
        .enumerate()
        .map(|(at, (way, standing))| {
            format!("SELECT id FROM ({}) AS way{at}", way.walk("", standing, &conditions, filter.sort, None))
        })
        .collect();
    let sql = format!("SELECT COUNT(*) FROM (SELECT id FROM ({}) AS found LIMIT $1) AS counted", parts.join(" UNION "));
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

/// A walk along an index.
struct Way {
    along: Along,
    when: String,
}

/// Which rows are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Along {
    /// The cases.
    Cases,
    /// Those of a person.
    Parties,
    /// The few with a mark.
    Marks,
    /// Those of which a part concerns a person.
    Parts,
}

impl Way {
    fn along_cases(when: String) -> Self {
        Self { along: Along::Cases, when }
    }

    /// The statement of the walk; without columns wanted, for what a place in the list is made of, which the index
    /// holds. Along the parties the order is theirs, which follows that of the cases.
    fn walk(
        &self,
        wanted: &str,
        standing: &str,
        conditions: &str,
        sort: Sort,
        place: Option<(usize, usize)>,
    ) -> String {
        let (from, due, id) = match (self.along, wanted.is_empty() && conditions == NO_CONDITION) {
            (Along::Cases, _) => ("cases_case c", "c.due_ms", "c.id"),
            (Along::Marks, _) => ("cases_mark k CROSS JOIN cases_case c", "c.due_ms", "c.id"),
            (Along::Parts, _) => (
                "(SELECT DISTINCT person_id, case_id, sees FROM cases_joint_person) k CROSS JOIN cases_case c",
                "c.due_ms",
                "c.id",
            ),
            (Along::Parties, true) => ("cases_party q", "q.due_ms", "q.case_id"),
            (Along::Parties, false) => ("cases_party q JOIN cases_case c ON c.id = q.case_id", "q.due_ms", "q.case_id"),
        };
        let beyond = match (sort, place) {
            (Sort::Due, Some((at, after))) => format!(" AND ({due}, {id}) > (${at}, ${after})"),
            (Sort::Opened, Some((_, after))) => format!(" AND {id} > ${after}"),
            (Sort::Newest, Some((_, after))) => format!(" AND {id} < ${after}"),
            (_, None) => String::new(),
        };
        let open = match (self.along, standing.contains("<>")) {
            (Along::Cases | Along::Marks | Along::Parts, _) => standing,
            (Along::Parties, true) => "q.is_open",
            (Along::Parties, false) => "NOT q.is_open",
        };
        let key = sort.key(&format!("{due} AS due_ms"), &format!("{id} AS id"));
        let wanted = if wanted.is_empty() { &key } else { wanted };
        let (when, order) = (&self.when, sort.order(due, id));
        format!(
            "SELECT {wanted} FROM {from} WHERE {when} AND {open} AND {conditions}{beyond} ORDER BY {order} LIMIT $1"
        )
    }
}

/// More units than this are not walked one by one: their cases are so many among all that a walk along all of them
/// fills a page as soon.
const MOST_WALKS: usize = 8;

/// The ways by which cases come into somebody's sight.
fn ways<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker, filter: &'v Filter) -> Vec<Way> {
    let one = |given: &mut Vec<Value<'v>>, column: &str, value: &'v dyn Arg, seen: bool| {
        given.push(value.arg());
        let own = format!("c.{column} = ${}", given.len());
        vec![Way::along_cases(if seen { own } else { format!("{own} AND {}", visible(given, who)) })]
    };
    if let Some(marked) = marks::few(given, &filter.marks) {
        return vec![Way { along: Along::Marks, when: format!("{marked} AND {}", visible(given, who)) }];
    }
    match (&filter.owner, filter.customers.as_slice(), &filter.unit, &who.sight) {
        (Some(Whose::Person(owner)), ..) => one(given, "owner_id", owner, who.is(Some(owner))),
        (_, [customer], ..) => one(given, "customer_id", customer, false),
        (_, [_, ..], ..) => {
            let own = of_customers(given, &filter.customers);
            vec![Way::along_cases(format!("{own} AND {}", visible(given, who)))]
        }
        _ if filter.participating => participating(given, who),
        (_, _, Some(unit), _) => one(given, "unit_id", unit, who.reaches(unit)),
        (.., Sight::All) => vec![Way::along_cases("TRUE".to_owned())],
        (.., Sight::Units(units)) if units.len() <= MOST_WALKS => each_unit(given, who, units),
        _ => vec![Way::along_cases(visible(given, who))],
    }
}

/// Cases of a person with several profiles; a person's cases are few.
fn of_customers<'v>(given: &mut Vec<Value<'v>>, customers: &'v [CustomerId]) -> String {
    let first = given.len() + 1;
    given.extend(customers.iter().map(Arg::arg));
    let list: Vec<String> = (first..=given.len()).map(|at| format!("${at}")).collect();
    format!("c.customer_id IN ({})", list.join(", "))
}

fn each_unit<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker, units: &'v [UnitId]) -> Vec<Way> {
    let first = given.len() + 1;
    given.extend(units.iter().map(Arg::arg));
    let mut ways: Vec<Way> = (first..=given.len()).map(|at| Way::along_cases(format!("c.unit_id = ${at}"))).collect();
    given.push(who.person.arg());
    ways.push(Way { along: Along::Parties, when: format!("q.person_id = ${}", given.len()) });
    ways
}

/// Cases that somebody has to do with, and open ones of which a part concerns them.
fn participating<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker) -> Vec<Way> {
    given.push(who.person.arg());
    let me = given.len();
    let part = format!("k.person_id = ${me} AND k.sees AND c.id = k.case_id AND c.status <> 'closed'");
    let party = Way { along: Along::Parties, when: format!("q.person_id = ${me}") };
    vec![party, Way { along: Along::Parts, when: part }]
}

/// What stands where nothing has to be fulfilled.
const NO_CONDITION: &str = "TRUE";

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
    if let Some(before) = &filter.due_before {
        add("c.due_ms < $?".to_owned(), before.arg());
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
