//! Providers: what an administrator may enter, whom a claim means, whose second factor is trusted (SEC-2).

use base::FieldProblem;
use form_urlencoded::Serializer;
use serde_json::{Map, Value};

use super::login::{check_name, normal_login};
use crate::model::IdentityProviderRow;

/// Letters of what is entered at most.
const LONGEST: usize = 500;
/// What we ask every provider for.
const SCOPES: &str = "openid profile email";
/// The claim that counts only where the provider has verified it.
const EMAIL: &str = "email";

/// What is wrong with a provider as entered.
pub fn check(it: &IdentityProviderRow) -> Vec<Option<FieldProblem>> {
    let text = |field: &str, text: &str| {
        let wrong = text.is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_whitespace);
        wrong.then(|| FieldProblem::new(field, "people.bad_provider_text"))
    };
    let domain = it.email_domain.as_deref().filter(|it| it.contains('@') || !it.contains('.'));
    vec![
        check_name("name", &it.name),
        (!is_allowed(&it.issuer, it.insecure_loopback)).then(|| FieldProblem::new("issuer", "people.bad_issuer")),
        text("client_id", &it.client_id),
        text("claim", &it.claim),
        domain.map(|_| FieldProblem::new("email_domain", "people.bad_domain")),
    ]
}

/// Whether an address of a provider may be asked: by TLS, or, where that was switched on for trying things out, on this
/// machine. It names no user and no fragment.
pub fn is_allowed(address: &str, insecure_loopback: bool) -> bool {
    if address.len() > LONGEST || address.chars().any(|it| it.is_whitespace() || it.is_control() || it == '\\') {
        return false;
    }
    let (secure, rest) = match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return false,
    };
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match place.strip_prefix('[') {
        Some(it) => it.split(']').next().unwrap_or_default(),
        None => place.split(':').next().unwrap_or_default(),
    };
    let here = matches!(host, "127.0.0.1" | "::1" | "localhost");
    !host.is_empty() && !place.contains('@') && !rest.contains('#') && (secure || (insecure_loopback && here))
}

/// What a sign-in that begins sends along.
#[derive(Debug, Clone, Copy)]
pub struct Begun<'a> {
    /// Our name at the provider.
    pub client: &'a str,
    /// Where the provider sends people back to.
    pub back: &'a str,
    /// Tells this sign-in from others.
    pub state: &'a str,
    /// Comes back within the token.
    pub nonce: &'a str,
    /// The hash of what the token is asked for with (PKCE, S256).
    pub challenge: &'a str,
}

/// The page at the provider to which somebody is sent.
pub fn address(page: &str, begun: &Begun<'_>) -> String {
    let joint = if page.contains('?') { '&' } else { '?' };
    let asked = Serializer::new(String::new())
        .append_pair("response_type", "code")
        .append_pair("scope", SCOPES)
        .append_pair("client_id", begun.client)
        .append_pair("redirect_uri", begun.back)
        .append_pair("state", begun.state)
        .append_pair("nonce", begun.nonce)
        .append_pair("code_challenge", begun.challenge)
        .append_pair("code_challenge_method", "S256")
        .finish();
    format!("{page}{joint}{asked}")
}

/// The logins that a claim may mean, at the first sign-in of somebody; none when it is not there or may not be believed.
///
/// An e-mail address counts only when the provider has verified it. Where a domain is set, addresses elsewhere mean
/// nobody, and the part before the `@` may be the login as well.
pub fn logins(claim: &str, domain: Option<&str>, said: &Map<String, Value>) -> Vec<String> {
    let value = match said.get(claim) {
        Some(Value::String(it)) => normal_login(it),
        Some(Value::Number(it)) => it.to_string(),
        _ => return Vec::new(),
    };
    if value.is_empty() || claim != EMAIL {
        return Some(value).filter(|it| !it.is_empty()).into_iter().collect();
    }
    let verified = matches!(said.get("email_verified"), Some(Value::Bool(true)))
        || matches!(said.get("email_verified"), Some(Value::String(it)) if it == "true");
    match (value.rsplit_once('@'), domain) {
        _ if !verified => Vec::new(),
        (Some((before, at)), Some(domain)) if at == domain.to_lowercase() => vec![value.clone(), before.to_owned()],
        (Some(_), None) => vec![value],
        _ => Vec::new(),
    }
}

/// Whether what a first sign-in is recognised by has still to be asked for.
pub fn lacks(claim: &str, said: &Map<String, Value>) -> bool {
    !said.contains_key(claim) || (claim == EMAIL && !said.contains_key("email_verified"))
}

/// Whether a provider asked for a second factor that policy trusts.
pub fn is_strong(trusted: &[String], amr: &[String], acr: Option<&str>) -> bool {
    trusted.iter().any(|it| amr.contains(it) || acr == Some(it))
}
