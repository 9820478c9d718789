//! CSV, streamed.

use axum::body::{Body, Bytes};
use axum::response::Response;
use futures_util::{StreamExt as _, stream};
use web::Lang;

use super::{Rows, file, say, table};

/// Streams the rows; UTF-8 with the mark that spreadsheets look for.
pub fn answer(rows: Rows, lang: Lang) -> Response {
    let name = rows.file_name("csv");
    let heads = table::heads(rows.asked.question.metric.unit).map(|it| say(lang, it).to_owned());
    let head = format!("\u{feff}{}", table::line(heads));
    let body = stream::unfold((Some(head), rows), |(head, mut rows)| async move {
        if let Some(head) = head {
            return Some((Ok(Bytes::from(head)), (None, rows)));
        }
        // A failure here cuts the answer short: the reader sees a broken transfer, not a short file.
        let chunk = match rows.next().await {
            Ok(chunk) if chunk.is_empty() => return None,
            Ok(chunk) => chunk,
            Err(failure) => {
                rows.done = true;
                return Some((Err(std::io::Error::other(failure.to_string())), (None, rows)));
            }
        };
        let zone = &rows.asked.question.zone;
        let text: String = chunk.iter().map(|it| table::line(table::row(it, zone).iter().map(table::csv))).collect();
        Some((Ok(Bytes::from(text)), (None, rows)))
    });
    file(&name, "text/csv; charset=utf-8", Body::from_stream(body.fuse()))
}
