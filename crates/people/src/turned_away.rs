//! Why people are turned away at the door: by identity providers, links and proofs (SEC-2).

use base::{Refusal, Refuse};

/// The refusals of single sign-on and of invitations. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TurnedAway {
    /// No such identity provider, or it is switched off.
    #[error("no such identity provider")]
    ProviderNotFound,
    /// People are known by their names at this issuer.
    #[error("the issuer stays")]
    ProviderIssuerKept,
    /// The provider did not answer as it should, or what it said is not believed.
    #[error("trouble at {0}")]
    ProviderTrouble(String),
    /// The same, for those who administer: its name, and what went wrong.
    #[error("{0}: {1}")]
    ProviderWrong(String, String),
    /// The provider let nobody in; what it says.
    #[error("denied by the provider: {0}")]
    ProviderDenied(String),
    /// The browser has no sign-in under way, or took too long.
    #[error("no sign-in under way")]
    SignInOver,
    /// Nobody here has the login that the provider claims; by which claim.
    #[error("nobody by claim {0}")]
    PersonUnknown(String),
    /// Somebody of this login signs in there under another name.
    #[error("known by another name")]
    KnownByAnother,
    /// The provider knows them, but they do not work here now.
    #[error("not active")]
    PersonInactive,
    /// Policy leaves passwords to administrators.
    #[error("passwords are off")]
    PasswordsOff,
    /// No such link, or none that can be used.
    #[error("no such invitation")]
    InvitationNotFound,
    /// The link was used.
    #[error("the invitation was used")]
    InvitationUsed,
    /// The link's time has passed.
    #[error("the invitation is over")]
    InvitationExpired,
    /// The link was taken back, or a newer one took its place.
    #[error("the invitation was withdrawn")]
    InvitationWithdrawn,
    /// Only those who work here are invited.
    #[error("not active")]
    InviteeInactive,
    /// The proof is too old.
    #[error("sign in again")]
    SignInAgain,
}

impl Refuse for TurnedAway {
    fn refusal(&self) -> Refusal {
        match self {
            Self::ProviderNotFound => Refusal::new(404, "people.provider_not_found"),
            Self::ProviderIssuerKept => Refusal::new(409, "people.provider_issuer_kept").field("issuer"),
            Self::ProviderTrouble(name) => Refusal::new(502, "people.provider_trouble").with("provider", name),
            Self::ProviderWrong(name, why) => {
                Refusal::new(502, "people.provider_wrong").with("provider", name).with("why", why)
            }
            Self::ProviderDenied(why) => Refusal::new(403, "people.provider_denied").with("why", why),
            Self::SignInOver => Refusal::new(403, "people.sign_in_over"),
            Self::PersonUnknown(claim) => Refusal::new(403, "people.person_unknown").with("claim", claim),
            Self::KnownByAnother => Refusal::new(403, "people.known_by_another"),
            Self::PersonInactive => Refusal::new(403, "people.person_inactive"),
            Self::PasswordsOff => Refusal::new(403, "people.passwords_off"),
            Self::InvitationNotFound => Refusal::new(404, "people.invitation_not_found"),
            Self::InvitationUsed => Refusal::new(403, "people.invitation_used"),
            Self::InvitationExpired => Refusal::new(403, "people.invitation_expired"),
            Self::InvitationWithdrawn => Refusal::new(403, "people.invitation_withdrawn"),
            Self::InviteeInactive => Refusal::new(409, "people.invitee_inactive"),
            Self::SignInAgain => Refusal::new(403, "people.sign_in_again"),
        }
    }
}
