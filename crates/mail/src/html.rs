//! HTML from outside, made safe to show: no programs, no forms, nothing fetched from anywhere.

use std::borrow::Cow;
use std::collections::HashSet;

use ammonia::Builder;

/// The styles that may stay; none of them can fetch anything.
const STYLES: &[&str] = &[
    "background-color",
    "color",
    "font-style",
    "font-weight",
    "text-align",
    "text-decoration",
    "vertical-align",
    "width",
];

/// What is safe of an HTML text. `picture` answers which file a `cid:` stands for; it becomes `cid:N`. Pictures from
/// elsewhere lose their address: fetching them tells the sender that, when and where the letter was read.
pub fn safe(html: &str, picture: impl Fn(&str) -> Option<usize> + Send + Sync + 'static) -> String {
    let mut builder = Builder::default();
    builder
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(ammonia::UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .add_generic_attributes(["style", "dir"])
        .filter_style_properties(STYLES.iter().copied().collect())
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => {
                let file = value.strip_prefix("cid:").and_then(&picture);
                file.map(|it| Cow::Owned(format!("cid:{it}")))
            }
            // Only a picture may be a part of the letter, and only a link may lead out of it.
            ("a", "href") => (!value.trim_start().to_ascii_lowercase().starts_with("cid:")).then(|| value.into()),
            (_, "cite" | "src" | "href") => None,
            _ => Some(value.into()),
        });
    builder.clean(html).to_string()
}

/// A safe text whose pictures `cid:N` are named anew; one that is no longer there loses its address.
pub fn renumber(safe: &str, place: impl Fn(usize) -> Option<usize>) -> String {
    const MARK: &str = "src=\"cid:";
    let mut pieces = safe.split(MARK);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (number, rest) = piece.split_once('"').unwrap_or((piece, ""));
        match number.parse().ok().and_then(&place) {
            Some(it) => text.extend([MARK, &it.to_string(), "\""]),
            None => text.push_str("src=\"\""),
        }
        text.push_str(rest);
    }
    text
}

/// An HTML text as plain text.
pub fn to_text(html: &str) -> String {
    mail_parser::decoders::html::html_to_text(html)
}
