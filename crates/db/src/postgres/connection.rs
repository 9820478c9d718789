//! One connection, its prepared statements, and the statements on their way.
//!
//! A statement whose answer nobody waits for is sent together with the next one that somebody does wait for: a
//! transaction of many statements then takes few journeys to the server and back.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use base::{Failure, Result, fault};
use futures_util::future::{MaybeDone, maybe_done};
use futures_util::{SinkExt as _, TryStreamExt as _};
use tokio::runtime::Runtime;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Client, Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::backup::line as copy_line;
use crate::{Row, Value, error};

/// Rows in one statement: as many of the largest as fit, then of the next. Few statements stay prepared, and any number
/// below eight takes two at most.
const GROUPS: [usize; 6] = [32, 8, 5, 3, 2, 1];

/// So many rows are worth a `COPY`, which takes two journeys of its own.
const MANY: usize = 64;

/// So many statements stay prepared; those of lists with many filters have many forms.
const PREPARED: usize = 1_000;

/// So many statements are on their way at most.
const SENT: usize = 64;

/// The bytes of a `COPY` that are sent at once.
const PIECE: usize = 64 * 1024;

/// So long a connection is waited for.
const CONNECTING: Duration = Duration::from_secs(5);

/// A server that is silent for so long has gone.
const SILENCE: Duration = Duration::from_secs(30);

type Sent = MaybeDone<Pin<Box<dyn Future<Output = Result<()>> + Send>>>;

pub(crate) struct Connection {
    runtime: Runtime,
    client: Arc<Client>,
    statements: HashMap<String, Statement>,
    sent: Vec<Sent>,
}

/// How to connect: with TLS when the address asks for it and the server has it.
enum Way {
    Plain,
    Tls(MakeRustlsConnect),
}

fn way(url: &str) -> Result<(Config, Way)> {
    let mut config: Config = url.parse().map_err(|it| error::postgres(it, "connecting"))?;
    config.application_name("hearth");
    // A server that vanished without a word is noticed, unless the address says how long to wait.
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECTING);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE).keepalives_idle(SILENCE);
    }
    if config.get_ssl_mode() == SslMode::Disable || config.get_hosts().iter().all(|it| matches!(it, Host::Unix(_))) {
        return Ok((config, Way::Plain));
    }
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let tls = rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .map_err(fault)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok((config, Way::Tls(MakeRustlsConnect::new(tls))))
}

/// A plain connection, for those who bring tables up to date.
pub(crate) fn connect(url: &str) -> Result<postgres::Client> {
    let (config, way) = way(url)?;
    let config = postgres::Config::from(config);
    match way {
        Way::Plain => config.connect(NoTls),
        Way::Tls(tls) => config.connect(tls),
    }
    .map_err(|it| error::postgres(it, "connecting"))
}

async fn open(url: &str) -> Result<Client> {
    let failed = |it| error::postgres(it, "connecting");
    let (config, way) = way(url)?;
    match way {
        Way::Plain => {
            let (client, connection) = config.connect(NoTls).await.map_err(failed)?;
            tokio::spawn(connection);
            Ok(client)
        }
        Way::Tls(tls) => {
            let (client, connection) = config.connect(tls).await.map_err(failed)?;
            tokio::spawn(connection);
            Ok(client)
        }
    }
}

/// Sends what waits in its order, then does `last`; the first failure counts.
async fn after<T>(sent: &mut [Sent], last: impl Future<Output = Result<T>>) -> Result<T> {
    let mut last = pin!(maybe_done(last));
    poll_fn(|context| {
        let mut open = 0;
        // What is polled first is sent first.
        for it in sent.iter_mut() {
            open += usize::from(Pin::new(it).poll(context).is_pending());
        }
        open += usize::from(last.as_mut().poll(context).is_pending());
        if open == 0 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    for it in sent {
        Pin::new(it).take_output().unwrap_or(Ok(()))?;
    }
    last.as_mut().take_output().unwrap_or(Err(Failure::Busy))
}

impl Connection {
    pub(crate) fn open(url: &str, read_limit: Duration) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(fault)?;
        let client = Arc::new(runtime.block_on(open(url))?);
        let mut this = Self { runtime, client, statements: HashMap::new(), sent: Vec::new() };
        this.batch(&format!("SET statement_timeout = {}", read_limit.as_millis()))?;
        Ok(this)
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    /// Whether the server ended the connection while nobody used it.
    pub(crate) fn has_gone(&self) -> bool {
        // Once to hear of it, and once for the connection to take note.
        self.runtime.block_on(async {
            tokio::task::yield_now().await;
            tokio::task::yield_now().await;
        });
        self.is_closed()
    }

    /// Waits for `last`, and for everything sent before it.
    fn wait<T>(&mut self, last: impl Future<Output = Result<T>>) -> Result<T> {
        let mut sent = std::mem::take(&mut self.sent);
        self.runtime.block_on(after(&mut sent, last))
    }

    /// Waits for everything sent before, whatever became of it: it is about to be undone.
    pub(crate) fn settle(&mut self) {
        let _ = self.wait(async { Ok(()) });
    }

    /// Runs a statement without parameters, after everything sent before.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        let client = Arc::clone(&self.client);
        self.wait(async move { client.batch_execute(sql).await.map_err(|it| error::postgres(it, sql)) })
    }

    /// Sends a statement without parameters; the next that is waited for tells whether it failed.
    pub(crate) fn send_batch(&mut self, sql: &'static str) {
        let client = Arc::clone(&self.client);
        let sent = async move { client.batch_execute(sql).await.map_err(|it| error::postgres(it, sql)) };
        self.sent.push(maybe_done(Box::pin(sent)));
    }

    fn statement(&mut self, sql: &str) -> Result<Statement> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        if self.statements.len() >= PREPARED {
            self.statements.clear();
        }
        let client = Arc::clone(&self.client);
        let made = self.wait(async move { client.prepare(sql).await.map_err(|it| error::postgres(it, sql)) })?;
        self.statements.insert(sql.to_owned(), made.clone());
        Ok(made)
    }

    pub(crate) fn run(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let statement = self.statement(sql)?;
        let client = Arc::clone(&self.client);
        self.wait(async move { client.execute_raw(&statement, args).await.map_err(|it| error::postgres(it, sql)) })
    }

    /// Sends a statement; the next that is waited for tells whether it failed.
    pub(crate) fn send(&mut self, sql: &str, args: &[Value<'_>]) -> Result<()> {
        let statement = self.statement(sql)?;
        if self.sent.len() >= SENT {
            self.wait(async { Ok(()) })?;
        }
        let client = Arc::clone(&self.client);
        let args: Vec<Value<'static>> = args.iter().map(|it| it.clone().into_owned()).collect();
        let sql = sql.to_owned();
        let sent =
            async move { client.execute_raw(&statement, args).await.map(drop).map_err(|it| error::postgres(it, &sql)) };
        self.sent.push(maybe_done(Box::pin(sent)));
        Ok(())
    }

    pub(crate) fn each(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let statement = self.statement(sql)?;
        let client = Arc::clone(&self.client);
        let failed = |it| error::postgres(it, sql);
        self.wait(async move {
            let mut rows = pin!(client.query_raw(&statement, args).await.map_err(failed)?);
            while let Some(row) = rows.try_next().await.map_err(failed)? {
                each(&Row::Postgres(&row))?;
            }
            Ok(())
        })
    }

    pub(crate) fn insert_many<'v>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = Vec<Value<'v>>>,
    ) -> Result<u64> {
        let mut rows = rows.into_iter();
        let first: Vec<Vec<Value<'_>>> = rows.by_ref().take(MANY).collect();
        if first.len() < MANY {
            return self.upsert_many(table, columns, "", &first);
        }
        self.copy(table, columns, first.into_iter().chain(rows))
    }

    /// Rows as text, of whatever type the columns are.
    pub(crate) fn copy<'v>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl Iterator<Item = Vec<Value<'v>>>,
    ) -> Result<u64> {
        let sql = format!("COPY {table} ({}) FROM STDIN", columns.join(", "));
        let client = Arc::clone(&self.client);
        let failed = |it| error::postgres(it, &sql);
        self.wait(async {
            let mut copy = pin!(client.copy_in::<_, std::io::Cursor<Vec<u8>>>(&sql).await.map_err(failed)?);
            let mut piece = String::new();
            for row in rows {
                copy_line(&mut piece, &row);
                if piece.len() >= PIECE {
                    let full = std::mem::take(&mut piece).into_bytes();
                    copy.send(std::io::Cursor::new(full)).await.map_err(failed)?;
                }
            }
            copy.send(std::io::Cursor::new(piece.into_bytes())).await.map_err(failed)?;
            copy.finish().await.map_err(failed)
        })
    }

    /// Rows go in statements of a few sizes, so that few statements stay prepared.
    pub(crate) fn upsert_many(
        &mut self,
        table: &str,
        columns: &[&str],
        conflict: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64> {
        let mut rest = rows;
        for size in GROUPS {
            while let Some((group, more)) = rest.split_at_checked(size) {
                let args: Vec<Value<'_>> = group.iter().flatten().cloned().collect();
                self.send(&insert(table, columns, size, conflict), &args)?;
                rest = more;
            }
        }
        u64::try_from(rows.len()).map_err(fault)
    }
}

fn insert(table: &str, columns: &[&str], rows: usize, conflict: &str) -> String {
    let row = |at: usize| {
        let places: Vec<String> = (1..=columns.len()).map(|it| format!("${}", at * columns.len() + it)).collect();
        format!("({})", places.join(", "))
    };
    let places: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO {table} ({}) VALUES {} {conflict}", columns.join(", "), places.join(", "))
}
