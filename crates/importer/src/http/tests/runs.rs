//! Runs side by side, stopped, cut off and taken up again.

use super::*;

/// More than one batch: cases, then rows that cannot be used, then more about the same cases.
fn long() -> String {
    let rows = |day: u32| (0..15).map(move |case| format!("C{case},看,2026-11-{day:02} 10:00:00\n"));
    let (first, last): (String, String) = (rows(1).collect(), rows(2).collect());
    format!("工单编号,操作,时间\n{first}{}{last}", "X,坏,从未\n".repeat(4_200))
}

/// A mapping of that log.
fn mapping(source: &str) -> Value {
    json!({
        "source": source, "rows": "event", "times": { "formats": ["%Y-%m-%d %H:%M:%S"], "zone": "as written" },
        "case": { "key": "工单编号" }, "event": { "at": "时间", "activity": "操作" }
    })
}

#[test]
fn a_second_run_of_a_source_waits_and_one_of_another_does_not() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let first = house.send("long.csv", long().as_bytes());
        let (id, file) = (first["id"].as_str().unwrap(), b"\xE5\xB7\xA5,b\n");
        let second = house.send("second.csv", file);
        let second = second["id"].as_str().unwrap();
        assert_eq!(house.start(id, &mapping("log")).status, 200);
        // At once, while the first goes on.
        let refused = house.start(second, &mapping("log"));
        assert_eq!((refused.status, refused.code()), (409, "importer.busy"));
        assert_eq!(house.start(id, &mapping("log")).code(), "importer.begun");
        assert_eq!(house.ask("DELETE", &format!("/{id}"), &Value::Null).code(), "importer.begun");
        let third = house.send("third.csv", long().as_bytes());
        assert_eq!(third["state"], "waiting", "sending is always possible");
        let third = third["id"].as_str().unwrap();
        assert_eq!(house.start(third, &mapping("other")).status, 200);
        let ended = [id, third].map(|it| house.ended(it));
        let cases = ended.each_ref().map(|it| it["cases"].as_u64().unwrap());
        assert_eq!((cases, house.events()), ([15, 15], 2 * (30 + 15)), "{ended:?}");
    });
}

#[test]
fn a_run_that_was_stopped_leaves_whole_batches_and_goes_on_behind_them() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let sent = house.send("long.csv", long().as_bytes());
        let id = sent["id"].as_str().unwrap();
        house.start(id, &mapping("log"));
        assert_eq!(house.ask("POST", &format!("/{id}/stop"), &Value::Null).status, 200);
        let stopped = house.ended(id);
        assert_eq!(stopped["state"], "failed", "{stopped}");
        assert!(stopped["detail"].as_str().unwrap().starts_with("已停止"), "{stopped}");
        assert_eq!(house.events(), 30, "one batch: each case with its row and its opening");
        assert_eq!(house.ask("DELETE", &format!("/{id}"), &Value::Null).code(), "importer.begun", "it wrote something");
        assert_eq!(house.start(id, &mapping("log")).status, 200);
        let done = house.ended(id);
        let told = ["rows", "imported", "refused", "cases", "events"].map(|it| done[it].as_u64().unwrap());
        assert_eq!((told, house.events()), ([4_230, 30, 4_200, 15, 45], 45), "{done}");
        house.keeps_files(1, "only the table of bad rows stays");
    });
}

#[test]
fn a_run_that_the_end_of_the_server_cut_off_is_taken_up_at_its_next_start() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let sent = house.send("long.csv", long().as_bytes());
        let id = sent["id"].as_str().unwrap();
        assert_eq!(house.start(id, &mapping("log")).status, 200);
        assert_eq!(house.ask("POST", &format!("/{id}/stop"), &Value::Null).status, 200);
        assert_eq!(house.ended(id)["state"], "failed");
        let cut_off = "UPDATE importer_job SET state = 'running', stop_asked = FALSE, failure = NULL";
        it.db.write_blocking(move |tx| tx.run(cut_off, db::args![])).unwrap();
        it.clock.advance(base::Span::HOUR);
        assert_eq!(house.ask("GET", &format!("/{id}"), &Value::Null).body["state"], "failed", "nobody reads it");
        crate::take_up(&it.db, &desk(it), &Policies::new(), &it.dir).unwrap();
        for _ in 0..600 {
            if house.files() == 1 && house.ended(id)["state"] == "done" {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let done = house.ended(id);
        let told = ["rows", "imported", "cases", "events"].map(|it| done[it].as_u64().unwrap());
        assert_eq!((told, house.events()), ([4_230, 30, 15, 45], 45), "{done}");
    });
}

#[test]
fn a_run_that_failed_before_its_first_row_begins_anew_with_another_mapping() {
    each_db(MIGRATIONS, |it| {
        let house = House::new(it);
        let sent = house.send("long.csv", long().as_bytes());
        let id = sent["id"].as_str().unwrap();
        let mut wrong = mapping("log");
        wrong["case"]["key"] = json!("单号");
        house.start(id, &wrong);
        assert_eq!(house.ended(id)["state"], "failed");
        assert_eq!(house.ended(id)["columns"][0], "工单编号", "the file is still there");
        house.start(id, &mapping("log"));
        assert_eq!((house.ended(id)["cases"].as_u64(), house.events()), (Some(15), 45));
    });
}
