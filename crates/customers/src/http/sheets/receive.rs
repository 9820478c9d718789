//! Takes a sheet in as it comes: bytes go to a thread that reads rows, and the rows, sealed, to the database.

use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use axum::body::Bytes;
use axum::extract::Multipart;
use base::ids::SheetId;
use base::{Failure, Result, fault};
use db::{Db, Json};
use web::{Actor, App};

use super::no_file;
use crate::acts::sheets::sealed;
use crate::handle::Customers;
use crate::model::SheetState;
use crate::read;
use crate::refused::Refused;
use crate::rules::sheet::guess;
use crate::store;

/// So many rows are sealed in one transaction.
const BATCH: usize = 500;

/// Bytes from another thread; its end is theirs.
struct Piped {
    from: Receiver<Bytes>,
    at: Bytes,
}

impl Read for Piped {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at.is_empty() {
            match self.from.recv() {
                Ok(next) => self.at = next,
                Err(_) => return Ok(0),
            }
        }
        let taken = self.at.split_to(self.at.len().min(into.len()));
        let (to, _) = into.split_at_mut(taken.len());
        to.copy_from_slice(&taken);
        Ok(taken.len())
    }
}

/// Receives the first file of a form; answers the sheet it became. Nothing is left of one that could not be read.
pub async fn receive(app: &App, me: &Actor, of: &Customers, mut form: Multipart) -> web::Result<SheetId> {
    let unreadable = |it: axum::extract::multipart::MultipartError| match it.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => Failure::from(Refused::SheetTooLarge),
        _ => no_file().into(),
    };
    let mut part = loop {
        let next = form.next_field().await.map_err(unreadable)?.ok_or_else(no_file)?;
        if next.file_name().is_some() {
            break next;
        }
    };
    let name: String = part.file_name().unwrap_or_default().chars().filter(|it| !it.is_control()).take(200).collect();
    let (of, db, by) = (of.clone(), app.db.clone(), me.by().cloned());
    let begun = of.clone();
    let (id, policy) = app
        .db
        .write(move |tx| {
            let policy = begun.rules(tx)?.sheets;
            let id: SheetId = tx.id();
            store::sheets::begin(tx, &id, &name, by.as_ref())?;
            Ok((id, policy))
        })
        .await?;
    let (to, from) = sync_channel::<Bytes>(8);
    let mine = id.clone();
    let reading = tokio::task::spawn_blocking(move || take(&db, &of, &mine, from, &policy));
    let sent = send(&mut part, to).await.map_err(unreadable);
    let read = reading.await.map_err(fault)?;
    match sent.and(read) {
        Ok(()) => Ok(id),
        Err(failure) => {
            app.db.write(move |tx| store::sheets::forget(tx, &id)).await?;
            Err(failure.into())
        }
    }
}

type Sent = std::result::Result<(), axum::extract::multipart::MultipartError>;

async fn send(part: &mut axum::extract::multipart::Field<'_>, to: SyncSender<Bytes>) -> Sent {
    while let Some(bytes) = part.chunk().await? {
        let (to, mut bytes) = (to.clone(), Some(bytes));
        // The reader may be busy with the database: waiting for it must not hold up the runtime.
        let gone = tokio::task::spawn_blocking(move || bytes.take().is_some_and(|it| to.send(it).is_err())).await;
        if gone.unwrap_or(true) {
            return Ok(());
        }
    }
    Ok(())
}

/// Reads all rows of a sheet into the database.
fn take(db: &Db, of: &Customers, id: &SheetId, from: Receiver<Bytes>, policy: &policy::model::Sheets) -> Result<()> {
    let input = Piped { from, at: Bytes::new() };
    let most_bytes = u64::try_from(policy.most_bytes).unwrap_or(0);
    let mut columns: Option<Vec<String>> = None;
    let (mut count, mut batch): (i64, Vec<read::Row>) = (0, Vec::new());
    read::rows(input, most_bytes, &mut |(line, cells)| {
        if columns.is_none() {
            columns = Some(cells);
            return Ok(());
        }
        count += 1;
        if count > policy.most_rows_in {
            return Err(Refused::TooManyRows(policy.most_rows_in).into());
        }
        batch.push((line, cells));
        if batch.len() >= BATCH { keep(db, of, id, std::mem::take(&mut batch)) } else { Ok(()) }
    })?;
    keep(db, of, id, batch)?;
    let columns = columns.filter(|_| count > 0).ok_or(Refused::NoSheet)?;
    let id = id.clone();
    db.write_blocking(move |tx| {
        let found = store::sheets::one(tx, &id)?.ok_or(Refused::SheetNotFound)?;
        let mapping = Json(guess(&columns));
        let read = SheetState::Read;
        let after = store::sheets::Sheet { state: read, columns: Json(columns), mapping, rows: count, ..found };
        store::sheets::save(tx, &after)
    })
}

fn keep(db: &Db, of: &Customers, id: &SheetId, rows: Vec<read::Row>) -> Result<()> {
    let (of, id) = (of.clone(), id.clone());
    db.write_blocking(move |tx| {
        let mut all = Vec::with_capacity(rows.len());
        for (line, cells) in &rows {
            all.push((*line, sealed(&of, tx, &id, *line, cells)?));
        }
        store::sheets::add_rows(tx, &id, &all)
    })
}
