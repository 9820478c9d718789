//! Tags, and personal answers shown in full.

use crate::model::ViewList;
use base::ids::{TagId, TemplateId, ViewId};
use serde::{Deserialize, Serialize};

/// A tag by its name of then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagNamed {
    /// The tag.
    pub id: TagId,
    /// What it was called.
    pub name: String,
}

/// Tags were put on or taken off.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tagged {
    /// Put on.
    pub added: Vec<TagNamed>,
    /// Taken off.
    pub removed: Vec<TagNamed>,
}

/// A tag was made.
#[derive(Debug, Serialize, Deserialize)]
pub struct TagMade {
    /// The tag.
    #[serde(flatten)]
    pub tag: TagNamed,
}

/// A tag was renamed, coloured anew, retired or brought back.
#[derive(Debug, Serialize, Deserialize)]
pub struct TagChanged {
    /// The tag, as it is called now.
    #[serde(flatten)]
    pub tag: TagNamed,
    /// What it was called.
    pub was: String,
    /// Whether it is retired now.
    pub retired: bool,
}

/// A tag was merged into another one.
#[derive(Debug, Serialize, Deserialize)]
pub struct TagMerged {
    /// The tag that is no more.
    #[serde(flatten)]
    pub tag: TagNamed,
    /// The one that stands for it.
    pub into: TagNamed,
}

/// Somebody saw the personal answers of a case in full.
#[derive(Debug, Serialize, Deserialize)]
pub struct Revealed {
    /// What for.
    pub reason: String,
    /// Which: `contact_how` and fields of the form.
    pub fields: Vec<String>,
}

/// Somebody took the cases of a list out as a sheet.
#[derive(Debug, Serialize, Deserialize)]
pub struct Exported {
    /// `csv` or `xlsx`.
    pub format: String,
    /// The list's query.
    pub query: String,
    /// Whether personal values stood in full.
    pub in_full: bool,
    /// Why.
    pub reason: String,
}

/// A saved view that others see, or saw, was made, changed or taken away.
#[derive(Debug, Serialize, Deserialize)]
pub struct ViewShared {
    /// The view.
    pub view: ViewId,
    /// Of which list it is.
    #[serde(default)]
    pub list: ViewList,
    /// What it is called.
    pub name: String,
    /// With whom it was shared before: `own`, `team` or `all`; nothing for a new one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub was: Option<String>,
    /// With whom it is shared; nothing once it was taken away.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sharing: Option<String>,
    /// The list's query.
    pub query: String,
}

/// A template was written, changed, shared or taken away.
#[derive(Debug, Serialize, Deserialize)]
pub struct TemplateChanged {
    /// The template.
    pub template: TemplateId,
    /// What it is called.
    pub name: String,
    /// `case` or `answer`.
    pub sort: String,
    /// Its version.
    pub version: i64,
    /// With whom it is shared; nothing once it was taken away.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sharing: Option<String>,
}
