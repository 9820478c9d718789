//! What the routes and the other capabilities work with.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base::ids::{CaseId, CustomerId};
use base::{Result, Span, Stamp};
use db::Tx;
use policy::Policies;
use policy::model::{Length, NameParts, Reveal};
use vault::{Field, Masking, Place, Plain, Purpose, Sealed, Vault};
use web::Actor;

use crate::model::{Customer, CustomerRow, Identity, IdentityRow};
use crate::rules::masking::masking;
use crate::store;

/// Customers, whose data a vault seals and a policy masks. Cheap to clone.
#[derive(Clone)]
pub struct Customers(Arc<Inner>);

struct Inner {
    vault: Vault,
    policies: Policies,
    sight: Option<Arc<dyn Sight>>,
}

/// What cases tell about who may see them: cases stand to the right of customers, so the house brings this.
pub trait Sight: Send + Sync {
    /// What those of the cases are called that somebody may see.
    fn called(&self, tx: &mut Tx<'_>, me: &Actor, cases: &[CaseId]) -> Result<BTreeMap<CaseId, String>>;
}

impl fmt::Debug for Customers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Customers")
    }
}

/// The sealed column of names.
pub const NAME: &str = "name";
/// The sealed column of notes.
pub const NOTE: &str = "note";

/// The place of a sealed column of a customer.
pub fn customer_place<'a>(column: &'a str, id: &'a CustomerId) -> Place<'a> {
    Place::new(Purpose::Customer, "customers_customer", column, id.as_str())
}

/// The place of an identity's value.
pub fn identity_place(id: &base::ids::IdentityId) -> Place<'_> {
    Place::new(Purpose::Customer, "customers_identity", "content", id.as_str())
}

impl Customers {
    /// Customers sealed by this vault and masked by these policies.
    pub fn new(vault: Vault, policies: Policies) -> Self {
        Self(Arc::new(Inner { vault, policies, sight: None }))
    }

    /// The same, who learn from `sight` which cases somebody may see; without it nobody sees any.
    #[must_use]
    pub fn seeing(&self, sight: Arc<dyn Sight>) -> Self {
        let (vault, policies) = (self.0.vault.clone(), self.0.policies.clone());
        Self(Arc::new(Inner { vault, policies, sight: Some(sight) }))
    }

    /// What those of the cases are called that somebody may see.
    pub(crate) fn sight(&self, tx: &mut Tx<'_>, me: &Actor, ids: &[CaseId]) -> Result<BTreeMap<CaseId, String>> {
        self.0.sight.as_ref().map_or_else(|| Ok(BTreeMap::new()), |it| it.called(tx, me, ids))
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// How values are masked now; the strict defaults before there is a policy.
    pub fn masking(&self, tx: &mut Tx<'_>) -> Result<Masking> {
        let book = self.0.policies.book(tx)?;
        Ok(book.at(tx.now()).masking().map_or_else(|_| Masking::default(), |it| masking(it.says)))
    }

    /// How customers are kept.
    ///
    /// # Errors
    /// Refused while there is no policy about it.
    pub(crate) fn rules(&self, tx: &mut Tx<'_>) -> Result<policy::model::Customers> {
        let book = self.0.policies.book(tx)?;
        Ok(book.at(tx.now()).customers()?.says.clone())
    }

    /// Data of customers with whom nothing happened since this moment is past its time; nothing without a policy.
    pub(crate) fn kept_since(&self, tx: &mut Tx<'_>) -> Result<Option<Stamp>> {
        let (book, now) = (self.0.policies.book(tx)?, tx.now());
        let Ok(retention) = book.at(now).retention() else { return Ok(None) };
        let keeping = retention.says.keeping.iter().find(|it| it.id == "customer");
        Ok(keeping.map(|it| now - Span::DAY.times(it.keep.most_days())))
    }

    /// What of a name finds a customer; before there is a policy, only the whole of it.
    pub(crate) fn name_parts(&self, tx: &mut Tx<'_>) -> Result<NameParts> {
        let book = self.0.policies.book(tx)?;
        Ok(book.at(tx.now()).customers().map_or(NameParts::Whole, |it| it.says.search.names))
    }

    /// How values are revealed now.
    pub(crate) fn reveal_policy(&self, tx: &mut Tx<'_>) -> Result<Reveal> {
        let default = || Reveal { reason: true, shown_for: Length::Time(Span::MINUTE), notice_above_per_day: 50 };
        let book = self.0.policies.book(tx)?;
        Ok(book.at(tx.now()).masking().map_or_else(|_| default(), |it| it.says.reveal.clone()))
    }

    pub(crate) fn opened(&self, tx: &mut Tx<'_>, place: &Place<'_>, sealed: &Sealed) -> Result<Plain> {
        self.0.vault.open_sealed(tx, place, sealed)
    }

    /// Customers as they are shown, in the order given.
    pub(crate) fn shown(&self, tx: &mut Tx<'_>, rows: Vec<CustomerRow>) -> Result<Vec<Customer>> {
        let masking = self.masking(tx)?;
        let ids: Vec<&CustomerId> = rows.iter().map(|it| &it.id).collect();
        let merged = store::group::merged(tx, &ids)?;
        let everybody: Vec<&CustomerId> = ids.iter().copied().chain(merged.keys()).collect();
        let mut identities: BTreeMap<CustomerId, Vec<Identity>> = BTreeMap::new();
        for row in store::identities(tx, &everybody)? {
            let standing = merged.get(&row.customer).map_or(&row.customer, |it| &it.0).clone();
            identities.entry(standing).or_default().push(self.identity(tx, &masking, row)?);
        }
        let mut shown = Vec::with_capacity(rows.len());
        for row in rows {
            let identities = identities.remove(&row.id).unwrap_or_default();
            let note = match &row.note {
                Some(it) => Some(self.opened(tx, &customer_place(NOTE, &row.id), it)?.reveal().to_owned()),
                None => None,
            };
            let inherited: i64 = merged.values().filter(|it| it.0 == row.id).map(|it| it.1).sum();
            shown.push(Customer {
                name: self.called(tx, &masking, &row)?,
                erased: row.pseudonym.is_some(),
                id: row.id,
                tier: row.tier,
                identities,
                note,
                open_cases: row.open_cases + inherited,
                version: row.version,
                created_at: row.created_at,
            });
        }
        Ok(shown)
    }

    /// A name in full, for rules to look at.
    pub(crate) fn full_name(&self, tx: &mut Tx<'_>, row: &CustomerRow) -> Result<Option<Plain>> {
        row.name.as_ref().map(|it| self.opened(tx, &customer_place(NAME, &row.id), it)).transpose()
    }

    fn identity(&self, tx: &mut Tx<'_>, masking: &Masking, row: IdentityRow) -> Result<Identity> {
        let plain = self.opened(tx, &identity_place(&row.id), &row.content)?;
        let masked = masking.mask(row.kind.field(), plain.reveal());
        Ok(Identity { id: row.id, kind: row.kind, masked, verified: row.verified })
    }

    /// What a profile is called: its masked name, or its pseudonym.
    pub(crate) fn called(&self, tx: &mut Tx<'_>, masking: &Masking, row: &CustomerRow) -> Result<String> {
        self.masked_name(tx, masking, &row.id, row.name.as_ref(), row.pseudonym.clone())
    }

    /// The same for a name and a pseudonym that were read by themselves.
    pub(crate) fn masked_name(
        &self,
        tx: &mut Tx<'_>,
        masking: &Masking,
        id: &CustomerId,
        name: Option<&Sealed>,
        pseudonym: Option<String>,
    ) -> Result<String> {
        if let Some(it) = pseudonym {
            return Ok(it);
        }
        let Some(name) = name else { return Ok(String::new()) };
        let plain = self.opened(tx, &customer_place(NAME, id), name)?;
        Ok(masking.mask(Field::Name, plain.reveal()))
    }
}
