//! The whole way over real servers: a customer's letter by SMTP to the mailbox, fetched while we wait; our answer back.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base::{OsRandom, Random as _, Stamp};

use crate::compose::{Answer, compose};
use crate::imap::{Found, Place, Stop, follow, try_out};
use crate::{MailSecurity, MailServer, MailSettings, Reading, Trust, read, smtp};

/// What `TEST_MAIL` says of the servers; on the build server it must be there.
fn servers() -> Option<BTreeMap<String, String>> {
    let Ok(about) = std::env::var("TEST_MAIL") else {
        assert!(std::env::var("CI").is_err(), "TEST_MAIL is not set: start the servers with `cargo xtask mail`");
        return None;
    };
    Some(about.split(',').filter_map(|it| it.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect())
}

fn server(servers: &BTreeMap<String, String>, door: &str, security: MailSecurity, user: &str) -> MailServer {
    MailServer { host: "localhost".to_owned(), port: servers[door].parse().unwrap(), security, user: user.to_owned() }
}

/// A mailbox that nobody used before.
fn mailbox(servers: &BTreeMap<String, String>, domain: &str, security: MailSecurity) -> MailSettings {
    let mut word = [0; 6];
    OsRandom.fill(&mut word);
    let address = format!("{}@{domain}", base::text::hex(&word));
    let (imap, smtp) = match security {
        MailSecurity::Tls => ("imaps", "submissions"),
        MailSecurity::Starttls => ("imap", "submission"),
        MailSecurity::None => ("imap", "smtp"),
    };
    let user = if security == MailSecurity::None { "" } else { address.as_str() };
    MailSettings {
        imap: server(servers, imap, security, &address),
        smtp: server(servers, smtp, security, user),
        address: address.clone(),
        name: "客服".to_owned(),
        folder: "INBOX".to_owned(),
        authserv_id: None,
        poll_seconds: 300,
    }
}

fn trust(servers: &BTreeMap<String, String>) -> Trust {
    Trust::of_this_machine().and(&std::fs::read(&servers["ca"]).unwrap()).unwrap()
}

fn letter(from: &MailSettings, to: &MailSettings, id: &str, thread: &[&str], text: &str) -> Answer {
    Answer {
        from: from.address.clone(),
        name: from.name.clone(),
        to: to.address.clone(),
        subject: "发票".to_owned(),
        text: text.to_owned(),
        earlier: None,
        message_id: id.to_owned(),
        thread: thread.iter().map(|it| (*it).to_owned()).collect(),
        files: Vec::new(),
        at: Stamp(1_795_000_000_000),
    }
}

/// A mailbox that is followed on a thread of its own.
struct Followed {
    found: Receiver<Found>,
    stop: Stop,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Followed {
    fn from(place: Place, of: &MailSettings, trust: &Trust, longest: usize) -> Self {
        let (tell, found) = channel();
        let (settings, trust, stop) = (of.clone(), trust.clone(), Stop::default());
        let ends = stop.clone();
        let thread = std::thread::spawn(move || {
            follow(&settings, "secret", &trust, longest, place, &ends, |it| tell.send(it).map_err(|it| it.to_string()));
        });
        Self { found, stop, thread: Some(thread) }
    }

    fn next(&self) -> Found {
        self.found.recv_timeout(Duration::from_mins(1)).expect("something is found")
    }

    fn letter(&self) -> (u32, Vec<u8>, bool) {
        loop {
            match self.next() {
                Found::Letter { letter, .. } => return (letter.uid, letter.raw, letter.whole),
                Found::UpToDate { .. } => {}
                Found::Trouble(why) => panic!("{why}"),
            }
        }
    }

    fn up_to_date(&self) -> Place {
        match self.next() {
            Found::UpToDate { place } => place,
            other => panic!("{other:?}"),
        }
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        self.stop.stop();
        drop(self.thread.take().map(std::thread::JoinHandle::join));
    }
}

#[test]
fn a_letter_comes_while_we_wait_and_its_answer_goes_back() {
    let Some(servers) = servers() else { return };
    let trust = trust(&servers);
    for security in [MailSecurity::Tls, MailSecurity::Starttls, MailSecurity::None] {
        let shop = mailbox(&servers, "shop.test", security);
        let customer = mailbox(&servers, "customer.test", security);
        let followed = Followed::from(Place::default(), &shop, &trust, 1_000_000);
        // The folder is empty and we wait: what comes now is told by the server.
        assert_eq!(followed.up_to_date().uid, 0);
        let asks = compose(&letter(&customer, &shop, "q@customer.test", &[], "发票什么时候寄？")).unwrap();
        smtp::send(&customer.smtp, "secret", &trust, &asks).unwrap();
        let (uid, raw, whole) = followed.letter();
        let came = read(&raw, &Reading::default()).unwrap();
        assert!(whole && uid > 0);
        assert_eq!((came.text.as_str(), came.from.address.as_str()), ("发票什么时候寄？", customer.address.as_str()));
        let id = came.message_id.unwrap();
        let says = compose(&letter(&shop, &customer, "a@shop.test", &[&id], "明天。")).unwrap();
        smtp::send(&shop.smtp, "secret", &trust, &says).unwrap();
        let theirs = Followed::from(Place::default(), &customer, &trust, 1_000_000);
        let answer = read(&theirs.letter().1, &Reading::default()).unwrap();
        assert_eq!((answer.text.as_str(), answer.answers.as_slice()), ("明天。", &[id.clone(), id][..]));
    }
}

#[test]
fn what_was_fetched_is_not_fetched_again() {
    let Some(servers) = servers() else { return };
    let (trust, shop) = (trust(&servers), mailbox(&servers, "shop.test", MailSecurity::Tls));
    let send = |id: &str| {
        smtp::send(&shop.smtp, "secret", &trust, &compose(&letter(&shop, &shop, id, &[], id)).unwrap()).unwrap();
    };
    send("one@shop.test");
    let place = {
        let followed = Followed::from(Place::default(), &shop, &trust, 1_000_000);
        followed.letter();
        followed.up_to_date()
    };
    send("two@shop.test");
    let followed = Followed::from(place, &shop, &trust, 1_000_000);
    let (uid, raw, _) = followed.letter();
    assert_eq!(read(&raw, &Reading::default()).unwrap().message_id.as_deref(), Some("two@shop.test"));
    assert!(uid > place.uid);
    // In another life of the folder, numbers mean nothing: it is read from its beginning.
    let other = Place { validity: place.validity.wrapping_add(1), uid: 1_000 };
    let anew = Followed::from(other, &shop, &trust, 1_000_000);
    assert_eq!(read(&anew.letter().1, &Reading::default()).unwrap().message_id.as_deref(), Some("one@shop.test"));
}

#[test]
fn of_a_letter_that_is_too_long_the_head_is_fetched() {
    let Some(servers) = servers() else { return };
    let (trust, shop) = (trust(&servers), mailbox(&servers, "shop.test", MailSecurity::Tls));
    let long = letter(&shop, &shop, "long@shop.test", &[], &"长".repeat(5_000));
    smtp::send(&shop.smtp, "secret", &trust, &compose(&long).unwrap()).unwrap();
    let (_, raw, whole) = Followed::from(Place::default(), &shop, &trust, 4_000).letter();
    let it = read(&raw, &Reading::default()).unwrap();
    assert_eq!((whole, it.subject.as_deref(), it.text.as_str()), (false, Some("Re: 发票"), ""));
}

#[test]
fn what_the_servers_refuse_is_told() {
    let Some(servers) = servers() else { return };
    let (trust, shop) = (trust(&servers), mailbox(&servers, "shop.test", MailSecurity::Tls));
    assert!(try_out(&shop, "secret", &trust).is_ok() && smtp::try_out(&shop.smtp, "secret", &trust).is_ok());
    assert!(matches!(try_out(&shop, "wrong", &trust), Err(crate::imap::Trouble::Refused(_))));
    let nowhere = MailSettings { folder: "客服".to_owned(), ..shop.clone() };
    assert!(matches!(try_out(&nowhere, "secret", &trust), Err(crate::imap::Trouble::Refused(_))));
    // A certificate that nobody vouches for is refused, over both.
    let stranger = Trust::of_this_machine();
    assert!(try_out(&shop, "secret", &stranger).is_err() && smtp::try_out(&shop.smtp, "secret", &stranger).is_err());
    let nobody = Answer { to: "nobody@shop.test".to_owned(), ..letter(&shop, &shop, "x@shop.test", &[], "x") };
    let refused = smtp::send(&shop.smtp, "secret", &trust, &compose(&nobody).unwrap()).unwrap_err();
    assert!(refused.for_good && refused.why.contains("User unknown"), "{refused}");
    let wrong = smtp::send(&shop.smtp, "wrong", &trust, &compose(&nobody).unwrap()).unwrap_err();
    assert!(wrong.why.contains("authentication"), "{wrong}");
}

#[test]
fn trouble_is_told_and_the_mailbox_is_tried_again() {
    let Some(servers) = servers() else { return };
    let (trust, mut shop) = (trust(&servers), mailbox(&servers, "shop.test", MailSecurity::None));
    shop.imap.port = 1;
    let followed = Followed::from(Place::default(), &shop, &trust, 1_000);
    assert!(matches!(followed.next(), Found::Trouble(_)));
    assert!(matches!(followed.next(), Found::Trouble(_)));
}

#[test]
fn letters_travel_in_the_open_only_on_this_machine() {
    let away =
        MailServer { host: "mail.example".to_owned(), port: 25, security: MailSecurity::None, user: String::new() };
    let letter = Answer { to: "a@b.example".to_owned(), ..crate::tests::servers::plain() };
    let refused = smtp::send(&away, "", &Trust::default(), &compose(&letter).unwrap()).unwrap_err();
    assert!(refused.for_good);
    let settings = MailSettings {
        imap: MailServer { user: "a".to_owned(), ..away.clone() },
        smtp: away,
        address: "a@b.example".to_owned(),
        name: String::new(),
        folder: "INBOX".to_owned(),
        authserv_id: None,
        poll_seconds: 300,
    };
    assert!(matches!(try_out(&settings, "", &Trust::default()), Err(crate::imap::Trouble::InTheOpen)));
    let codes: Vec<_> = settings.check().into_iter().map(|it| (it.field, it.code)).collect();
    assert_eq!(
        codes,
        [
            ("settings.imap.security".to_owned(), "mail.in_the_open"),
            ("settings.smtp.security".to_owned(), "mail.in_the_open")
        ]
    );
}

fn plain() -> Answer {
    Answer {
        from: "a@b.example".to_owned(),
        name: String::new(),
        to: "a@b.example".to_owned(),
        subject: String::new(),
        text: String::new(),
        earlier: None,
        message_id: "x@b.example".to_owned(),
        thread: Vec::new(),
        files: Vec::new(),
        at: Stamp(0),
    }
}
