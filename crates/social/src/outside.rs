//! Calls to other systems.

use std::sync::Arc;
use std::time::Duration;

use rustls::crypto::ring::default_provider;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};

/// So long may a call take.
const LONGEST: Duration = Duration::from_secs(20);

/// Why something was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NotSent {
    /// Whether the other side will say the same next time.
    pub for_good: bool,
    /// What it said.
    pub why: String,
}

impl NotSent {
    pub(crate) fn for_now(why: impl std::fmt::Display) -> Self {
        Self { for_good: false, why: why.to_string() }
    }

    pub(crate) fn for_good(why: impl std::fmt::Display) -> Self {
        Self { for_good: true, why: why.to_string() }
    }
}

/// Posts a signed message. A redirection is not followed: the administrator named one address.
pub fn post(url: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<(), NotSent> {
    if !is_allowed(url) {
        return Err(NotSent::for_good("messages go out only by https"));
    }
    let mut request = agent().post(url).header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let status = request.send(body).map_err(NotSent::for_now)?.status().as_u16();
    match status {
        200..=299 => Ok(()),
        // 410: that address is gone for ever. All else may be mended over there.
        410 => Err(NotSent::for_good("the other system answers 410: gone")),
        _ => Err(NotSent::for_now(format!("the other system answers {status}"))),
    }
}

/// Private, or to this machine.
pub(crate) fn is_allowed(url: &str) -> bool {
    let Ok(address) = url.parse::<ureq::http::Uri>() else { return false };
    let here = matches!(address.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match address.scheme_str() {
        Some("https") => address.host().is_some_and(|it| !it.is_empty()),
        Some("http") => here,
        _ => false,
    }
}

pub(crate) fn agent() -> Agent {
    let roots = rustls_native_certs::load_native_certs().certs;
    let roots = roots.iter().map(|it| Certificate::from_der(it).to_owned()).collect();
    let tls = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::Specific(Arc::new(roots)))
        .unversioned_rustls_crypto_provider(Arc::new(default_provider()))
        .build();
    Agent::config_builder()
        .tls_config(tls)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(LONGEST))
        .user_agent("hearth")
        .build()
        .new_agent()
}
