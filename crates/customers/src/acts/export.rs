//! Customers are taken out as a sheet (CUS-6).

use base::Result;
use db::Tx;
use db::events::{About, emit};
use vault::{Field, Masking};
use web::{Actor, Right};

use crate::events::Exported;
use crate::handle::{Customers, NOTE, customer_place, identity_place};
use crate::http::Pages;
use crate::model::{CustomerRow, ExportAsked, IdentityKind};
use crate::refused::Refused;
use crate::{names, store};

/// So many customers are read in one go.
const PAGE: i64 = 200;

/// Allows an export and puts it on record, before anything leaves; answers how many customers it may hold.
pub fn begin(of: &Customers, tx: &mut Tx<'_>, actor: &Actor, asked: &ExportAsked) -> Result<i64> {
    actor.may(Right::ExportCustomers)?;
    actor.may(Right::ReadCustomers)?;
    if asked.in_full {
        actor.may(Right::RevealCustomers)?;
    }
    let reason = asked.reason.trim();
    if !(2..=200).contains(&reason.chars().count()) {
        return Err(Refused::ReasonMissing.into());
    }
    let most = of.rules(tx)?.sheets.most_rows_out;
    let event = Exported {
        format: asked.format,
        named: asked.q.as_deref().is_some_and(|it| !it.trim().is_empty()),
        tier: asked.tier.clone(),
        in_full: asked.in_full,
        reason: reason.to_owned(),
    };
    emit(tx, actor.by(), About::default(), None, &event)?;
    Ok(most)
}

/// An export on its way.
pub struct Taken {
    /// Whose customers.
    pub of: Customers,
    /// Who takes them.
    pub me: Actor,
    /// What is taken.
    pub asked: ExportAsked,
    /// How many more it may hold.
    pub left: i64,
    /// Where it goes on.
    pub after: Option<String>,
    /// Whether it is at its end.
    pub done: bool,
}

impl Pages for Taken {
    /// The next rows of the sheet.
    fn next(&mut self, tx: &mut Tx<'_>) -> Result<Vec<Vec<String>>> {
        let rows = PAGE.min(self.left);
        let after = self.after.take();
        let found = if let Some(q) = self.asked.q.as_deref().map(str::trim).filter(|it| !it.is_empty()) {
            let page = names::search(&self.of, tx, &self.me, q, after.as_deref(), rows)?;
            self.after = page.next;
            page.items
        } else {
            let found = store::newest(tx, &self.me, after.as_deref(), rows)?;
            let full = i64::try_from(found.len()).is_ok_and(|it| it == rows);
            self.after = found.last().filter(|_| full).map(|it| it.id.to_string());
            found
        };
        self.left -= i64::try_from(found.len()).unwrap_or(i64::MAX);
        self.done = self.after.is_none() || self.left <= 0;
        let masking = self.of.masking(tx)?;
        let wanted = self.asked.tier.as_deref().filter(|it| !it.is_empty());
        let found = found.into_iter().filter(|it| wanted.is_none() || it.tier.as_deref() == wanted).collect();
        self.lines(tx, &masking, found)
    }

    fn is_done(&self) -> bool {
        self.done
    }
}

impl Taken {
    fn lines(&self, tx: &mut Tx<'_>, masking: &Masking, found: Vec<CustomerRow>) -> Result<Vec<Vec<String>>> {
        let full = self.asked.in_full;
        let shown = |field: Field, value: &str| if full { value.to_owned() } else { masking.mask(field, value) };
        let mut lines = Vec::with_capacity(found.len());
        for row in found {
            let name = self.of.full_name(tx, &row)?.map(|it| shown(Field::Name, it.reveal()));
            let name = name.or_else(|| row.pseudonym.clone()).unwrap_or_default();
            let members = store::group::members(tx, &row.id)?;
            let merged = store::group::merged(tx, &[&row.id])?;
            let open_cases = row.open_cases + merged.values().map(|it| it.1).sum::<i64>();
            let mut known: Vec<(IdentityKind, String)> = Vec::new();
            for it in store::identities(tx, &members.iter().collect::<Vec<_>>())? {
                let value = self.of.opened(tx, &identity_place(&it.id), &it.content)?;
                known.push((it.kind, shown(it.kind.field(), value.reveal())));
            }
            let of = |kind: IdentityKind| {
                let values: Vec<&str> = known.iter().filter(|it| it.0 == kind).map(|it| it.1.as_str()).collect();
                values.join("; ")
            };
            let note = match &row.note {
                // What colleagues wrote can hold anything: it leaves only where all may be seen.
                Some(it) if self.asked.in_full => {
                    self.of.opened(tx, &customer_place(NOTE, &row.id), it)?.reveal().to_owned()
                }
                _ => String::new(),
            };
            let kinds = [
                IdentityKind::Phone,
                IdentityKind::Account,
                IdentityKind::Email,
                IdentityKind::Social,
                IdentityKind::IdCard,
            ];
            let mut line = vec![row.id.to_string(), name, row.tier.clone().unwrap_or_default()];
            line.extend(kinds.map(of));
            line.extend([note, open_cases.to_string(), row.created_at.to_string()]);
            lines.push(line);
        }
        Ok(lines)
    }
}
