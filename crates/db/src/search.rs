//! Text search in Chinese and English: words and bigrams made here, kept in the database's own full-text index.
//!
//! The same words go into both databases, so both find the same. A query matches what holds all its words; the last
//! word may be unfinished, for search as one types. A document also holds the scopes it lies in (a unit, a person), as
//! words that nobody can write: a query within scopes never looks at what lies outside of them.
//!
//! SQLite's index is dear to write, so a document waits in a table, and what waits is taken into the index together a
//! moment later ([`keep_up`]).

mod upkeep;

use std::ops::Range;

use base::Result;

pub use upkeep::{keep_up, sweep, take_in};

use crate::{Dialect, Tx, args};

/// Whether a character is written without spaces between words (Han, kana, Hangul).
fn is_dense(letter: char) -> bool {
    matches!(u32::from(letter),
        0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x2FA1F)
}

/// A text as it is compared: in lower case, letter by letter.
fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The runs of a text in lower case: words of letters and digits, and runs of dense script.
fn runs(lower: &str) -> Vec<(bool, &str)> {
    let (mut runs, mut open): (_, Option<(bool, usize)>) = (Vec::new(), None);
    let ends = lower.char_indices().map(|(at, it)| (at, it.is_alphanumeric().then(|| is_dense(it))));
    for (at, kind) in ends.chain([(lower.len(), None)]) {
        if open.map(|it| it.0) == kind {
            continue;
        }
        let run = open.and_then(|(dense, from)| Some((dense, lower.get(from..at)?)));
        runs.extend(run);
        open = kind.map(|dense| (dense, at));
    }
    runs
}

/// Every two letters of a run that stand together; the letter where there is but one.
fn pairs(run: &str) -> impl Iterator<Item = &str> {
    let ends = run.char_indices().skip(2).map(|it| it.0).chain([run.len()]);
    run.char_indices().zip(ends).filter_map(|((from, _), to)| run.get(from..to))
}

/// The longest word kept; longer ones are cut, in texts and queries alike.
const LONGEST: usize = 40;

fn cut(word: &str) -> &str {
    word.char_indices().nth(LONGEST).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

/// What stands before every word of a space in the index, so that words of other spaces do not lie in the way.
fn mark(space: &str) -> String {
    let mut mark: String = space.chars().filter(char::is_ascii_alphanumeric).collect();
    mark.push('0');
    mark
}

/// The word by which a document of a space lies in a scope.
fn scope_word(space: &str, scope: &str) -> String {
    let mut word: String = space.chars().filter(char::is_ascii_alphanumeric).collect();
    word.push('1');
    word.extend(scope.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()));
    word
}

/// The distinct words a text in lower case is found by, sorted.
fn words(lower: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(lower.len() / 3);
    for (dense, run) in runs(lower) {
        if dense {
            words.extend(pairs(run));
            // The last character alone, so that a query of one character finds it wherever it stands.
            words.extend(run.char_indices().last().and_then(|(at, _)| run.get(at..)));
        } else {
            words.push(cut(run));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of a query; each says whether it may be the beginning of a longer one.
fn asked(query: &str) -> Vec<(String, bool)> {
    let lower = lower(query);
    let runs = runs(&lower);
    let last = runs.len().saturating_sub(1);
    let mut asked = Vec::new();
    for (at, (dense, run)) in runs.into_iter().enumerate() {
        if !dense {
            asked.push((cut(run).to_owned(), at == last));
        } else if run.chars().nth(1).is_none() {
            asked.push((run.to_owned(), true));
        } else {
            asked.extend(pairs(run).map(|it| (it.to_owned(), false)));
        }
    }
    asked.sort_unstable();
    asked.dedup();
    asked
}

/// Where the words of a query stand in a text: ranges of bytes, in their order, none touching the next.
pub fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let ends = |at: usize| letters.get(at).map_or(text.len(), |it| it.0);
    let lower = |at: usize| letters.get(at).and_then(|it| it.1.to_lowercase().next());
    let mut found: Vec<Range<usize>> = Vec::new();
    let wanted: Vec<(Vec<char>, bool)> =
        asked(query).into_iter().map(|(it, open)| (it.chars().collect(), open)).collect();
    for at in 0..letters.len() {
        for (word, open) in &wanted {
            let dense = word.first().copied().is_some_and(is_dense);
            // A word in letters begins where one begins in the text, and ends where one ends unless it is unfinished.
            let in_word =
                |at: Option<usize>| at.and_then(lower).is_some_and(|it| it.is_alphanumeric() && !is_dense(it));
            let fits = word.iter().enumerate().all(|(by, letter)| lower(at + by) == Some(*letter));
            if !fits || (!dense && (in_word(at.checked_sub(1)) || (!open && in_word(Some(at + word.len()))))) {
                continue;
            }
            let range = ends(at)..ends(at + word.len());
            match found.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => found.push(range),
            }
        }
    }
    found
}

/// Makes a text findable in a space (such as `cases`) within scopes (ids), in place of what was there under the id.
pub fn index(tx: &mut Tx<'_>, space: &str, id: &str, scopes: &[&str], text: &str) -> Result<()> {
    write(tx, space, id, &document(space, scopes, text))
}

/// All words of a document, those of its scopes included, with a space between them.
fn document(space: &str, scopes: &[&str], text: &str) -> String {
    let (lower, mark) = (lower(text), mark(space));
    let words = words(&lower);
    let mut all = String::with_capacity(lower.len() * 2 + words.len() * (mark.len() + 1));
    for it in words {
        all.extend([mark.as_str(), it, " "]);
    }
    all + &scoped(space, scopes)
}

/// The words by which a document of a space lies in some scopes, with a space between them.
fn scoped(space: &str, scopes: &[&str]) -> String {
    let words: Vec<String> = scopes.iter().map(|it| scope_word(space, it)).collect();
    words.join(" ")
}

/// Moves a document to other scopes; nothing happens where there is none.
pub fn rescope(tx: &mut Tx<'_>, space: &str, id: &str, scopes: &[&str]) -> Result<()> {
    let words = match tx.dialect() {
        Dialect::Sqlite => "words",
        Dialect::Postgres => "array_to_string(tsvector_to_array(words), ' ')",
    };
    let sql = format!("SELECT {words} FROM search_document WHERE space = $1 AND id = $2");
    let Some((known,)) = tx.maybe::<(String,)>(&sql, args![space, id])? else { return Ok(()) };
    let before = scope_word(space, "");
    let mut words: Vec<&str> = known.split(' ').filter(|it| !it.starts_with(&before)).collect();
    let scoped = scoped(space, scopes);
    words.push(&scoped);
    write(tx, space, id, &words.join(" "))
}

fn write(tx: &mut Tx<'_>, space: &str, id: &str, words: &str) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => {
            // Most texts are new.
            let added: Option<(i64,)> = tx.maybe(
                "INSERT INTO search_document (space, id, words) VALUES ($1, $2, $3)
                 ON CONFLICT (space, id) DO NOTHING RETURNING doc",
                args![space, id, words],
            )?;
            let doc = if let Some((doc,)) = added {
                doc
            } else {
                let change = "UPDATE search_document SET words = $3 WHERE space = $1 AND id = $2 RETURNING doc";
                tx.one::<(i64,)>(change, args![space, id, words])?.0
            };
            tx.send(
                "INSERT INTO search_waiting (doc, known) VALUES ($1, $2) ON CONFLICT (doc) DO NOTHING",
                args![doc, added.is_none()],
            )
        }
        Dialect::Postgres => {
            let vector: Vec<String> = words.split_ascii_whitespace().map(|it| format!("'{it}'")).collect();
            tx.send(
                "INSERT INTO search_document (space, id, words) VALUES ($1, $2, CAST(CAST($3 AS TEXT) AS TSVECTOR))
                 ON CONFLICT (space, id) DO UPDATE SET words = excluded.words",
                args![space, id, vector.join(" ")],
            )
        }
    }
}

fn doc_of(tx: &mut Tx<'_>, space: &str, id: &str) -> Result<Option<i64>> {
    let found = tx.maybe::<(i64,)>("SELECT doc FROM search_document WHERE space = $1 AND id = $2", args![space, id])?;
    Ok(found.map(|(doc,)| doc))
}

/// Takes a text out.
pub fn forget(tx: &mut Tx<'_>, space: &str, id: &str) -> Result<()> {
    if tx.dialect() == Dialect::Sqlite
        && let Some(doc) = doc_of(tx, space, id)?
    {
        // What waits to be taken in for the first time does not stand in the index yet.
        let waiting: Option<(bool,)> = tx.maybe("SELECT known FROM search_waiting WHERE doc = $1", args![doc])?;
        if waiting.is_none_or(|(known,)| known) {
            tx.send("DELETE FROM search_index WHERE rowid = $1", args![doc])?;
        }
        tx.send("DELETE FROM search_waiting WHERE doc = $1", args![doc])?;
    }
    tx.send("DELETE FROM search_document WHERE space = $1 AND id = $2", args![space, id])
}

/// What a query is matched with in a space, to be given to the statement that holds [`matching`]; `None` when it holds
/// no word. Within scopes only what lies in one of them is found; without any, everything.
pub fn pattern(tx: &Tx<'_>, space: &str, scopes: &[&str], query: &str) -> Option<String> {
    let (asked, mark) = (asked(query), mark(space));
    let sqlite = tx.dialect() == Dialect::Sqlite;
    let (quote, and, or) = if sqlite { ('"', " AND ", " OR ") } else { ('\'', " & ", " | ") };
    let word = |it: &str| format!("{quote}{it}{quote}");
    let mut terms: Vec<String> = asked
        .iter()
        .map(|(text, open)| {
            let begins = if sqlite { "*" } else { ":*" };
            format!("{}{}", word(&format!("{mark}{text}")), if *open { begins } else { "" })
        })
        .collect();
    if terms.is_empty() {
        return None;
    }
    if !scopes.is_empty() {
        let within: Vec<String> = scopes.iter().map(|it| word(&scope_word(space, it))).collect();
        terms.push(format!("({})", within.join(or)));
    }
    Some(terms.join(and))
}

/// A sub-select of the ids in a space that match, newest made first, at most `limit` of them; `$space`, `$pattern`
/// and `$limit` are the numbers of those parameters. Use it as [`hits`].
pub fn matching(tx: &Tx<'_>, space: u8, pattern: u8, limit: u8) -> String {
    match tx.dialect() {
        Dialect::Sqlite => format!(
            "SELECT d.id FROM search_index CROSS JOIN search_document d
              WHERE search_index MATCH ${pattern} AND d.doc = search_index.rowid AND d.space = ${space}
              ORDER BY search_index.rowid DESC LIMIT ${limit}"
        ),
        Dialect::Postgres => format!(
            "SELECT d.id FROM search_document d
              WHERE d.words @@ CAST(CAST(${pattern} AS TEXT) AS TSQUERY) AND d.space = ${space}
              ORDER BY d.id DESC LIMIT ${limit}"
        ),
    }
}

/// The hits of [`matching`] as the common table expression `name(id)`. SQLite makes them one by one as the statement
/// asks for them; PostgreSQL makes all at once, as its planner would otherwise walk the outer order and ignore the index.
pub fn hits(tx: &Tx<'_>, name: &str, matching: &str) -> String {
    let how = match tx.dialect() {
        Dialect::Sqlite => "NOT MATERIALIZED",
        Dialect::Postgres => "MATERIALIZED",
    };
    format!("{name}(id) AS {how} ({matching})")
}

/// The clause that puts what is joined to [`hits`] in order, where they do not come in order by themselves: `column`
/// holds ids that carry their time.
pub fn newest_first(tx: &Tx<'_>, column: &str) -> String {
    match tx.dialect() {
        Dialect::Sqlite => String::new(),
        Dialect::Postgres => format!("ORDER BY {column} DESC"),
    }
}

#[cfg(test)]
mod tests {
    use super::{asked, lower, marks, words};

    #[test]
    fn chinese_is_cut_into_pairs_and_english_into_words() {
        assert_eq!(words(&lower("宽带 Wi-Fi故障")), ["fi", "wi", "宽带", "带", "故障", "障"]);
        assert_eq!(words("好"), ["好"]);
        assert_eq!(words(&"a".repeat(50)), ["a".repeat(40)]);
        assert_eq!(asked("宽带故"), [("宽带".to_owned(), false), ("带故".to_owned(), false)]);
        assert_eq!(asked("路由 ROUT"), [("rout".to_owned(), true), ("路由".to_owned(), false)]);
        assert!(asked("，。!").is_empty());
    }

    #[test]
    fn the_words_of_a_query_are_marked_where_they_stand() {
        let marked = |text: &'static str, query: &str| -> Vec<&str> {
            marks(text, query).into_iter().map(|it| &text[it]).collect()
        };
        assert_eq!(marked("家里的宽带故障了，宽带很慢", "宽带故障"), ["宽带故障", "宽带"]);
        assert_eq!(marked("Router rebooted, routers too", "ROUT"), ["Rout", "rout"]);
        assert_eq!(marked("the other then", "the 宽"), ["the"], "only the last word may be unfinished");
        assert_eq!(marked("İstanbul", "x"), Vec::<&str>::new());
    }
}
