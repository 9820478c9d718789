//! The shipped mappings on other extracts of the same sources: columns in another order, more of them, fewer, other
//! years, empty cells, and times as the sources write them elsewhere. The files are made by hand.

use std::path::Path;

use jiff::tz::TimeZone;
use testkit::TestDb;
use web::Lang;

use crate::api::{ImportArgs, mapping, run_file};
use crate::model::{Summary, Unwatched};
use crate::testing::desk;

const MIGRATIONS: &[&[db::Migration]] = &[vault::MIGRATIONS, people::MIGRATIONS, cases::MIGRATIONS, crate::MIGRATIONS];

fn import(it: &TestDb, name: &str, rows: &[&str]) -> Summary {
    let file = it.dir.join(format!("{name}.csv"));
    std::fs::write(&file, rows.join("\n")).unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../imports/{name}.toml"));
    let args = ImportArgs {
        file,
        mapping: mapping(&shipped).unwrap(),
        unit: None,
        by: None,
        zone: TimeZone::UTC,
        dry_run: false,
        lang: Lang::En,
    };
    let done = run_file(&it.db, &desk(it), args, &mut Unwatched).unwrap();
    assert_eq!(done.problems, [], "{name}");
    done.summary
}

/// What is kept of each case, in the order of its key: key, when it was opened, status.
fn kept(it: &TestDb) -> Vec<(String, String, String)> {
    let rows: Vec<(String, base::Stamp, String)> = it
        .db
        .read_blocking(|tx| {
            tx.all("SELECT external_key, opened_ms, status FROM cases_case ORDER BY external_key", db::args![])
        })
        .unwrap();
    rows.into_iter().map(|(key, opened, status)| (key, opened.to_string().replace(".000Z", ""), status)).collect()
}

/// Imports an extract and holds its cases (key, opened, status) and what it lacks against what is expected.
fn check(name: &str, rows: &[&str], cases: &[[&str; 3]], lacking: &[&str]) {
    let it = testkit::sqlite(MIGRATIONS);
    let sum = import(&it, name, rows);
    assert_eq!(sum.imported, u64::try_from(rows.len() - 1).unwrap(), "{name}: every row is used");
    assert_eq!(sorted(&sum.lacking), sorted(lacking), "{name}");
    let wanted: Vec<_> = cases.iter().map(|it| (it[0].to_owned(), it[1].to_owned(), it[2].to_owned())).collect();
    assert_eq!(kept(&it), wanted, "{name}");
}

fn sorted(names: &[impl ToString]) -> Vec<String> {
    let mut names: Vec<String> = names.iter().map(ToString::to_string).collect();
    names.sort_unstable();
    names
}

#[test]
fn help_desk_logs() {
    let rows = [
        "timestamp,seriousness,case_id,activity,product",
        "2021/03/05 08:00:00.000,,Case 9001,Insert ticket,P1",
        "2021/03/05 09:30:00.120,2,Case 9001,Closed,P1",
        "2021-03-06 09:30:00,2,Case 9002,VERIFIED,",
    ];
    let cases = [["Case 9001", "2021-03-05T08:00:00", "closed"], ["Case 9002", "2021-03-06T09:30:00", "open"]];
    check("helpdesk", &rows, &cases, &["resource"]);
}

#[test]
fn incident_logs_of_service_now() {
    let rows = [
        "incident_state,number,sys_updated_at,made_sla,priority,opened_at,resolved_at,closed_at,extra",
        "New,INC1,3/1/2022 08:00,TRUE,2 - High,3/1/2022 07:59,?,,x",
        "Resolved,INC1,04-01-2022 08:00:00,FALSE,2 - High,3/1/2022 07:59,2022-01-04 08:00:00,?,x",
        "On Hold,INC2,2022-01-05 10:00:00,true,?,2022-01-05 09:00:00,,,x",
        "Canceled,INC3,05/01/2022 10:00:30,true,,05/01/2022 10:00:00,,05/01/2022 10:00:30,x",
    ];
    let it = testkit::sqlite(MIGRATIONS);
    let sum = import(&it, "uci_incident", &rows);
    assert_eq!((sum.imported, sum.lacking.len()), (4, 22));
    let wanted = [
        ("INC1", "2022-01-03T07:59:00", "open"),
        ("INC2", "2022-01-05T09:00:00", "paused"),
        ("INC3", "2022-01-05T10:00:00", "closed"),
    ];
    assert_eq!(kept(&it), wanted.map(|it| (it.0.to_owned(), it.1.to_owned(), it.2.to_owned())));
}

#[test]
fn incident_logs_with_offsets() {
    let rows = [
        "org:group,time:timestamp,case_id,lifecycle:transition,concept:name,org:resource",
        "V5 3rd,2019-07-01T10:00:00+02:00,1-700,In Progress,Accepted,Åsa",
        ",2019-12-01T10:00:00.500+01:00,1-700,Closed,Completed,",
        "V5 3rd,2019-07-02 08:00:00Z,1-701,,Queued,Åsa",
    ];
    let cases = [["1-700", "2019-07-01T08:00:00", "closed"], ["1-701", "2019-07-02T08:00:00", "open"]];
    let lacking =
        ["product", "organization involved", "resource country", "impact", "organization country", "org:role"];
    check("bpi2013", &rows, &cases, &lacking);
}

#[test]
fn incident_activities_of_a_bank() {
    let rows = [
        "activity,timestamp,case_id,assignment_group,impact",
        "Open,07-01-2016 08:17:17,IM1,TEAM8,4",
        "Closed,2016-01-08 08:17:17,IM1,,4",
        "Pending vendor,2016-01-08T08:17:18,IM2,TEAM1,4",
    ];
    let cases = [["IM1", "2016-01-07T08:17:17", "closed"], ["IM2", "2016-01-08T08:17:18", "paused"]];
    check("bpi2014", &rows, &cases, &["activity_number", "interaction_id", "km_number"]);
}

#[test]
fn complaints_to_a_bureau() {
    let rows = [
        "Company,Date received,Complaint ID,Product,Issue,Company response,Timely response?,Date sent to company",
        "Acme,1/5/2012,10,Mortgage,Fees,Closed with relief,YES,1/6/2012",
        "Acme,12/31/19,11,Mortgage,,In progress,,2020-01-02",
        "Acme,2019-07-04,12,,Fees,Closed with explanation,No,",
    ];
    let cases = [
        ["10", "2012-01-05T00:00:00", "closed"],
        ["11", "2019-12-31T00:00:00", "open"],
        ["12", "2019-07-04T00:00:00", "closed"],
    ];
    check("cfpb_2015q1", &rows, &cases, &["Consumer disputed?", "Sub-issue", "ZIP code", "State", "Sub-product"]);
    let rows = [
        "Complaint ID,Product,Issue,Company response to consumer,Date submitted,Tags",
        "20,Mortgage,Fees,Closed with explanation,2024-02-29,Older American",
        "21,Mortgage,Fees,,02/28/2024,",
        "22,Mortgage,Fees,Untimely response,2024-02-29 00:00:00,",
    ];
    let it = testkit::sqlite(MIGRATIONS);
    assert_eq!(import(&it, "cfpb_boa", &rows).cases_added, 3);
    let closed: Vec<String> = kept(&it).into_iter().map(|it| it.2).collect();
    assert_eq!(closed, ["closed", "open", "closed"]);
}

#[test]
fn requests_to_cities() {
    let rows = [
        "open_dt,case_enquiry_id,case_status,closed_dt,latitude,sla_target_dt,on_time",
        "2024-05-01 10:00:00,101,Closed,2024-05-02 10:00:00,42.1,2024-05-03 10:00:00,ONTIME",
        "2025-05-01T10:00:00.000,102,Open,,,,",
        "05/01/2012 10:00:00 PM,103,Open,,,2012-05-03 08:30:00,OVERDUE",
    ];
    let it = testkit::sqlite(MIGRATIONS);
    let sum = import(&it, "boston311", &rows);
    assert_eq!((sum.cases_added, sum.lacking.len()), (3, 9));
    assert_eq!(kept(&it)[2], ("103".to_owned(), "2012-05-01T22:00:00".to_owned(), "open".to_owned()));
    let rows = [
        "complaint_type,unique_key,borough_raw,created_date,closed_date,agency",
        "Noise,1,BRONX,01/02/2010 10:15:00 AM,,NYPD",
        "Noise,2,,2024-01-02T10:15:00.000,2024-01-02T11:15:00.000,NYPD",
    ];
    let cases = [["1", "2010-01-02T10:15:00", "open"], ["2", "2024-01-02T10:15:00", "closed"]];
    check("nyc311", &rows, &cases, &[]);
    let rows = [
        "Unique Key,Status,Created Date,Complaint Type",
        "1,In Progress,01/02/2023 10:15:00 AM,Animal-Abuse",
        "2,Closed,1/2/2023 10:15,Animal-Abuse",
    ];
    let it = testkit::sqlite(MIGRATIONS);
    assert_eq!(import(&it, "nyc311_animals", &rows).cases_added, 2);
    assert_eq!(kept(&it)[1].2, "closed");
}

#[test]
fn complaints_about_an_operator() {
    let rows = [
        "Time,Date_month_year,Ticket #,Customer Complaint,Status,Zip code",
        "3:53:50 PM,22-Apr-16,250635,Internet speed,Closed,21009",
        "15:53:50,22-Apr-2017,250636,\"Billing,\nagain\",Open,",
    ];
    let cases = [["250635", "2016-04-22T15:53:50", "closed"], ["250636", "2017-04-22T15:53:50", "open"]];
    check("comcast", &rows, &cases, &["Received Via", "City", "Filing on Behalf of Someone", "State"]);
}

#[test]
fn messages_to_a_government() {
    let rows = [
        "replied_at,created_at,reply,body,title,message_id,district",
        "2021/12/1 9:05,2021/11/30 18:00:54,您好,正文,标题,9,A市",
        ",2021-11-30 18:00:54,,,标题,10,A市",
    ];
    let cases = [["10", "2021-11-30T18:00:54", "open"], ["9", "2021-11-30T18:00:54", "open"]];
    check("citizen_messages_zh", &rows, &cases, &["user_id"]);
    let rows = ["message_id,created_at,likes", "1,2022/1/5 8:00:00,\"1,204\"", "2,2022/1/5 8:00,"];
    let it = testkit::sqlite(MIGRATIONS);
    assert_eq!(import(&it, "citizen_messages_zh_hot", &rows).cases_added, 2);
}
