//! Typed ids: a prefix that says what it is, and a ULID that says when it was made.
//!
//! `CaseId("cas_01JD…")` cannot be passed as a `PersonId`, neither in code (another type) nor by hand (the prefix
//! is checked when text is parsed).

/// The text is not an id of the expected kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an id that begins with {prefix}_")]
pub struct NotAnId {
    /// What an id of this kind begins with.
    pub prefix: &'static str,
    /// What was given.
    pub text: String,
}

/// What all ids have in common; lets [`crate::Mint`] make any of them.
pub trait Id: Sized {
    /// The letters before the underscore.
    const PREFIX: &'static str;
    /// Wraps text that is known to be an id of this kind.
    fn from_ulid_text(ulid: &str) -> Self;
}

/// Bytes of an id: three letters, an underscore, a ULID.
const LENGTH: usize = 30;

/// An id's text. It lies in place: ids are copied all the time, and a piece of memory for each would be most of the
/// work of reading a row.
type Text = [u8; LENGTH];

fn text_of(prefix: &str, ulid: &str) -> Text {
    let mut text = [b'0'; LENGTH];
    let letters = prefix.bytes().chain(std::iter::once(b'_')).chain(ulid.bytes());
    text.iter_mut().zip(letters).for_each(|(place, letter)| *place = letter);
    text
}

/// The text of an id of this kind, if it is one.
fn checked(prefix: &'static str, text: &str) -> Result<Text, NotAnId> {
    let ulid = text.strip_prefix(prefix).and_then(|it| it.strip_prefix('_'));
    let sound = ulid.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit() || it.is_ascii_uppercase()));
    let known: Option<Text> = text.as_bytes().try_into().ok().filter(|_| sound);
    known.ok_or_else(|| NotAnId { prefix, text: text.to_owned() })
}

macro_rules! ids {
    (($dollar:tt) $($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
        #[schema(value_type = String)]
        pub struct $name(Text);

        impl $name {
            /// The id as text, prefix included.
            pub fn as_str(&self) -> &str {
                // Letters and digits only: the text is always sound.
                str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl Id for $name {
            const PREFIX: &'static str = $prefix;
            fn from_ulid_text(ulid: &str) -> Self {
                Self(text_of($prefix, ulid))
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                checked($prefix, text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.as_str().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(Reader(std::marker::PhantomData))
            }
        }
    )*

    /// Calls another macro with the names of all id types, for what has to be said once for each.
    #[macro_export]
    macro_rules! for_each_id {
        ($dollar then:ident) => { $dollar then! { $($name)* } };
    }
    };
}

/// Reads an id from text of whatever form.
struct Reader<T>(std::marker::PhantomData<T>);

impl<T: std::str::FromStr<Err = NotAnId>> serde::de::Visitor<'_> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

ids! { ($)
    /// Something asked for that others have to approve (审批).
    ApprovalId "apr";
    /// A try to reach a customer for a follow-up.
    AttemptId "try";
    /// A time somebody is not at work.
    AbsenceId "abs";
    /// Something that goes wrong right now, told to supervisors (预警).
    AlertId "alr";
    /// A file kept with a case.
    AttachmentId "att";
    /// A certificate somebody holds.
    CertificateId "crt";
    /// The matter to be solved (工单).
    CaseId "cas";
    /// A time limit running on a case.
    ClockId "clk";
    /// What a customer agreed to, or took back (同意).
    ConsentId "cns";
    /// Something given to a customer for what went wrong (补偿).
    CompensationId "cmp";
    /// A customer reaching us once (接触).
    ContactId "con";
    /// A customer's profile.
    CustomerId "cus";
    /// The erasure of a customer's personal data (删除个人信息).
    ErasureId "era";
    /// A legal hold on a customer's data (法定留存).
    HoldId "hld";
    /// Until when a part of a case may take.
    DeadlineId "ddl";
    /// What somebody decided at a level of an approval.
    DecisionId "dec";
    /// A case brought before a leader (升级、督办).
    EscalationId "esc";
    /// A door through which contacts arrive (接入点).
    EntranceId "ent";
    /// Somebody as they are known at an entrance: a visitor, a mail address, an account (渠道身份).
    PartyId "pty";
    /// Rights lent to somebody for a time.
    DelegationId "dlg";
    /// An entry of the event log.
    EventId "evt";
    /// What an investigation found.
    FindingId "fnd";
    /// A customer asked afterwards (回访).
    FollowUpId "fol";
    /// A phone number, account, address … by which a customer is known.
    IdentityId "idt";
    /// Where people sign in that also lets them in here (单点登录).
    IdentityProviderId "idp";
    /// A run of the importer.
    ImportId "imp";
    /// A link by which somebody sets their own password (邀请).
    InvitationId "inv";
    /// Two profiles that became one (合并).
    MergeId "mrg";
    /// A letter on its way in (来信).
    LetterId "ltr";
    /// An internal note on a case.
    NoteId "not";
    /// What another department is asked for (协办).
    JointId "jnt";
    /// One act on many cases (批量操作).
    BulkId "blk";
    /// Two cases that became one (合并工单).
    CaseMergeId "cmg";
    /// An urging of a case (催办).
    UrgingId "urg";
    /// A message waiting to be sent outward.
    OutboxId "out";
    /// A paper that a customer gets.
    PaperId "ppr";
    /// A member of staff.
    PersonId "per";
    /// An answer that is sent later.
    PlannedId "pln";
    /// One version of a policy document.
    PolicyId "pol";
    /// A post (岗位) in the organisation.
    PostId "pos";
    /// A reply time given to the customer (承诺).
    PromiseId "prm";
    /// A question that a window puts to a leader.
    QuestionId "qst";
    /// A signed-in browser.
    SessionId "ses";
    /// A sheet of customers brought in.
    SheetId "sht";
    /// A tag on cases (标签).
    TagId "tag";
    /// A template of a case or of an answer (模板).
    TemplateId "tpl";
    /// A hand-over of a case to another unit or person.
    TransferId "trf";
    /// A company, site or team.
    UnitId "unt";
    /// A saved view of a list.
    ViewId "viw";
}

#[cfg(test)]
mod tests {
    use super::{CaseId, NotAnId, PersonId};

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let text = "per_01JD0000000000000000000000";
        assert!(text.parse::<PersonId>().is_ok());
        assert_eq!(text.parse::<CaseId>(), Err(NotAnId { prefix: "cas", text: text.to_owned() }));
    }

    #[test]
    fn an_id_travels_as_plain_text_in_json() {
        let id: CaseId = "cas_01JD0000000000000000000000".parse().unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"cas_01JD0000000000000000000000\"");
        assert!(serde_json::from_str::<CaseId>("\"cas_short\"").is_err());
    }
}
