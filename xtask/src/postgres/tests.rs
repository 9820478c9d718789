use super::*;

#[test]
fn the_ids_of_a_user_are_read_from_its_own_line() {
    let found = user_of("postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash", "postgres").unwrap();
    assert_eq!((found.uid, found.gid), (101, 104));
    assert!(user_of("postgresql:x:1:2::/:/bin/sh", "postgres").is_none());
    assert!(user_of("postgres:x", "postgres").is_none());
}

#[test]
fn the_server_answers_while_it_is_held_and_leaves_nothing_behind() {
    if machine::is_root() || shell::find("initdb").is_some() {
        let server = Postgres::start(None).unwrap();
        let port: u16 = server.url().split([':', '/']).rev().find_map(|it| it.parse().ok()).unwrap();
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(server);
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    }
}
