use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use super::{Broken, Flow, Row, Taker, Unreadable, each_row};
use crate::mapping::ReadOptions;

#[derive(Default)]
struct Found {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    broken: Vec<(u64, Broken)>,
    enough: usize,
}

impl Taker for Found {
    fn columns(&mut self, columns: &[String]) -> Flow {
        self.columns = columns.to_vec();
        Ok(ControlFlow::Continue(()))
    }
    fn row(&mut self, row: &Row) -> Flow {
        self.rows.push((row.line, row.cells.iter().map(ToOwned::to_owned).collect()));
        let more = self.enough == 0 || self.rows.len() < self.enough;
        Ok(if more { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    }
    fn broken(&mut self, line: u64, _: &csv::StringRecord, reason: Broken) -> Flow {
        self.broken.push((line, reason));
        Ok(ControlFlow::Continue(()))
    }
}

fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<Found, Unreadable> {
    let mut found = Found::default();
    each_row(Cursor::new(bytes.to_vec()), options, None, &mut found)?;
    Ok(found)
}

fn read(bytes: &[u8]) -> Found {
    read_with(bytes, &ReadOptions::default()).unwrap()
}

#[test]
fn quoted_cells_keep_separators_and_line_breaks_and_lines_are_counted() {
    let found = read(b"id,text\n1,\"a, b\nc\"\n2,d\n");
    assert_eq!(found.columns, ["id", "text"]);
    assert_eq!(found.rows[0], (2, vec!["1".into(), "a, b\nc".into()]));
    assert_eq!(found.rows[1].0, 4);
}

#[test]
fn the_separator_is_found_in_the_header() {
    for separator in [",", "\t", ";", "|"] {
        let text = format!("id{separator}\"a,b\"{separator}c\n1{separator}2{separator}3\n");
        assert_eq!(read(text.as_bytes()).columns, ["id", "a,b", "c"]);
    }
}

#[test]
fn a_row_of_another_width_is_broken_and_the_rest_is_read() {
    let found = read(b"a,b\n1\n2,3\n4,5,6\n");
    assert_eq!(found.rows.len(), 1);
    assert_eq!(found.broken, [(2, Broken::Width { wanted: 2, found: 1 }), (4, Broken::Width { wanted: 2, found: 3 })]);
}

#[test]
fn packed_files_are_read_as_they_are() {
    let text = b"a,b\n1,2\n".to_vec();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&text).unwrap();
    let zstd = zstd::encode_all(&text[..], 1).unwrap();
    for packed in [gzip.finish().unwrap(), zstd] {
        assert_eq!(read(&packed).rows, [(2, vec!["1".to_owned(), "2".to_owned()])]);
    }
}

#[test]
fn chinese_text_is_read_in_its_usual_encodings() {
    let text = "编号,内容\n1,宽带故障\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    for bytes in [gb.to_vec(), utf16, marked, text.as_bytes().to_vec()] {
        let found = read(&bytes);
        assert_eq!(found.columns, ["编号", "内容"]);
        assert_eq!(found.rows[0].1[1], "宽带故障");
    }
}

#[test]
fn an_encoding_that_breaks_far_into_the_file_spoils_one_row_only() {
    let mut bytes = b"a,b\n".to_vec();
    for _ in 0..20_000 {
        bytes.extend_from_slice(b"1234,5678\n");
    }
    bytes.extend_from_slice(b"\xFF\xFE,1\n9,9\n");
    let found = read(&bytes);
    assert_eq!((found.rows.len(), found.broken.as_slice()), (20_001, [(20_002, Broken::Encoding)].as_slice()));
}

#[test]
fn long_gb18030_files_do_not_lose_characters_between_pieces() {
    let text = format!("a\n{}", "一二三四五六七\n".repeat(30_000));
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    let found = read(&gb);
    assert_eq!(found.rows.len(), 30_000);
    assert!(found.rows.iter().all(|(_, cells)| cells[0] == "一二三四五六七"));
}

#[test]
fn a_log_gives_a_row_per_event_with_its_trace() {
    let log = br#"<?xml version="1.0"?><log><global scope="event"><string key="x" value="y"/></global>
        <trace><string key="concept:name" value="C1"/>
          <event><string key="concept:name" value="A &amp; B"><string key="inner" value="z"/></string><date key="time:timestamp" value="2012-10-09T14:50:17.000+03:00"/></event>
          <event><string key="concept:name" value="C"/></event></trace>
        <trace><event><string key="concept:name" value="D"/></event></trace></log>"#;
    let found = read(log);
    assert_eq!(found.columns, ["case:concept:name", "concept:name", "time:timestamp"]);
    assert_eq!(found.rows[0].1, ["C1", "A & B", "2012-10-09T14:50:17.000+03:00"]);
    assert_eq!(found.rows[1].1, ["C1", "C", ""]);
    assert_eq!(found.rows[2].1, ["", "D", ""]);
    let mut wanted = Found::default();
    let columns = ["concept:name".to_owned()];
    each_row(Cursor::new(log.to_vec()), &ReadOptions::default(), Some(&columns), &mut wanted).unwrap();
    assert_eq!(wanted.rows.len(), 3);
}

#[test]
fn reading_stops_when_the_taker_has_enough() {
    let mut found = Found { enough: 1, ..Found::default() };
    each_row(Cursor::new(b"a\n1\n2\n".to_vec()), &ReadOptions::default(), None, &mut found).unwrap();
    assert_eq!(found.rows.len(), 1);
}

#[test]
fn what_cannot_be_read_says_why() {
    assert!(matches!(read_with(b"", &ReadOptions::default()), Err(Unreadable::Format(_))));
    assert!(read_with(b"PK\x03\x04nothing", &ReadOptions::default()).is_err());
    assert!(read_with(b"<?xml version=\"1.0\"?><log></log>", &ReadOptions::default()).is_err());
}
