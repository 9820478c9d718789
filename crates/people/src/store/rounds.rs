//! Rounds of reviews, and who reviews whom in them.

use std::collections::BTreeMap;

use base::ids::{PersonId, UnitId};
use base::{Result, Stamp};
use db::{Arg as _, Tx, args};

use super::list;

db::row! {
    /// A round of reviews.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Round {
        /// The day on which it opened; its name.
        pub day: String,
        /// When it opened.
        pub opened_at: Stamp,
        /// By when everybody is to be reviewed.
        pub due_at: Stamp,
        /// When the last one was.
        pub closed_at: Option<Stamp>,
        /// How many people.
        pub people: i64,
        /// How many of them were reviewed.
        pub done: i64,
    }
}

db::row! {
    /// Somebody to be reviewed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Task {
        /// Whom.
        pub person_id: PersonId,
        /// In which round.
        pub round: String,
        /// Who reviews; nobody where nobody may.
        pub reviewer_id: Option<PersonId>,
        /// By when.
        pub due_at: Stamp,
        /// Where the person works.
        pub unit_id: UnitId,
    }
}

const ROUND: &str = "SELECT day, opened_ms, due_ms, closed_ms, people, done FROM people_review_round";
const OPEN: &str = "SELECT t.person_id, t.round, t.reviewer_id, t.due_ms, p.unit_id FROM people_review_task t \
    JOIN people_person p ON p.id = t.person_id WHERE t.done_ms IS NULL";

/// Who works here and has one of these roles, and where.
pub fn holders(tx: &mut Tx<'_>, roles: &[&str]) -> Result<Vec<(PersonId, UnitId)>> {
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let (places, args) = list::places(1, roles);
    let sql = format!(
        "SELECT p.id, p.unit_id FROM people_person p WHERE p.status = 'active'
            AND EXISTS (SELECT 1 FROM people_role r WHERE r.person_id = p.id AND r.role IN ({places})) ORDER BY p.login"
    );
    tx.all(&sql, &args)
}

/// People with roles who joined before a moment, whom nobody has reviewed since another, and whose review is not under way.
pub fn waiting(tx: &mut Tx<'_>, joined_before: Stamp, since: Stamp) -> Result<Vec<(PersonId, UnitId)>> {
    tx.all(
        "SELECT p.id, p.unit_id FROM people_person p
          WHERE p.created_ms < $1 AND EXISTS (SELECT 1 FROM people_role r WHERE r.person_id = p.id)
            AND NOT EXISTS (SELECT 1 FROM people_review l WHERE l.person_id = p.id AND l.reviewed_ms >= $2)
            AND NOT EXISTS (SELECT 1 FROM people_review_task t WHERE t.person_id = p.id AND t.done_ms IS NULL)
          ORDER BY p.login",
        args![joined_before, since],
    )
}

/// Opens a round; one that opened on the same day goes on with more people.
pub fn open(tx: &mut Tx<'_>, round: &Round, tasks: &[Task]) -> Result<()> {
    tx.send(
        "INSERT INTO people_review_round (day, opened_ms, due_ms, people, done) VALUES ($1, $2, $3, $4, 0)
         ON CONFLICT (day) DO UPDATE SET closed_ms = NULL, people = people_review_round.people + excluded.people",
        args![round.day, round.opened_at, round.due_at, round.people],
    )?;
    let rows = tasks.iter().map(|it| vec![it.person_id.arg(), it.round.arg(), it.reviewer_id.arg(), it.due_at.arg()]);
    tx.insert_many("people_review_task", &["person_id", "round", "reviewer_id", "due_ms"], rows)?;
    Ok(())
}

/// Rounds, the latest first, older than one where it is given.
pub fn latest(tx: &mut Tx<'_>, before: Option<&str>, rows: i64) -> Result<Vec<Round>> {
    tx.all(&format!("{ROUND} WHERE day < $1 ORDER BY day DESC LIMIT $2"), args![before.unwrap_or("~"), rows])
}

/// A round, one of its reviewers (nobody for those whom nobody reviews), how many people they were given, and how many are
/// done.
pub type Share = (String, Option<PersonId>, i64, i64);

/// Who reviews in several rounds: how many people, and how many of them are done.
pub fn shares(tx: &mut Tx<'_>, rounds: &[String]) -> Result<Vec<Share>> {
    if rounds.is_empty() {
        return Ok(Vec::new());
    }
    let (places, args) = list::places(1, rounds);
    let sql = format!(
        "SELECT round, reviewer_id, COUNT(*), COUNT(done_ms) FROM people_review_task WHERE round IN ({places})
          GROUP BY round, reviewer_id ORDER BY round DESC, 3 DESC, reviewer_id"
    );
    tx.all(&sql, &args)
}

/// Somebody's review that is under way.
pub fn of(tx: &mut Tx<'_>, person: &PersonId) -> Result<Option<Task>> {
    tx.maybe(&format!("{OPEN} AND t.person_id = $1 ORDER BY t.round DESC LIMIT 1"), args![person])
}

/// The reviews of several people that are under way.
pub fn of_all(tx: &mut Tx<'_>, people: &[PersonId]) -> Result<BTreeMap<PersonId, Task>> {
    let mut found = BTreeMap::new();
    for some in people.chunks(list::MOST) {
        let (places, args) = list::places(1, some);
        let tasks: Vec<Task> = tx.all(&format!("{OPEN} AND t.person_id IN ({places}) ORDER BY t.round"), &args)?;
        found.extend(tasks.into_iter().map(|it| (it.person_id.clone(), it)));
    }
    Ok(found)
}

/// The reviews of a round that are under way.
pub fn left(tx: &mut Tx<'_>, round: &str) -> Result<Vec<Task>> {
    tx.all(&format!("{OPEN} AND t.round = $1 ORDER BY t.person_id"), args![round])
}

/// Somebody else reviews.
pub fn pass(tx: &mut Tx<'_>, task: &Task, to: &PersonId) -> Result<()> {
    tx.send(
        "UPDATE people_review_task SET reviewer_id = $3 WHERE person_id = $1 AND round = $2",
        args![task.person_id, task.round, to],
    )
}

/// Somebody was reviewed; a round in which nobody is left is closed.
pub fn finish(tx: &mut Tx<'_>, task: &Task) -> Result<()> {
    let now = tx.now();
    tx.send(
        "UPDATE people_review_task SET done_ms = $3 WHERE person_id = $1 AND round = $2",
        args![task.person_id, task.round, now],
    )?;
    tx.send(
        "UPDATE people_review_round SET done = done + 1, closed_ms = CASE WHEN done + 1 >= people THEN $2 ELSE closed_ms END
          WHERE day = $1",
        args![task.round, now],
    )
}
