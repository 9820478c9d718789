//! Whose certificates are believed: those the machine believes, and any that are added.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// Whose certificates are believed.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    added: Vec<CertificateDer<'static>>,
}

impl Trust {
    /// Those the machine believes; `SSL_CERT_FILE` names a file of a house's own authority.
    pub fn of_this_machine() -> Self {
        Self::default()
    }

    /// And those of a PEM text.
    pub fn and(mut self, pem: &[u8]) -> Result<Self, rustls::pki_types::pem::Error> {
        for one in CertificateDer::pem_slice_iter(pem) {
            self.added.push(one?);
        }
        Ok(self)
    }

    /// How an IMAP connection is secured.
    pub(crate) fn config(&self) -> Result<Arc<ClientConfig>, rustls::Error> {
        let mut roots = rustls::RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots.add_parsable_certificates(self.added.iter().cloned());
        let config = ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::new(config))
    }

    /// What was added, for lettre.
    pub(crate) fn added(&self) -> impl Iterator<Item = Vec<u8>> {
        self.added.iter().map(|it| it.to_vec())
    }
}
