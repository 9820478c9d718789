//! What goes wrong around a node: everybody comes at once, a client stops reading, the database goes away, the disk is full.
//! What was acknowledged is there afterwards, once; what was not is refused, and taken when it is said again.

use std::io::{ErrorKind, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::house::House;
use super::node::{Agent, HEARTH, Node, Visitor};

fn run(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(story);
}

fn texts(heard: Vec<(i64, String)>) -> Vec<String> {
    heard.into_iter().map(|it| it.1).collect()
}

#[test]
fn a_thousand_windows_come_again_at_once() {
    const WINDOWS: usize = 1_000;
    let house = House::on_sqlite();
    run(async {
        let node = Node::start(&house, None);
        let mut windows = Vec::new();
        for _ in 0..WINDOWS / 100 {
            let opened = (0..100).map(async |_| {
                let mut it = Visitor::arrive(&node, &house, None, 0).await;
                it.say("m1", "在吗").await;
                it
            });
            windows.extend(join_all(opened).await);
        }
        node.kill();

        let node = Node::start(&house, None);
        let again = windows.into_iter().map(async |it| {
            let mut it = Visitor::arrive(&node, &house, Some(&it.token), it.seen).await;
            // The window does not know whether the first one was written.
            it.say("m1", "在吗").await;
            it.say("m2", "还在吗").await;
            Visitor::arrive(&node, &house, Some(&it.token), 0).await.heard("还在吗").await
        });
        for heard in join_all(again).await {
            assert_eq!(texts(heard), ["在吗", "还在吗"], "nothing is lost, nothing comes twice");
        }
    });
}

#[test]
fn a_window_that_reads_nothing_holds_up_nobody() {
    const MESSAGES: usize = 480;
    let house = House::on_sqlite();
    run(async {
        let node = Node::start(&house, None);
        let mut agent = Agent::sign_in(&node, "agent").await;
        agent.put("/presence", &json!({"state": "online"}));
        let mut accepted = async |client_id: &str| {
            let mut visitor = Visitor::arrive(&node, &house, None, 0).await;
            visitor.say(client_id, "在吗").await;
            let offer = agent.until(|it| it["type"] == "offer").await;
            let id = offer["row"]["id"].as_str().unwrap().to_owned();
            agent.post(&format!("/conversations/{id}/accept"), &json!({}));
            (visitor, id)
        };
        let (mut deaf, to_deaf) = accepted("d1").await;
        let (mut other, to_other) = accepted("o1").await;

        let long = "很".repeat(3_900);
        for at in 0..MESSAGES {
            agent.say(&to_deaf, &format!("a{at}"), &format!("{at} {long}"), 9_999);
        }
        // Somebody else is served meanwhile.
        other.say("o2", "我这边正常").await;
        agent.say(&to_other, "b1", "好的", 9_999);
        other.until(|it| it["text"] == "好的").await;

        // The window is given up, comes again, and gets what it missed.
        let begun = deaf.seen;
        assert!(deaf.is_given_up().await, "what waits for a window is not kept for ever");
        agent.say(&to_deaf, "end", "完", 9_999);
        let missed = deaf.seen;
        let mut again = Visitor::arrive(&node, &house, Some(&deaf.token), missed).await;
        let heard = again.heard("完").await;
        assert!(missed > begun && heard[0].0 > missed, "it goes on where it was");
        let last = heard.iter().rev().nth(1).unwrap();
        assert!(last.1.starts_with(&format!("{} ", MESSAGES - 1)), "nothing is lost");
    });
}

#[test]
fn what_one_person_says_in_two_windows_at_once_is_one_conversation() {
    let house = House::on_sqlite();
    run(async {
        let node = Node::start(&house, None);
        let mut one = Visitor::arrive(&node, &house, None, 0).await;
        let mut other = Visitor::arrive(&node, &house, Some(&one.token), 0).await;
        tokio::join!(one.say("a1", "在吗"), other.say("b1", "订单没到"));
        tokio::time::sleep(Duration::from_millis(214)).await;
        tokio::join!(one.say("a2", "单号 7001"), other.say("b2", "昨天下的单"));
        one.say("a3", "完").await;

        let mut heard = texts(Visitor::arrive(&node, &house, Some(&one.token), 0).await.heard("完").await);
        heard.sort_unstable();
        assert_eq!(heard, ["单号 7001", "在吗", "完", "昨天下的单", "订单没到"]);
        let lead = Agent::sign_in(&node, "agent").await;
        let waiting = lead.get("/conversations?view=queue");
        assert_eq!(waiting["items"].as_array().unwrap().len(), 1, "{waiting}");
    });
}

/// A way to the database that can be cut.
struct Way {
    port: u16,
    is_open: Arc<AtomicBool>,
    through: Arc<Mutex<Vec<TcpStream>>>,
}

impl Way {
    fn to(address: String) -> Self {
        let door = TcpListener::bind("127.0.0.1:0").unwrap();
        let (is_open, through) = (Arc::new(AtomicBool::new(true)), Arc::new(Mutex::new(Vec::new())));
        let it = Self { port: door.local_addr().unwrap().port(), is_open: is_open.clone(), through: through.clone() };
        std::thread::spawn(move || {
            for near in door.incoming().map_while(Result::ok) {
                if !is_open.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(far) = TcpStream::connect(&address) else { continue };
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    std::thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(Shutdown::Both);
                    });
                }
                through.lock().unwrap().extend([near, far]);
            }
        });
        it
    }

    fn cut(&self) {
        self.is_open.store(false, Ordering::SeqCst);
        for it in self.through.lock().unwrap().drain(..) {
            let _ = it.shutdown(Shutdown::Both);
        }
    }

    fn mend(&self) {
        self.is_open.store(true, Ordering::SeqCst);
    }
}

#[test]
fn a_database_that_goes_away_and_comes_back_loses_nothing() {
    let Some(mut house) = House::on_postgres() else { return };
    let mut way = None;
    house.reached_by(|url| {
        let (who, rest) = url.split_once('@').unwrap();
        let (address, name) = rest.split_once('/').unwrap();
        let made = Way::to(address.to_owned());
        let changed = format!("{who}@127.0.0.1:{}/{name}", made.port);
        way = Some(made);
        changed
    });
    let way = way.unwrap();
    run(async {
        let node = Node::start(&house, None);
        let mut visitor = Visitor::arrive(&node, &house, None, 0).await;
        visitor.say("m1", "在吗").await;
        let agent = Agent::sign_in(&node, "agent").await;

        way.cut();
        visitor.send(&json!({"type": "say", "client_id": "m2", "text": "订单没到"})).await;
        let refused = visitor.until(|it| it["type"] == "refused").await;
        assert_eq!((&refused["client_id"], &refused["code"]), (&json!("m2"), &json!("web.busy")), "{refused}");
        for _ in 0..20 {
            assert_eq!(agent.get("/conversations?view=queue")["code"], "web.busy", "it is said at once, each time");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }

        way.mend();
        let mut tries = 0;
        loop {
            visitor.send(&json!({"type": "say", "client_id": "m2", "text": "订单没到"})).await;
            if visitor.until(|it| it["client_id"] == "m2").await["type"] == "message" {
                break;
            }
            tries += 1;
            assert!(tries < 100, "the node goes on when the database is there again");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        visitor.say("m3", "谢谢").await;
        let heard = Visitor::arrive(&node, &house, Some(&visitor.token), 0).await.heard("谢谢").await;
        assert_eq!(texts(heard), ["在吗", "订单没到", "谢谢"]);
    });
}

/// Puts the folder of a house on a small disk of its own, for the program that follows and for nobody else.
const SMALL_DISK: &str =
    "mount -t tmpfs -o size=48m tmpfs /mnt && cp -a \"$0\"/. /mnt/ && mount --bind /mnt \"$0\" && exec \"$@\"";

/// Whether a process may have disks of its own here.
fn may_mount() -> bool {
    let tried =
        Command::new("unshare").args(["--mount", "--map-root-user", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status();
    tried.is_ok_and(|it| it.success())
}

#[test]
fn a_full_disk_refuses_what_it_cannot_keep() {
    if !may_mount() {
        assert!(std::env::var("CI").is_err(), "a small disk needs `unshare --mount --map-root-user`");
        return;
    }
    let house = House::on_sqlite();
    let folder = house.data.to_string_lossy().into_owned();
    run(async {
        let command = ["unshare", "--mount", "--map-root-user", "sh", "-c", SMALL_DISK, &folder, HEARTH];
        let node = Node::start_by(&house, None, &command);
        let mut visitor = Visitor::arrive(&node, &house, None, 0).await;
        visitor.say("m0", "在吗").await;
        let agent = Agent::sign_in(&node, "agent").await;

        let filler = format!("/proc/{}/root{folder}/filler", node.pid());
        let mut file = std::fs::File::create(&filler).unwrap();
        let full = loop {
            if let Err(why) = file.write_all(&[7; 4096]) {
                break why;
            }
        };
        assert_eq!(full.kind(), ErrorKind::StorageFull, "{full}");
        let mut kept = vec!["在吗".to_owned()];
        let refused = loop {
            let said = format!("{} {}", kept.len(), "长".repeat(2_000));
            let client_id = format!("m{}", kept.len());
            visitor.send(&json!({"type": "say", "client_id": client_id, "text": said})).await;
            let answer = visitor.until(|it| it["client_id"] == client_id).await;
            if answer["type"] == "refused" {
                break answer;
            }
            kept.push(said);
        };
        assert_eq!(refused["code"], "web.no_room", "{refused}");
        assert!(agent.get("/conversations?view=queue")["items"].is_array(), "what is there can be read");

        drop(file);
        std::fs::remove_file(&filler).unwrap();
        visitor.say("end", "完").await;
        kept.push("完".to_owned());
        let heard = Visitor::arrive(&node, &house, Some(&visitor.token), 0).await.heard("完").await;
        assert_eq!(texts(heard), kept, "what was acknowledged is there, once");
    });
}
