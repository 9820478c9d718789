//! Links between cases.

use base::Result;
use base::ids::CaseId;
use db::{Tx, args};

use super::case::Earlier;
use super::parties::visible;
use crate::model::{Asker, Status};

db::row! {
    /// A link as seen from one of its cases.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Link {
        /// The other case.
        pub case_id: CaseId,
        /// What it is to this one.
        pub kind: String,
        /// Whether a rule made the link.
        pub by_rule: bool,
        /// The other case's number.
        pub number: i64,
        /// What it is about; nothing when the asker does not see it.
        pub subject: Option<String>,
        /// Whether it is open; nothing when the asker does not see it.
        pub status: Option<Status>,
    }
}

/// How the same link is called from the other side.
pub fn reverse(kind: &str) -> &str {
    match kind {
        "repeat" => "repeated_by",
        "repeated_by" => "repeat",
        "follows" => "followed_by",
        "followed_by" => "follows",
        "merged" => "merged_into",
        "merged_into" => "merged",
        "split_off" => "split_into",
        "split_into" => "split_off",
        same => same,
    }
}

const COLUMNS: [&str; 6] = ["case_id", "other_id", "kind", "by_rule", "by_id", "at_ms"];

/// Links two cases in both directions; answers whether the link is new.
pub fn insert(tx: &mut Tx<'_>, who: &Asker, case: &CaseId, other: &CaseId, kind: &str, by_rule: bool) -> Result<bool> {
    let now = tx.now();
    let mut added = 0;
    for (from, to, kind) in [(case, other, kind), (other, case, reverse(kind))] {
        added += tx.run(
            "INSERT INTO cases_link (case_id, other_id, kind, by_rule, by_id, at_ms) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (case_id, other_id, kind) DO NOTHING",
            args![from, to, kind, by_rule, who.person, now],
        )?;
    }
    Ok(added > 0)
}

/// Links a new case with the earlier one that it repeats; answers the link as the asker sees it.
pub fn begin(tx: &mut Tx<'_>, who: &Asker, case: &CaseId, earlier: &Earlier) -> Result<Link> {
    let (now, kind, back) = (tx.now(), "repeat", reverse("repeat"));
    let rows = vec![
        args![case, earlier.id, kind, true, who.person, now].to_vec(),
        args![earlier.id, case, back, true, who.person, now].to_vec(),
    ];
    tx.upsert_many("cases_link", &COLUMNS, "", rows)?;
    Ok(Link {
        case_id: earlier.id.clone(),
        kind: kind.to_owned(),
        by_rule: true,
        number: earlier.number,
        subject: earlier.subject.clone(),
        status: earlier.status,
    })
}

/// Takes a link off, on both sides; answers whether there was one.
pub fn remove(tx: &mut Tx<'_>, case: &CaseId, other: &CaseId, kind: &str) -> Result<bool> {
    let mut gone = 0;
    for (from, to, kind) in [(case, other, kind), (other, case, reverse(kind))] {
        gone +=
            tx.run("DELETE FROM cases_link WHERE case_id = $1 AND other_id = $2 AND kind = $3", args![from, to, kind])?;
    }
    Ok(gone > 0)
}

/// The links of a case. What the asker may not see is named by its number alone.
pub fn of(tx: &mut Tx<'_>, who: &Asker, case: &CaseId) -> Result<Vec<Link>> {
    let mut given = vec![db::Arg::arg(case)];
    let visible = visible(&mut given, who);
    let sql = format!(
        "SELECT l.other_id, l.kind, l.by_rule, c.number, CASE WHEN {visible} THEN c.subject END,
                CASE WHEN {visible} THEN c.status END
           FROM cases_link l JOIN cases_case c ON c.id = l.other_id
          WHERE l.case_id = $1 ORDER BY l.at_ms, l.other_id LIMIT 100"
    );
    tx.all(&sql, &given)
}
