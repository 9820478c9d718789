//! The sealed mode (安全模式): AES-256 in CBC, padded to 32 bytes, with the account's id inside.

use aes::Aes256;
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::BASE64_STANDARD;

/// The platform's keys are 43 letters whose last bits mean nothing, and need not be zero.
const KEYS: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// Bytes that a sealed message is padded to.
const BLOCK: usize = 32;
/// Random bytes before a message.
const SALT: usize = 16;

/// The key of an account (`EncodingAESKey`).
#[derive(Clone)]
pub struct AesKey([u8; 32]);

/// What is sealed does not open: another key, another account, or it was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed message does not open")]
pub struct Closed;

impl AesKey {
    /// Reads a key as the platform shows it, 43 letters.
    pub fn read(text: &str) -> Option<Self> {
        KEYS.decode(text).ok()?.try_into().ok().map(Self)
    }

    fn start(&self) -> [u8; 16] {
        let mut start = [0; 16];
        start.copy_from_slice(self.0.split_at(16).0);
        start
    }

    /// Seals a message for an account; `salt` is fresh randomness.
    pub fn seal(&self, message: &str, app_id: &str, salt: [u8; SALT]) -> String {
        let length = u32::try_from(message.len()).unwrap_or(u32::MAX);
        let mut plain = salt.to_vec();
        plain.extend(length.to_be_bytes());
        plain.extend(message.as_bytes());
        plain.extend(app_id.as_bytes());
        let missing = BLOCK - plain.len() % BLOCK;
        plain.extend(std::iter::repeat_n(u8::try_from(missing).unwrap_or_default(), missing));
        let cipher = cbc::Encryptor::<Aes256>::new(&self.0.into(), &self.start().into());
        let length = plain.len();
        // It fills its blocks already: nothing is left to be padded, and nothing to fail.
        BASE64_STANDARD.encode(cipher.encrypt_padded::<NoPadding>(&mut plain, length).unwrap_or_default())
    }

    /// Opens a message that was sealed for an account.
    pub fn open(&self, sealed: &str, app_id: &str) -> Result<String, Closed> {
        let mut sealed = BASE64_STANDARD.decode(sealed.trim()).map_err(|_| Closed)?;
        let cipher = cbc::Decryptor::<Aes256>::new(&self.0.into(), &self.start().into());
        let plain = cipher.decrypt_padded::<NoPadding>(&mut sealed).map_err(|_| Closed)?;
        let padding = usize::from(*plain.last().ok_or(Closed)?);
        if padding == 0 || padding > BLOCK || padding > plain.len() {
            return Err(Closed);
        }
        let rest = plain.get(SALT..plain.len() - padding).ok_or(Closed)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(Closed)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Closed)?;
        let (message, account) = rest.split_at_checked(length).ok_or(Closed)?;
        if account != app_id.as_bytes() {
            return Err(Closed);
        }
        String::from_utf8(message.to_vec()).map_err(|_| Closed)
    }
}
