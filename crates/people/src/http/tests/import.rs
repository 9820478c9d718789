//! Many people at once from a list (PPL-1).

use serde_json::{Value, json};

use super::house::{House, PASSWORD, Told};

const LIST: &str = "登录名,姓名,部门,岗位类别,角色\nli.na,李娜,热线一组,热线客服,热线客服\nwu.di,吴迪,热线一组,班组长,热线客服、team_lead\n";

fn send(house: &House, login: &str, confirm: bool, file: impl Into<Vec<u8>>) -> Told {
    let by = house.sign_in(login, PASSWORD);
    house.upload(&by, &format!("/people-import?confirm={confirm}"), file.into())
}

fn people(house: &House) -> usize {
    let hr = house.sign_in("hr", PASSWORD);
    house.ask(&hr, "GET", "/people", Value::Null).body["items"].as_array().unwrap().len()
}

#[test]
fn a_list_is_looked_through_first_and_then_added_whole() {
    House::each(|house, _| {
        let seen = send(house, "hr", false, LIST);
        assert_eq!((&seen.body["wrong"], &seen.body["passwords"]), (&json!(0), &json!([])), "{seen:?}");
        assert_eq!(people(house), 4, "nothing was written");
        let added = send(house, "hr", true, LIST);
        let passwords = added.body["passwords"].as_array().unwrap().clone();
        assert_eq!((passwords.len(), people(house)), (2, 6));
        let first = passwords[0]["password"].as_str().unwrap();
        let signed_in = house.knock("li.na", first);
        assert_eq!(signed_in.body["must_change_password"], true, "{signed_in:?}");
        let again = send(house, "hr", true, LIST);
        assert_eq!(again.brief(), (422, "people.list_wrong"), "the logins are taken");
    });
}

#[test]
fn what_is_wrong_is_said_for_each_row_and_nobody_is_added() {
    House::each(|house, _| {
        let list = "login;name;unit;kind;roles;post\nok;好;热线一组;;;\nb c;;moon;pilot;king;x\nok;又;热线一组;;administrator;岗\nagent;a;热线一组;;;\n";
        let seen = send(house, "hr", true, list);
        assert_eq!(seen.brief(), (422, "people.list_wrong"));
        let seen = send(house, "hr", false, list).body;
        assert_eq!(seen["wrong"], 3);
        let said = |row: usize| {
            seen["items"][row]["problems"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it.as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(said(0), "");
        for part in
            ["no unit “moon”", "no kind of staff “pilot”", "no role “king”", "A login has", "Please enter a name"]
        {
            assert!(said(1).contains(part), "{part}: {}", said(1));
        }
        for part in ["stands in the file twice", "Only an administrator", "no post “岗”"] {
            assert!(said(2).contains(part), "{part}: {}", said(2));
        }
        assert!(said(3).contains("Somebody has this login already"), "{}", said(3));
        assert_eq!(seen["items"][1]["line"], 3);
        assert_eq!(people(house), 4);
    });
}

#[test]
fn excel_and_gb_18030_are_read_as_they_are() {
    let (house, _) = House::with_cast();
    let gb = encoding_rs::GB18030.encode(LIST).0.into_owned();
    assert_eq!(send(&house, "hr", false, gb).body["wrong"], 0);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(LIST.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    let seen = send(&house, "hr", true, book.save_to_buffer().unwrap());
    assert_eq!(seen.body["passwords"].as_array().map(Vec::len), Some(2), "{seen:?}");
}

#[test]
fn files_that_are_no_lists_are_refused_by_name() {
    let (house, _) = House::with_cast();
    let code = |file: &[u8]| send(&house, "hr", false, file).code().to_owned();
    assert_eq!(code(b""), "people.table_empty");
    assert_eq!(code(b"login,name,unit\n"), "people.table_empty");
    assert_eq!(code(b"login,name\na,b\n"), "people.column_missing");
    assert_eq!(code(b"PK\x03\x04 no archive"), "people.table_unreadable");
    let long = format!("login,name,unit\n{}", "a,b,c\n".repeat(501));
    assert_eq!(code(long.as_bytes()), "people.table_long");
    assert_eq!(send(&house, "agent", false, LIST).brief(), (403, "web.no_right"));
}
