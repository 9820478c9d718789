//! What an entrance's settings have to be.

use base::FieldProblem;

use crate::model::{Medium, Settings, Site};

/// Everything wrong with the settings of an entrance of a medium.
pub fn check(medium: Medium, it: &Settings) -> Vec<FieldProblem> {
    match (medium, &it.site) {
        (Medium::Chat, None) => vec![FieldProblem::new("settings.site", "channels.site_missing")],
        (Medium::Chat, Some(site)) => site_problems(site),
        _ => Vec::new(),
    }
}

fn site_problems(it: &Site) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    for (at, origin) in it.origins.iter().enumerate() {
        if !is_origin(origin) {
            found.push(FieldProblem::new(format!("settings.site.origins[{at}]"), "channels.bad_origin"));
        }
    }
    if !is_colour(&it.colour) {
        found.push(FieldProblem::new("settings.site.colour", "channels.bad_colour"));
    }
    for (field, text) in [("title", &it.title), ("greeting", &it.greeting)] {
        for (language, words) in [("zh", &text.zh), ("en", &text.en)] {
            if words.trim().is_empty() {
                found.push(FieldProblem::new(format!("settings.site.{field}.{language}"), "channels.empty"));
            }
        }
    }
    for (at, topic) in it.topics.iter().enumerate() {
        if topic.id.trim().is_empty() || topic.name.zh.trim().is_empty() || topic.name.en.trim().is_empty() {
            found.push(FieldProblem::new(format!("settings.site.topics[{at}]"), "channels.empty"));
        }
    }
    found
}

/// Whether it is an origin as browsers send it: scheme, host and port, nothing after.
fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|host| {
        !host.is_empty() && host.chars().all(|it| it.is_ascii_alphanumeric() || ".-:[]".contains(it))
    })
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|it| it.len() == 6 && it.chars().all(|it| it.is_ascii_hexdigit()))
}

/// Whether a page of an origin may show an entrance: one of those named, or our own.
///
/// - `origin`: what the browser says, nothing when it says nothing (a program, not a page).
/// - `host`: the host that was asked, with its port.
pub fn may_show(site: &Site, origin: Option<&str>, host: Option<&str>) -> bool {
    let Some(origin) = origin else { return true };
    let own = host
        .is_some_and(|host| origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")) == Some(host));
    own || site.origins.iter().any(|it| it == origin)
}

#[cfg(test)]
mod tests {
    use policy::model::Text;

    use super::{check, may_show};
    use crate::model::{Medium, Settings, Site};

    fn site() -> Site {
        let text = |it: &str| Text { zh: it.to_owned(), en: it.to_owned() };
        Site {
            origins: vec!["https://shop.example".to_owned()],
            colour: "#1677ff".to_owned(),
            title: text("店"),
            greeting: text("您好"),
            topics: Vec::new(),
        }
    }

    #[test]
    fn wrong_settings_are_named_field_by_field() {
        let fields = |site: Site| -> Vec<String> {
            check(Medium::Chat, &Settings { site: Some(site) }).into_iter().map(|it| it.field).collect()
        };
        assert!(fields(site()).is_empty());
        let origins = ["https://shop.example/path", "shop.example", "javascript:alert(1)"].map(str::to_owned).to_vec();
        let wrong = Site { origins, colour: "blue".to_owned(), ..site() };
        let at = |it: &str| format!("settings.site.{it}");
        assert_eq!(fields(wrong), ["origins[0]", "origins[1]", "origins[2]", "colour"].map(at));
        assert_eq!(check(Medium::Chat, &Settings::default()).first().unwrap().field, "settings.site");
    }

    #[test]
    fn only_named_pages_and_our_own_show_an_entrance() {
        let shows = |origin: Option<&str>| may_show(&site(), origin, Some("127.0.0.1:8080"));
        assert!(shows(None) && shows(Some("https://shop.example")) && shows(Some("http://127.0.0.1:8080")));
        for other in ["https://shop.example.evil.example", "http://shop.example", "null", "http://127.0.0.1:8081"] {
            assert!(!shows(Some(other)), "{other}");
        }
    }
}
