//! Which rows have come in.

use base::Result;
use base::ids::ImportId;
use db::{Tx, args};

/// Keeps the fingerprints of rows that came in; `first` is the number of the first of them within the run.
pub fn keep(tx: &mut Tx<'_>, source: &str, job: &ImportId, first: u64, prints: &[u64]) -> Result<()> {
    if prints.is_empty() {
        return Ok(());
    }
    let bytes: Vec<u8> = prints.iter().flat_map(|it| it.to_be_bytes()).collect();
    tx.send(
        "INSERT INTO importer_chunk (source, job_id, first, prints) VALUES ($1, $2, $3, $4)",
        args![source, job, i64::try_from(first).unwrap_or(i64::MAX), bytes],
    )?;
    Ok(())
}

/// The turn of a source's latest batch.
pub fn turn(tx: &mut Tx<'_>, source: &str) -> Result<i64> {
    let found: Option<(i64,)> = tx.maybe("SELECT turn FROM importer_source WHERE source = $1", args![source])?;
    Ok(found.map_or(0, |it| it.0))
}

/// Takes the turn after this one; answers whether nobody else took it.
pub fn take_turn(tx: &mut Tx<'_>, source: &str, after: i64) -> Result<bool> {
    let taken = tx.run(
        "INSERT INTO importer_source (source, turn) VALUES ($1, 1)
         ON CONFLICT (source) DO UPDATE SET turn = importer_source.turn + 1 WHERE importer_source.turn = $2",
        args![source, after],
    )?;
    Ok(taken == 1)
}

/// The fingerprints of all rows that came in with other runs of a source.
pub fn of_others(tx: &mut Tx<'_>, source: &str, job: &ImportId) -> Result<Vec<u64>> {
    let mut prints = Vec::new();
    tx.each("SELECT prints FROM importer_chunk WHERE source = $1 AND job_id <> $2", args![source, job], |row| {
        let bytes: Vec<u8> = row.get(0)?;
        prints.extend(bytes.as_chunks::<8>().0.iter().map(|it| u64::from_be_bytes(*it)));
        Ok(())
    })?;
    Ok(prints)
}

/// Of the rows a run brought in, how many are equal to an earlier one among those whose fingerprint leaves `part` when
/// divided by `parts`: counted part by part, any number of rows fits into memory.
pub fn repeated(tx: &mut Tx<'_>, source: &str, job: &ImportId, part: u64, parts: u64) -> Result<u64> {
    let mut prints = Vec::new();
    tx.each("SELECT prints FROM importer_chunk WHERE source = $1 AND job_id = $2", args![source, job], |row| {
        let bytes: Vec<u8> = row.get(0)?;
        let all = bytes.as_chunks::<8>().0.iter().map(|it| u64::from_be_bytes(*it));
        prints.extend(all.filter(|it| it.checked_rem(parts).unwrap_or(0) == part));
        Ok(())
    })?;
    prints.sort_unstable();
    let equal = prints.windows(2).filter(|it| it.first() == it.last()).count();
    Ok(u64::try_from(equal).unwrap_or(u64::MAX))
}
