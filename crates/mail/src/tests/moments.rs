//! Moments that no real server brings about on demand: a server that is played, line by line.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::imap::{Found, Place, Stop, follow};
use crate::{MailSecurity, MailServer, MailSettings, Trust};

/// A server whose letter comes while it answers what there is: it tells of it then, and not again to whoever waits. Ends
/// with its client.
fn tells_once() -> u16 {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = door.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut line, _) = door.accept().unwrap();
        let mut said = BufReader::new(line.try_clone().unwrap()).lines().map_while(Result::ok);
        line.write_all(b"* OK ready\r\n").unwrap();
        let mut lists = 0;
        while let Some(asked) = said.next() {
            let (tag, command) = asked.split_once(' ').unwrap_or((&asked, ""));
            let done = |what: &str| format!("{what}{tag} OK done\r\n");
            let answer = match command.split(' ').next() {
                Some("CAPABILITY") => done("* CAPABILITY IMAP4rev1 IDLE\r\n"),
                Some("EXAMINE") => done("* 0 EXISTS\r\n* OK [UIDVALIDITY 7] life\r\n* OK [UIDNEXT 1] next\r\n"),
                Some("UID") if command.contains("BODY") => done("* 1 FETCH (UID 1 BODY[] {8}\r\nFrom: a\n)\r\n"),
                Some("UID") => {
                    lists += 1;
                    if lists == 1 { done("* 1 EXISTS\r\n") } else { done("* 1 FETCH (UID 1 RFC822.SIZE 8)\r\n") }
                }
                Some("IDLE") => {
                    line.write_all(b"+ idling\r\n").unwrap();
                    let _ = said.next();
                    done("")
                }
                _ => done(""),
            };
            line.write_all(answer.as_bytes()).unwrap();
        }
    });
    port
}

#[test]
fn a_letter_that_is_told_of_beside_something_else_is_looked_for_at_once() {
    let here = MailServer {
        host: "127.0.0.1".to_owned(),
        port: tells_once(),
        security: MailSecurity::None,
        user: "a".to_owned(),
    };
    let settings = MailSettings {
        imap: here.clone(),
        smtp: here,
        address: "a@shop.test".to_owned(),
        name: "客服".to_owned(),
        folder: "INBOX".to_owned(),
        authserv_id: None,
        poll_seconds: 300,
    };
    let ((tell, found), stop) = (channel(), Stop::default());
    let ends = stop.clone();
    let thread = std::thread::spawn(move || {
        let say = |it| tell.send(it).map_err(|it| it.to_string());
        follow(&settings, "secret", &Trust::of_this_machine(), 1_000, Place::default(), &ends, say);
    });
    let next = || found.recv_timeout(Duration::from_secs(20)).expect("it is looked for before the next look is due");
    assert!(matches!(next(), Found::UpToDate { .. }), "nothing was there");
    assert!(matches!(next(), Found::Letter { letter, .. } if letter.uid == 1));
    stop.stop();
    thread.join().unwrap();
}
