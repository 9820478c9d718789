//! What social platforms and other systems say to us and hear from us, as bytes: signed webhooks, WeChat official accounts.
//! Knows nothing of conversations and keeps nothing.
//!
//! - [`webhook`] signs and proves messages by the Standard Webhooks scheme; [`message`] is the shape of what they carry.
//! - [`wechat`] reads and proves what WeChat sends, plain or sealed, and sends answers while its window is open.
//! - [`window`] says what is left of a window, as a pure function.
//!
//! Source: requirement CHN-4.

pub mod message;
pub mod settings;
pub mod webhook;
pub mod wechat;
pub mod window;

mod outside;

#[cfg(feature = "platform")]
pub mod platform;

pub use outside::{NotSent, post};
pub use settings::{WebhookSettings, WechatSecret, WechatSettings};

/// This crate's sentences, Chinese and English.
pub const TEXTS: (&str, &str) = (include_str!("../locale/zh-CN.toml"), include_str!("../locale/en.toml"));

#[cfg(all(test, feature = "platform"))]
mod tests;
