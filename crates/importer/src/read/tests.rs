use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use super::{Broken, Flow, Row, Taker, Unreadable, each_row};
use crate::mapping::ReadOptions;

#[derive(Default)]
struct Found {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    broken: Vec<(u64, Broken)>,
    /// What was left of rows in another encoding.
    lost: Vec<String>,
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
    fn broken(&mut self, line: u64, cells: &csv::StringRecord, reason: Broken) -> Flow {
        if reason == Broken::Encoding {
            self.lost.push(cells.iter().collect::<Vec<_>>().join(","));
        }
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
fn lines_are_counted_whatever_ends_them() {
    let text = "id,text\n1,\"a\nb\"\n\n\n2,c\n3\n4,d";
    for ends in ["\n", "\r\n"] {
        let found = read(text.replace('\n', ends).as_bytes());
        assert_eq!(found.rows.iter().map(|it| it.0).collect::<Vec<_>>(), [2, 6, 8], "{ends:?}");
        assert_eq!(found.broken, [(7, Broken::Width { wanted: 2, found: 1 })]);
    }
}

#[test]
fn a_few_broken_bytes_do_not_make_a_file_chinese() {
    let mut bytes = "编号,内容\n1,宽带故障\n2,".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xC0\xFF\n3,ok\n");
    let found = read(&bytes);
    assert_eq!(found.columns, ["编号", "内容"]);
    assert_eq!((found.rows.len(), found.broken.as_slice()), (2, [(3, Broken::Encoding)].as_slice()));
    assert_eq!(found.lost, ["2,\u{fffd}\u{fffd}"], "what can be read of the row is kept for its correction");
}

#[test]
fn an_encoding_is_told_by_the_first_text_that_is_not_ascii() {
    let late = format!("id,text\n{}9,中文内容\n", "1,plain\n".repeat(20_000));
    let (gb, _, _) = encoding_rs::GB18030.encode(&late);
    assert_eq!(read(&gb).rows.last().unwrap().1[1], "中文内容");
    let west = "id,name\n1,Göran\n2,Håkan Ström\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(west);
    assert_eq!(read(&latin).rows[1].1[1], "Håkan Ström");
}

#[test]
fn a_byte_order_mark_counts_before_the_mapping() {
    let options = ReadOptions { encoding: Some("gb18030".to_owned()), ..ReadOptions::default() };
    let marked = ["\u{feff}编号\n1\n".as_bytes()].concat();
    assert_eq!(read_with(&marked, &options).unwrap().columns, ["编号"]);
    let (plain, _, _) = encoding_rs::GB18030.encode("编号\n1\n");
    assert_eq!(read_with(&plain, &options).unwrap().columns, ["编号"]);
}

#[test]
fn a_quote_that_nobody_closes_does_not_fill_the_memory() {
    let mut bytes = b"a,b\n1,2\n3,\"".to_vec();
    bytes.resize(70 << 20, b'x');
    assert!(matches!(read_with(&bytes, &ReadOptions::default()), Err(Unreadable::Endless { line: 3 })));
}

#[test]
fn a_workbook_is_read_with_its_dates_and_numbers() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy/m/d h:mm");
    let time = rust_xlsxwriter::Format::new().set_num_format("h:mm:ss");
    for (at, name) in ["编号", "时间", "时刻", "数"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), name).unwrap();
    }
    sheet.write(1, 0, 1001).unwrap();
    sheet.write_with_format(1, 1, 45_962.395_833_333_336, &day).unwrap();
    sheet.write_with_format(1, 2, 0.660_995_370_370_370_4, &time).unwrap();
    sheet.write(1, 3, 12.5).unwrap();
    sheet.write(3, 0, "1002\n续").unwrap();
    let found = read(&book.save_to_buffer().unwrap());
    assert_eq!(found.columns, ["编号", "时间", "时刻", "数"]);
    assert_eq!(found.rows[0].1, ["1001", "2025-11-01 09:30:00", "15:51:50", "12.5"]);
    assert_eq!(found.rows[1], (4, vec!["1002\n续".into(), String::new(), String::new(), String::new()]));
    let none = ReadOptions { sheet: Some("没有".to_owned()), ..ReadOptions::default() };
    let bytes = book.save_to_buffer().unwrap();
    assert!(matches!(read_with(&bytes, &none), Err(Unreadable::Known("importer.why_no_such_sheet"))));
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
    let why = |bytes: &[u8]| match read_with(bytes, &ReadOptions::default()) {
        Err(Unreadable::Known(key)) => key,
        _ => "",
    };
    assert_eq!(why(b""), "importer.why_empty");
    assert_eq!(why(b"\n\n"), "importer.why_empty");
    assert_eq!(why(b"\xD0\xCF\x11\xE0\xA1\xB1"), "importer.why_old_excel");
    assert_eq!(why(b"<html><table>"), "importer.why_web_page");
    assert_eq!(why(b"\x89PNG\r\n\x1A\n\0\0\0"), "importer.why_binary");
    let gzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0x4C];
    let cut = read_with(&gzip, &ReadOptions::default()).map(drop).unwrap_err().of("a.gz");
    assert_eq!(cut.code(), Some("importer.unreadable"));
    assert!(read_with(b"PK\x03\x04nothing", &ReadOptions::default()).is_err());
    assert!(read_with(b"<?xml version=\"1.0\"?><log></log>", &ReadOptions::default()).is_err());
}
