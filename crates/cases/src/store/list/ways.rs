//! The walks that a list is made of: each along one index, in the order of the list.

use base::ids::{CustomerId, UnitId};
use db::{Arg, Value};

use super::{Filter, Sort, Whose, conditions};
use crate::model::{Asker, Sight};
use crate::store::marks;
use crate::store::parties::visible;

/// What stands where nothing has to be fulfilled.
pub(super) const NO_CONDITION: &str = "TRUE";

/// What is wanted of every walk.
pub(super) struct Wanted {
    /// What every case has to fulfil.
    conditions: String,
    /// The parameter of the moment before which it is due.
    before: Option<usize>,
    sort: Sort,
    /// So many rows at most. Written out: PostgreSQL would make a plan for each page otherwise.
    most: i64,
    /// The parameters of the place after which the page begins.
    pub(super) place: Option<(usize, usize)>,
}

impl Wanted {
    pub(super) fn new<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker, filter: &'v Filter, most: i64) -> Self {
        let conditions = conditions(given, who, filter);
        given.extend(filter.due_before.as_ref().map(Arg::arg));
        let before = filter.due_before.map(|_| given.len());
        Self { conditions, before, sort: filter.sort, most, place: None }
    }
}

/// A walk along an index.
pub(super) struct Way {
    along: Along,
    when: String,
    /// What the case itself has to fulfil so that it is seen.
    seen: String,
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
    fn new(along: Along, when: String) -> Self {
        Self { along, when, seen: NO_CONDITION.to_owned() }
    }

    fn along_cases(when: String) -> Self {
        Self::new(Along::Cases, when)
    }

    /// The cases that a person handles, or the others that they have to do with; they lie apart, each by due time.
    fn along_parties(person: usize, owns: bool) -> Self {
        let owns = if owns { "TRUE" } else { "FALSE" };
        Self::new(Along::Parties, format!("q.person_id = ${person} AND q.owns = {owns}"))
    }

    fn if_seen(self, seen: String) -> Self {
        Self { seen, ..self }
    }

    /// The statement of the walk; without columns, for what a place in the list is made of, which the index holds. Along
    /// the parties the order is theirs, which follows that of the cases.
    pub(super) fn walk(&self, columns: &str, standing: &str, wanted: &Wanted) -> String {
        let Wanted { conditions, sort, most, .. } = wanted;
        let bare = columns.is_empty() && conditions == NO_CONDITION && self.seen == NO_CONDITION;
        let (from, due, id) = match (self.along, bare) {
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
        let before = wanted.before.map_or_else(String::new, |at| format!(" AND {due} < ${at}"));
        let beyond = match (sort, wanted.place) {
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
        let columns = if columns.is_empty() { &key } else { columns };
        let (when, seen, order) = (&self.when, &self.seen, sort.order(due, id));
        format!(
            "SELECT {columns} FROM {from}
              WHERE {when} AND {open} AND {seen} AND {conditions}{before}{beyond} ORDER BY {order} LIMIT {most}"
        )
    }
}

/// More units than this are not walked one by one: their cases are so many among all that a walk along all of them
/// fills a page as soon.
const MOST_WALKS: usize = 8;

/// The ways by which cases come into somebody's sight.
pub(super) fn ways<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker, filter: &'v Filter) -> Vec<Way> {
    let one = |given: &mut Vec<Value<'v>>, column: &str, value: &'v dyn Arg, seen: bool| {
        given.push(value.arg());
        let way = Way::along_cases(format!("c.{column} = ${}", given.len()));
        vec![if seen { way } else { way.if_seen(visible(given, who)) }]
    };
    if let Some(marked) = marks::few(given, &filter.marks) {
        return vec![Way::new(Along::Marks, marked).if_seen(visible(given, who))];
    }
    match (&filter.owner, filter.customers.as_slice(), &filter.unit, &who.sight) {
        (Some(Whose::Person(owner)), ..) => {
            given.push(owner.arg());
            let way = Way::along_parties(given.len(), true);
            vec![if who.is(Some(owner)) { way } else { way.if_seen(visible(given, who)) }]
        }
        (_, [customer], ..) => one(given, "customer_id", customer, false),
        (_, [_, ..], ..) => {
            let own = of_customers(given, &filter.customers);
            vec![Way::along_cases(own).if_seen(visible(given, who))]
        }
        _ if filter.participating => participating(given, who),
        (_, _, Some(unit), _) => one(given, "unit_id", unit, who.reaches(unit)),
        (.., Sight::All) => vec![Way::along_cases("TRUE".to_owned())],
        (.., Sight::Units(units)) if units.len() <= MOST_WALKS => each_unit(given, who, units),
        _ => vec![Way::along_cases(visible(given, who))],
    }
}

/// Cases of a person with several profiles; a person's cases are few.
pub(super) fn of_customers<'v>(given: &mut Vec<Value<'v>>, customers: &'v [CustomerId]) -> String {
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
    ways.extend([true, false].map(|owns| Way::along_parties(given.len(), owns)));
    ways
}

/// Cases that somebody has to do with, and open ones of which a part concerns them.
fn participating<'v>(given: &mut Vec<Value<'v>>, who: &'v Asker) -> Vec<Way> {
    given.push(who.person.arg());
    let me = given.len();
    let part = format!("k.person_id = ${me} AND k.sees AND c.id = k.case_id AND c.status <> 'closed'");
    vec![Way::along_parties(me, true), Way::along_parties(me, false), Way::new(Along::Parts, part)]
}
