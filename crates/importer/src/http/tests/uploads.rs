//! Files as browsers send them: their shapes and packings, what is wrong with their rows, and what is no table at all.

use std::io::Write as _;

use super::*;

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let time = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (at, name) in (0..).zip(["编号", "标题", "创建时间", "办结时间"]) {
        sheet.write(0, at, name).unwrap();
    }
    sheet.write(1, 0, 1).unwrap();
    sheet.write(1, 1, "宽带故障").unwrap();
    sheet.write_with_format(1, 2, 46_327.395_833_333_336, &time).unwrap();
    sheet.write_with_format(1, 3, 46_328.416_666_666_664, &time).unwrap();
    sheet.write(2, 0, 2).unwrap();
    sheet.write(2, 1, "账单疑问").unwrap();
    sheet.write_with_format(2, 2, 46_327.4375, &time).unwrap();
    sheet.write(3, 0, 3).unwrap();
    sheet.write(3, 1, "坏行").unwrap();
    sheet.write(3, 2, "昨天").unwrap();
    book.save_to_buffer().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

#[test]
fn every_shape_and_packing_brings_in_the_same() {
    let gb = encoding_rs::GB18030.encode(LIST).0.into_owned();
    let files = [
        ("list.csv", LIST.as_bytes().to_vec()),
        ("list.xlsx", workbook()),
        ("list.csv.gz", gzip(LIST.as_bytes())),
        ("list.csv.zst", zstd::encode_all(LIST.as_bytes(), 1).unwrap()),
        ("工单.csv", gb),
        ("list.txt", format!("\u{feff}{}", LIST.replace(',', "\t").replace('\n', "\r\n")).into_bytes()),
    ];
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        for (at, (name, bytes)) in (0..).zip(&files) {
            let sent = house.send(name, bytes);
            assert_eq!(sent["columns"], json!(["编号", "标题", "创建时间", "办结时间"]), "{name}");
            let mut mapping = sent["guess"].clone();
            mapping["source"] = json!(format!("list{at}"));
            let done = house.imported(name, bytes, &mapping);
            let told = ["state", "rows", "cases", "events", "refused", "bad"].map(|it| done[it].clone());
            assert_eq!(told, [json!("done"), json!(3), json!(2), json!(3), json!(1), json!(1)], "{name}: {done}");
        }
    });
}

#[test]
fn the_same_file_again_changes_nothing_and_a_longer_one_adds_what_is_new() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let mapping = house.send("list.csv", LIST.as_bytes())["guess"].clone();
        house.imported("list.csv", LIST.as_bytes(), &mapping);
        let events = house.events();
        let again = house.imported("list-copy.csv", LIST.as_bytes(), &mapping);
        let told = ["rows", "known", "imported", "events", "cases"].map(|it| again[it].as_u64().unwrap());
        assert_eq!((told, house.events()), ([3, 2, 0, 0, 0], events));
        let longer = LIST.replace("3,坏行,昨天,", "3,坏行,2026-11-02 08:00:00,");
        let longer = house.imported("longer.csv", longer.as_bytes(), &mapping);
        assert_eq!((longer["known"].as_u64(), longer["cases"].as_u64()), (Some(2), Some(1)));
        assert_eq!(house.count("SELECT COUNT(*) FROM cases_case"), 3);
    });
}

#[test]
fn bad_rows_come_back_as_a_table_that_can_be_corrected_and_sent_again() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let sent = house.send("list.csv", LIST.as_bytes());
        let (id, mapping) = (sent["id"].as_str().unwrap(), sent["guess"].clone());
        let asked = json!({ "mapping": mapping, "dry_run": true });
        house.ask("POST", &format!("/{id}/start"), &asked);
        house.ended(id);
        let table = |of: &str| house.ask("GET", &format!("/{of}/errors?format=csv"), &Value::Null).body;
        let wanted = "\u{feff}编号,标题,创建时间,办结时间,import_line,import_reason\n\
                      3,坏行,昨天,,4,创建时间 不是映射所列格式的时间\n";
        assert_eq!(table(id), wanted, "already after a trial");
        house.start(id, &mapping);
        house.ended(id);
        assert_eq!(table(id), wanted);
        let english = [("accept-language", "en")];
        let path = format!("/api/v1/imports/{id}/errors");
        let errors = house.api.send(Some(&Actor::system()), "GET", &path, &english, &Value::Null).body;
        assert_eq!(errors["items"][0]["reason"], "is no time in a format of the mapping");
        let corrected = wanted.replace("昨天", "2026-11-02 08:00:00");
        let done = house.imported("list.bad.csv", corrected.as_bytes(), &mapping);
        assert_eq!((done["cases"].as_u64(), done["refused"].as_u64()), (Some(1), Some(0)), "{done}");
    });
}

#[test]
fn what_is_no_table_is_refused_in_words_and_leaves_nothing_behind() {
    let cut = &gzip(LIST.repeat(2_000).as_bytes())[..200];
    let files: [(&[u8], &str); 7] = [
        (b"", "文件是空的"),
        (b"\n\n", "文件是空的"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧版 Excel"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "不是文本"),
        (b"PK\x03\x04nothing", "无法读取"),
        (cut, "文件不完整"),
    ];
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        for (bytes, why) in files {
            let sent = house.api.upload(Some(&Actor::system()), "/api/v1/imports", "导出.csv", bytes);
            assert_eq!((sent.status, sent.code()), (422, "importer.unreadable"), "{why}");
            let said = sent.body.to_string();
            assert!(said.contains(why) && said.contains("导出.csv"), "{said}");
        }
        assert_eq!((house.files(), house.count("SELECT COUNT(*) FROM importer_job")), (0, 0));
        let bare = house.send("bare.csv", "编号,标题,创建时间\n".as_bytes());
        let mut mapping = bare["guess"].clone();
        mapping["milestones"] = json!({ "opened": "创建时间" });
        let done = house.imported("bare.csv", "编号,标题,创建时间\n".as_bytes(), &mapping);
        assert_eq!((&done["state"], &done["rows"]), (&json!("done"), &json!(0)), "a table without rows is a table");
    });
}

#[test]
fn a_column_that_is_not_needed_may_be_missing() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let mapping = house.send("list.csv", LIST.as_bytes())["guess"].clone();
        let less = "标题,编号,备注,创建时间\n断网,9,x,2026-11-01 09:30:00\n".as_bytes();
        let id = house.send("less.csv", less)["id"].as_str().unwrap().to_owned();
        let preview = house.ask("POST", &format!("/{id}/preview"), &json!({ "mapping": mapping })).body;
        assert_eq!((&preview["lacking"], &preview["good"]), (&json!(["办结时间"]), &json!(1)));
        house.start(&id, &mapping);
        let done = house.ended(&id);
        assert_eq!((&done["lacking"], &done["cases"]), (&json!(["办结时间"]), &json!(1)));
        let none = house.send("none.csv", "标题,创建时间\nx,2026-11-01 09:30:00\n".as_bytes());
        let refused = house.start(none["id"].as_str().unwrap(), &mapping);
        assert_eq!(refused.status, 200, "what a file lacks is found when it is read");
        let failed = house.ended(none["id"].as_str().unwrap());
        assert_eq!(
            (&failed["state"], failed["detail"].as_str()),
            (&json!("failed"), Some("文件缺少必需的列，无法读取：编号。"))
        );
    });
}
