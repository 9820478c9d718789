//! The XML that WeChat speaks: one element with plain ones in it. Nothing else is understood, and no entity of one's own.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

/// The fields of a message, by name.
pub type Fields = BTreeMap<String, String>;

/// So many fields are read at most.
const MOST: usize = 100;

/// Reads the fields that stand directly in the outermost element; deeper ones are passed over. `None` when it is no such XML.
pub fn read(text: &str) -> Option<Fields> {
    let mut reader = Reader::from_str(text);
    let (mut fields, mut depth, mut name, mut value) = (Fields::new(), 0_u32, String::new(), String::new());
    let mut closed = false;
    loop {
        match reader.read_event().ok()? {
            // One element, and something in it.
            Event::Empty(_) if depth == 0 => return None,
            Event::Start(_) if closed => return None,
            Event::Start(it) => {
                depth += 1;
                if depth == 2 {
                    it.name().as_ref().clone_into(&mut name);
                    value.clear();
                }
            }
            Event::End(_) => {
                if depth == 2 && fields.len() < MOST {
                    fields.insert(std::mem::take(&mut name), std::mem::take(&mut value));
                }
                depth = depth.checked_sub(1)?;
                closed |= depth == 0;
            }
            Event::Text(it) if depth == 2 => value.push_str(&it.xml10_content()),
            Event::CData(it) if depth == 2 => value.push_str(&it.xml10_content()),
            Event::GeneralRef(it) => value.push(character(&it)?),
            Event::DocType(_) | Event::PI(_) => return None,
            Event::Eof => return closed.then_some(fields),
            _ => {}
        }
    }
}

/// The five characters that XML itself names, and those named by number.
fn character(of: &BytesRef<'_>) -> Option<char> {
    match of.resolve_char_ref() {
        Ok(Some(it)) => Some(it),
        _ => match of.as_ref() {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
    }
}

/// Writes fields as WeChat does, each as character data.
pub fn write(fields: &[(&str, &str)]) -> String {
    let mut text = String::from("<xml>");
    for (name, value) in fields {
        // The end of character data cannot stand inside of it; two pieces can.
        let value = value.replace("]]>", "]]]]><![CDATA[>");
        text.extend(["<", name, "><![CDATA[", &value, "]]></", name, ">"]);
    }
    text.push_str("</xml>");
    text
}
