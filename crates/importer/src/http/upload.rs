//! Sending a file.

use axum::Extension;
use axum::extract::Multipart;
use axum::http::HeaderMap;
use base::ids::ImportId;
use base::{Refusal, fault};
use cases::Desk;
use tokio::io::AsyncWriteExt as _;
use web::{Actor, App, Json, Lang, Right};

use super::shown::{Import, shown};
use crate::desk::{self, Lying, Sent};
use crate::refused::Refused;

/// Send a file. The answer has its columns, its first rows and a guess at what they are.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports",
    request_body(content = Vec<u8>, content_type = "multipart/form-data"), responses((status = 200, body = Import)))]
pub async fn send_import(
    app: App,
    me: Actor,
    Extension(at): Extension<Desk>,
    headers: HeaderMap,
    mut form: Multipart,
) -> web::Result<Json<Import>> {
    me.may(Right::ImportCases)?;
    let lang = Lang::of(&headers);
    // Before policy is set up there are no fields to guess.
    let (id, fields) =
        app.db.read(move |tx| Ok((tx.id::<ImportId>(), at.fields(tx, None).unwrap_or_default()))).await?;
    let file = desk::file(&app.data, &id);
    let name = receive(&mut form, &file).await;
    let name = match name {
        Ok(name) => name,
        Err(problem) => {
            let _ = tokio::fs::remove_file(&file).await;
            return Err(problem);
        }
    };
    let (job, by) = (id.clone(), me.by().cloned());
    let file = Lying { path: file, name };
    let look = move || Sent::look(job, file, &fields, by, lang);
    let looked = tokio::task::spawn_blocking(look).await.map_err(fault)?;
    let sent = match looked {
        Ok(sent) => sent,
        Err(failure) => {
            let _ = tokio::fs::remove_file(desk::file(&app.data, &id)).await;
            return Err(failure.into());
        }
    };
    app.write(move |tx| {
        let job = sent.add(tx)?;
        let mut import = shown(tx, &me, lang, job)?;
        (import.columns, import.sample, import.guess) = (sent.head.columns, sent.head.sample, Some(sent.guess));
        Ok(import)
    })
    .await
}

/// Writes the first file of the form to the disk as it comes; answers its name.
async fn receive(form: &mut Multipart, file: &std::path::Path) -> web::Result<String> {
    let cut = |_| Refusal::new(413, "web.body_too_large");
    while let Some(mut field) = form.next_field().await.map_err(cut)? {
        let Some(name) = field.file_name().map(ToOwned::to_owned) else { continue };
        if let Some(folder) = file.parent() {
            tokio::fs::create_dir_all(folder).await.map_err(fault)?;
        }
        let mut out = tokio::fs::File::create(file).await.map_err(fault)?;
        while let Some(bytes) = field.chunk().await.map_err(cut)? {
            out.write_all(&bytes).await.map_err(fault)?;
        }
        out.sync_all().await.map_err(fault)?;
        return Ok(name);
    }
    Err(Refused::NoFile.into())
}
