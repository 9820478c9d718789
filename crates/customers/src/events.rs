//! What happens to customers, as told to everybody else. No event holds a personal value.

use base::Stamp;
use base::ids::{ConsentId, CustomerId, ErasureId, HoldId, IdentityId, MergeId, SheetId};
use db::events::Event;
use serde::{Deserialize, Serialize};

use crate::model::{Decision, ErasureState, ExportFormat, IdentityKind, Keeping, Since};

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),* }

        impl Event for $name {
            const KIND: &'static str = $kind;
        }
    )*};
}

events! {
    /// A customer became known.
    Created "customers.created.v1" {
        /// Who.
        customer: CustomerId,
        /// Their tier.
        tier: Option<String>,
        /// The kinds of what they are known by.
        identities: Vec<IdentityKind>,
    }
    /// Something about a customer changed.
    Edited "customers.edited.v1" {
        /// Who.
        customer: CustomerId,
        /// Which fields.
        changed: Vec<String>,
    }
    /// A customer is known by something more.
    IdentityAdded "customers.identity_added.v1" {
        /// Who.
        customer: CustomerId,
        /// Which identity.
        identity: IdentityId,
        /// What kind it is.
        identity_kind: IdentityKind,
    }
    /// A customer is not known by something any more.
    IdentityRemoved "customers.identity_removed.v1" {
        /// Who.
        customer: CustomerId,
        /// Which identity.
        identity: IdentityId,
        /// What kind it was.
        identity_kind: IdentityKind,
    }
    /// Two profiles became one; told of the one who stands for both.
    Merged "customers.merged.v1" {
        /// Who stands for both.
        customer: CustomerId,
        /// Who was merged.
        merged: CustomerId,
        /// The merge.
        merge: MergeId,
        /// Whose values were kept.
        keep: Keeping,
    }
    /// The same, told of the one who was merged.
    MergedInto "customers.merged_into.v1" {
        /// Who was merged.
        customer: CustomerId,
        /// Who stands for both.
        survivor: CustomerId,
        /// The merge.
        merge: MergeId,
    }
    /// A merge was taken back; told of the one who stood for both. Heard by cases, which moves those that came after it
    /// where that is wished.
    MergeUndone "customers.merge_undone.v1" {
        /// Who stood for both.
        customer: CustomerId,
        /// Who stands alone again.
        merged: CustomerId,
        /// The merge.
        merge: MergeId,
        /// Where that goes which came after the merge.
        since: Since,
        /// When it was merged.
        merged_at: Stamp,
    }
    /// The same, told of the one who was merged.
    StandsAlone "customers.stands_alone.v1" {
        /// Who stands alone again.
        customer: CustomerId,
        /// Who stood for both.
        survivor: CustomerId,
        /// The merge.
        merge: MergeId,
    }
    /// Somebody said about a pair whether it is one person.
    PairDecided "customers.pair_decided.v1" {
        /// One of them.
        customer: CustomerId,
        /// The other.
        other: CustomerId,
        /// What it is.
        decision: Decision,
    }
    /// A customer agreed to something.
    ConsentGiven "customers.consent_given.v1" {
        /// Who.
        customer: CustomerId,
        /// The entry.
        consent: ConsentId,
        /// What for.
        purpose: String,
        /// How they are reached.
        channel: String,
    }
    /// A customer took back what they had agreed to, or said no.
    ConsentWithdrawn "customers.consent_withdrawn.v1" {
        /// Who.
        customer: CustomerId,
        /// The entry.
        consent: ConsentId,
        /// What for.
        purpose: String,
        /// How they are reached.
        channel: String,
    }
    /// A customer's data is held for the law.
    HoldPlaced "customers.hold_placed.v1" {
        /// Whose.
        customer: CustomerId,
        /// The hold.
        hold: HoldId,
    }
    /// A legal hold was lifted.
    HoldLifted "customers.hold_lifted.v1" {
        /// Whose.
        customer: CustomerId,
        /// The hold.
        hold: HoldId,
    }
    /// A customer is to be let go, by somebody's wish or because the time data is kept has passed.
    ErasureAsked "customers.erasure_asked.v1" {
        /// Who.
        customer: CustomerId,
        /// The erasure.
        erasure: ErasureId,
        /// Why; a word of policy.
        reason: String,
    }
    /// A second person decided, or whoever asked took it back.
    ErasureDecided "customers.erasure_decided.v1" {
        /// Who.
        customer: CustomerId,
        /// The erasure.
        erasure: ErasureId,
        /// What became of it.
        state: ErasureState,
    }
    /// What customers hold of a person is gone. Heard by cases, which goes through its texts and files.
    Erased "customers.erased.v1" {
        /// Who.
        customer: CustomerId,
        /// All profiles that are this person.
        profiles: Vec<CustomerId>,
        /// The erasure.
        erasure: ErasureId,
    }
    /// Nothing personal is left of a customer.
    ErasureDone "customers.erasure_done.v1" {
        /// Who.
        customer: CustomerId,
        /// The erasure.
        erasure: ErasureId,
    }
    /// A sheet of customers was brought in.
    Imported "customers.imported.v1" {
        /// The sheet.
        sheet: SheetId,
        /// Customers added.
        added: i64,
        /// Customers brought up to date.
        updated: i64,
        /// Rows left out because they were wrong.
        bad: i64,
    }
    /// Somebody takes customers out as a sheet.
    Exported "customers.exported.v1" {
        /// The kind of file.
        format: ExportFormat,
        /// Whether only those of a name were wanted; the name is not kept.
        named: bool,
        /// The tier wanted.
        tier: Option<String>,
        /// Whether values stand in full.
        in_full: bool,
        /// Why.
        reason: String,
    }
    /// Somebody saw a value in full.
    Revealed "customers.revealed.v1" {
        /// Whose.
        customer: CustomerId,
        /// `name`, or the kind of the identity.
        field: String,
        /// Which identity.
        identity: Option<IdentityId>,
        /// Why.
        reason: String,
    }
    /// Somebody reveals more in a day than the policy takes for usual; for the auditor.
    RevealsNoticed "customers.reveals_noticed.v1" {
        /// How many so far.
        times: i64,
        /// What the policy takes for usual.
        usual: i64,
    }
}
