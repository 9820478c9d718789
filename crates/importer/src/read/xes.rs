//! XES event logs (IEEE 1849): one row per event. A trace's attributes come as columns `case:…`, an event's under
//! their own key; attributes inside attributes are left out.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Flow, Row, Taker, Unreadable};

/// Events looked at to learn the columns of a log that no mapping describes.
const LOOK: usize = 500;

type Values = BTreeMap<String, String>;

pub(super) fn read(input: impl BufRead, wanted: Option<&[String]>, taker: &mut dyn Taker) -> Result<(), Unreadable> {
    let mut log = Log { columns: Vec::new(), first: Vec::new(), row: Row::default(), taker };
    if let Some(wanted) = wanted {
        log.columns = wanted.to_vec();
        if log.taker.columns(&log.columns)?.is_break() {
            return Ok(());
        }
    }
    let mut xml = Reader::from_reader(input);
    let mut state = State::default();
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let done = match xml.read_event_into(&mut bytes).map_err(|it| unreadable(&it))? {
            Event::Start(tag) => state.open(&tag)?,
            Event::Empty(tag) => {
                state.open(&tag)?;
                state.close(tag.name().as_ref())
            }
            Event::End(tag) => state.close(tag.name().as_ref()),
            Event::Eof => break,
            _ => false,
        };
        if done && log.event(&state)?.is_break() {
            return Ok(());
        }
    }
    log.settle().map(|_| ())
}

/// Where in the log the reader is: attributes belong to the innermost trace or event, at depth one of it.
#[derive(Default)]
struct State {
    trace: Values,
    event: Values,
    in_trace: bool,
    in_event: bool,
    depth: u32,
}

impl State {
    /// Always `false`: an event is done when it closes.
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<bool, Unreadable> {
        match tag.name().as_ref() {
            "trace" => {
                self.trace.clear();
                (self.in_trace, self.depth) = (true, 0);
            }
            "event" if self.in_trace => {
                self.event.clear();
                (self.in_event, self.depth) = (true, 0);
            }
            _ if self.in_trace => {
                self.depth += 1;
                if self.depth == 1 {
                    self.attribute(tag)?;
                }
            }
            _ => {}
        }
        Ok(false)
    }

    /// Whether an event is complete now.
    fn close(&mut self, name: &str) -> bool {
        match name {
            "trace" => self.in_trace = false,
            "event" if self.in_event => {
                self.in_event = false;
                self.depth = 0;
                return true;
            }
            _ if self.in_trace => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        false
    }

    fn attribute(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        let (mut key, mut value) = (String::new(), String::new());
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|it| Unreadable::Format(it.to_string()))?;
            let text = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).map_err(|it| unreadable(&it))?;
            match attribute.key.as_ref() {
                "key" => key = text.into_owned(),
                "value" => value = text.into_owned(),
                _ => {}
            }
        }
        if self.in_event {
            self.event.insert(key, value);
        } else {
            self.trace.insert(format!("case:{key}"), value);
        }
        Ok(())
    }
}

struct Log<'a> {
    columns: Vec<String>,
    first: Vec<Values>,
    row: Row,
    taker: &'a mut dyn Taker,
}

impl Log<'_> {
    fn event(&mut self, state: &State) -> Flow {
        if self.columns.is_empty() {
            let mut values = state.event.clone();
            values.extend(state.trace.clone());
            self.first.push(values);
            return if self.first.len() < LOOK { Ok(ControlFlow::Continue(())) } else { self.settle() };
        }
        self.give(&state.event, &state.trace)
    }

    /// Names the columns found in the first events and gives those events.
    fn settle(&mut self) -> Flow {
        if !self.columns.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        let first = std::mem::take(&mut self.first);
        for key in first.iter().flat_map(Values::keys) {
            if !self.columns.contains(key) {
                self.columns.push(key.clone());
            }
        }
        if self.columns.is_empty() {
            return Err(Unreadable::Known("importer.why_no_events"));
        }
        if self.taker.columns(&self.columns)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        let none = Values::new();
        for values in first {
            if self.give(&values, &none)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn give(&mut self, event: &Values, trace: &Values) -> Flow {
        self.row.line += 1;
        self.row.cells.clear();
        for column in &self.columns {
            self.row.cells.push_field(event.get(column).or_else(|| trace.get(column)).map_or("", String::as_str));
        }
        self.taker.row(&self.row)
    }
}

fn unreadable(error: &quick_xml::Error) -> Unreadable {
    Unreadable::Format(error.to_string())
}
