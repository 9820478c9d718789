//! One connection and its prepared statements.

use std::collections::HashMap;
use std::io::Write as _;
use std::time::Duration;

use base::{Result, fault};
use postgres::config::SslMode;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::backup::line as copy_line;
use crate::{Row, Value, error};

/// Rows in one statement: as many of the largest as fit, then of the next.
const GROUPS: [usize; 4] = [32, 8, 3, 1];

pub(crate) struct Connection {
    client: Client,
    statements: HashMap<String, Statement>,
}

/// Connects with TLS when the address asks for it and the server has it.
pub(crate) fn connect(url: &str) -> Result<Client> {
    let failed = |it| error::postgres(it, "connecting");
    let mut config: Config = url.parse().map_err(failed)?;
    config.application_name("hearth");
    if config.get_ssl_mode() == SslMode::Disable || config.get_hosts().iter().all(is_local_socket) {
        return config.connect(NoTls).map_err(failed);
    }
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let tls = rustls::ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .map_err(fault)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.connect(MakeRustlsConnect::new(tls)).map_err(failed)
}

fn is_local_socket(host: &postgres::config::Host) -> bool {
    matches!(host, postgres::config::Host::Unix(_))
}

impl Connection {
    pub(crate) fn open(url: &str, read_limit: Duration) -> Result<Self> {
        let mut this = Self { client: connect(url)?, statements: HashMap::new() };
        this.batch(&format!("SET statement_timeout = {}", read_limit.as_millis()))?;
        Ok(this)
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(|it| error::postgres(it, sql))
    }

    fn statement(&mut self, sql: &str) -> Result<Statement> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let made = self.client.prepare(sql).map_err(|it| error::postgres(it, sql))?;
        self.statements.insert(sql.to_owned(), made.clone());
        Ok(made)
    }

    pub(crate) fn run(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let statement = self.statement(sql)?;
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|it| -> &(dyn ToSql + Sync) { it }).collect();
        self.client.execute(&statement, &args).map_err(|it| error::postgres(it, sql))
    }

    pub(crate) fn each(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        each: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let statement = self.statement(sql)?;
        let failed = |it| error::postgres(it, sql);
        let mut rows = self.client.query_raw(&statement, args.iter()).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            each(&Row::Postgres(&row))?;
        }
        Ok(())
    }

    pub(crate) fn insert_many<'v>(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = Vec<Value<'v>>>,
    ) -> Result<u64> {
        let sql = format!("COPY {table} ({}) FROM STDIN", columns.join(", "));
        let mut copy = self.client.copy_in(&sql).map_err(|it| error::postgres(it, &sql))?;
        let mut line = String::new();
        for row in rows {
            line.clear();
            copy_line(&mut line, &row);
            copy.write_all(line.as_bytes()).map_err(fault)?;
        }
        copy.finish().map_err(|it| error::postgres(it, &sql))
    }

    /// Rows go in statements of a few sizes, so that few statements stay prepared.
    pub(crate) fn upsert_many(
        &mut self,
        table: &str,
        columns: &[&str],
        conflict: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64> {
        let (mut rest, mut touched) = (rows, 0);
        for size in GROUPS {
            let row = |at: usize| {
                let places: Vec<String> =
                    (1..=columns.len()).map(|it| format!("${}", at * columns.len() + it)).collect();
                format!("({})", places.join(", "))
            };
            let places: Vec<String> = (0..size).map(row).collect();
            let sql = format!("INSERT INTO {table} ({}) VALUES {} {conflict}", columns.join(", "), places.join(", "));
            while let Some((group, more)) = rest.split_at_checked(size) {
                let args: Vec<Value<'_>> = group.iter().flatten().cloned().collect();
                touched += self.run(&sql, &args)?;
                rest = more;
            }
        }
        Ok(touched)
    }
}
