mod durations;
mod judged;
mod naming;
mod paths;

use base::Stamp;
use jiff::tz::TimeZone;

use super::{By, CaseFacts, Dim, Figure, Line, Report, Step, Trace};

/// A case whose events are given as kind, hour and body.
fn trace(id: &str, events: &[(&str, i64, &str)]) -> Trace {
    let opened = Stamp(events.first().map_or(0, |it| it.1 * 3_600_000));
    let mut trace = Trace::new(CaseFacts { id: id.into(), opened, ..CaseFacts::default() });
    for (kind, hour, body) in events {
        trace.push(Step::of(&format!("cases.{kind}.v1"), Stamp(hour * 3_600_000), body));
    }
    trace
}

/// A case of an imported log: activities and the hours they happened at.
fn walk(id: &str, activities: &[&str]) -> Trace {
    let mut trace = Trace::new(CaseFacts { id: id.into(), ..CaseFacts::default() });
    for (hour, activity) in (0..).zip(activities) {
        let body = format!(r#"{{"activity":"{activity}"}}"#);
        trace.push(Step::of("cases.recorded.v1", Stamp(hour * 3_600_000), &body));
    }
    trace
}

fn count<R: Report + 'static>(mut report: R, traces: &[Trace]) -> Vec<Line> {
    for trace in traces {
        report.take(trace);
    }
    Box::new(report).lines()
}

fn by(name: &str) -> By {
    By { dim: Some((name.to_owned(), name.parse::<Dim>().unwrap())), zone: TimeZone::UTC }
}

fn of_all() -> By {
    By { dim: None, zone: TimeZone::UTC }
}

/// The figure of a key in a group.
fn figure(lines: &[Line], key: &str, dims: &[(&str, &str)]) -> Figure {
    let fits = |it: &&Line| {
        it.key == key
            && it.dims.len() == dims.len()
            && dims.iter().all(|(dim, value)| it.dims.iter().any(|(d, v)| d == dim && v.as_deref() == Some(*value)))
    };
    let found = lines.iter().find(fits).map(|it| it.figure.clone());
    found.unwrap_or_else(|| panic!("no {key} {dims:?} in {lines:#?}"))
}

fn number(figure: &Figure) -> u64 {
    match figure {
        Figure::Count(it) => *it,
        Figure::Spans(it) | Figure::Numbers(it) => it.n,
        other => panic!("{other:?}"),
    }
}
