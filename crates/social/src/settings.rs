//! What an administrator says about a door to another system. Secrets lie elsewhere, sealed.

use base::FieldProblem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wechat::seal::AesKey;
use crate::window::ReplyWindow;
use crate::{outside, webhook};

/// A door through which another system hands over messages, and gets answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    /// Where answers are posted; absent when that system only speaks.
    #[serde(default)]
    pub url: Option<String>,
    /// Seconds that its clock and ours may differ.
    #[serde(default = "five_minutes")]
    pub tolerance_seconds: i64,
    /// How long and how often one may answer; absent when that system sets no limit.
    #[serde(default)]
    pub window: Option<ReplyWindow>,
}

/// A WeChat official account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WechatSettings {
    /// The account's `AppID`.
    pub app_id: String,
    /// Where the platform's interface is.
    #[serde(default = "api")]
    pub api: String,
    /// How long and how often one may answer after the customer wrote.
    #[serde(default = "ReplyWindow::of_wechat")]
    pub window: ReplyWindow,
}

/// What only the account's owner knows.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WechatSecret {
    /// `AppSecret`.
    pub app_secret: String,
    /// The token that signs what the platform sends.
    pub token: String,
    /// `EncodingAESKey`, 43 letters; absent when messages come unsealed.
    #[serde(default)]
    pub aes_key: Option<String>,
}

fn five_minutes() -> i64 {
    300
}

fn api() -> String {
    "https://api.weixin.qq.com".to_owned()
}

impl WebhookSettings {
    /// What is wrong with them and with the secrets; empty when nothing is.
    pub fn check(&self, secrets: Option<&str>) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.url.as_deref().is_some_and(|it| !outside::is_allowed(it)) {
            problems.push(FieldProblem::new("settings.url", "social.url"));
        }
        if !(1..=3600).contains(&self.tolerance_seconds) {
            problems.push(FieldProblem::new("settings.tolerance_seconds", "social.tolerance"));
        }
        if secrets.is_some_and(|it| webhook::Secrets::read(it).is_err()) {
            problems.push(FieldProblem::new("secret", "social.webhook_secret"));
        }
        if let Some(window) = self.window {
            window.check(&mut problems);
        }
        problems
    }
}

impl WechatSettings {
    /// What is wrong with them and with the secret; empty when nothing is.
    pub fn check(&self, secret: Option<&str>) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        if self.app_id.is_empty() || !self.app_id.chars().all(|it| it.is_ascii_alphanumeric()) {
            problems.push(FieldProblem::new("settings.app_id", "social.app_id"));
        }
        if !outside::is_allowed(&self.api) {
            problems.push(FieldProblem::new("settings.api", "social.url"));
        }
        if secret.is_some_and(|it| WechatSecret::read(it).is_none()) {
            problems.push(FieldProblem::new("secret", "social.wechat_secret"));
        }
        self.window.check(&mut problems);
        problems
    }
}

impl WechatSecret {
    /// Reads the secret; `None` when it is not whole.
    pub fn read(json: &str) -> Option<Self> {
        let it: Self = serde_json::from_str(json).ok()?;
        let key = it.aes_key.as_deref().is_none_or(|it| AesKey::read(it).is_some());
        (key && !it.app_secret.is_empty() && !it.token.is_empty()).then_some(it)
    }

    /// The key that messages are sealed with.
    pub fn key(&self) -> Option<AesKey> {
        AesKey::read(self.aes_key.as_deref()?)
    }
}
