//! SQLite's journal, which is copied into the file while it is written.

use std::fs;

use db::args;

/// Pages of the database file.
const PAGE: u64 = 4096;
/// Writes of a megabyte: several times what the journal holds before it is copied.
const WRITES: i64 = 256;

#[test]
fn the_journal_stays_small_however_much_is_written() {
    let it = testkit::sqlite(&[]);
    it.db
        .write_blocking(|tx| tx.send("CREATE TABLE thing (id BIGINT PRIMARY KEY, body TEXT NOT NULL)", args![]))
        .unwrap();
    for id in 0..WRITES {
        let body = char::from(b'a' + u8::try_from(id % 26).unwrap()).to_string().repeat(1 << 20);
        it.db
            .write_blocking(move |tx| tx.send("INSERT INTO thing (id, body) VALUES ($1, $2)", args![id, body]))
            .unwrap();
    }
    let longest = fs::metadata(it.dir.join("hearth.db-wal")).unwrap().len();
    assert!(longest < 24_000 * PAGE, "the journal has {longest} bytes");
    let sql = "SELECT COUNT(*), SUM(LENGTH(body)), COUNT(DISTINCT SUBSTR(body, 1, 1)) FROM thing";
    let found: (i64, i64, i64) = it.db.read_blocking(move |tx| tx.one(sql, args![])).unwrap();
    assert_eq!(found, (WRITES, WRITES << 20, 26));
}
