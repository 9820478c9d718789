use std::time::Duration;

use base::Stamp;
use proptest::prelude::*;

use crate::webhook::{Headers, NotProved, Secrets};

const TOLERANCE: Duration = Duration::from_mins(5);

/// The example that the scheme itself publishes.
#[test]
fn the_published_example_is_signed_alike() {
    let secrets = Secrets::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signed = secrets.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Stamp(1_614_265_330_000), b"{\"test\": 2432232314}");
    assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

fn proves(secrets: &Secrets, headers: (&str, &str, &str), body: &str, now: i64) -> Result<(), NotProved> {
    let (id, timestamp, signatures) = headers;
    secrets.prove(&Headers { id, timestamp, signatures }, body.as_bytes(), Stamp(now * 1000), TOLERANCE)
}

#[test]
fn what_is_too_old_changed_or_from_others_is_not_believed() {
    let secrets = Secrets::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signed = secrets.sign("m1", Stamp(1_000_000), b"hello");
    assert_eq!(proves(&secrets, ("m1", "1000", &signed), "hello", 1000), Ok(()));
    assert_eq!(proves(&secrets, ("m1", "1000", &signed), "hello", 1300), Ok(()));
    assert_eq!(proves(&secrets, ("m1", "1000", &signed), "hello", 1301), Err(NotProved::Time));
    assert_eq!(proves(&secrets, ("m1", "1000", &signed), "hello", 699), Err(NotProved::Time));
    assert_eq!(proves(&secrets, ("m1", "1001", &signed), "hello", 1000), Err(NotProved::Signature));
    assert_eq!(proves(&secrets, ("m2", "1000", &signed), "hello", 1000), Err(NotProved::Signature));
    assert_eq!(proves(&secrets, ("m1", "1000", &signed), "hullo", 1000), Err(NotProved::Signature));
    assert_eq!(proves(&secrets, ("m1", "1000", ""), "hello", 1000), Err(NotProved::Signature));
    assert_eq!(
        proves(&secrets, ("m1", "1000", &signed.replace("v1,", "v1a,")), "hello", 1000),
        Err(NotProved::Signature)
    );
    assert_eq!(proves(&secrets, ("m1", "soon", &signed), "hello", 1000), Err(NotProved::Headers));
    assert_eq!(proves(&secrets, ("", "1000", &signed), "hello", 1000), Err(NotProved::Headers));
}

#[test]
fn secrets_are_changed_without_losing_a_message() {
    let (old, new) = (Secrets::make([1; 32]), Secrets::make([2; 32]));
    let both = Secrets::read(&format!("{new} {old}")).unwrap();
    let of_old = Secrets::read(&old).unwrap().sign("m1", Stamp(0), b"x");
    assert_eq!(proves(&both, ("m1", "0", &of_old), "x", 0), Ok(()));
    // What we sign with both, they prove with either.
    let of_both = both.sign("m1", Stamp(0), b"x");
    for one in [&old, &new] {
        assert_eq!(proves(&Secrets::read(one).unwrap(), ("m1", "0", &of_both), "x", 0), Ok(()));
    }
    assert_eq!(proves(&Secrets::read(&new).unwrap(), ("m1", "0", &of_old), "x", 0), Err(NotProved::Signature));
}

#[test]
fn a_secret_that_is_too_short_is_none() {
    for text in ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%"] {
        assert!(Secrets::read(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn only_what_was_signed_is_believed(body in ".{0,40}", other in ".{0,40}", id in "[a-z]{1,9}", at in 0_i64..4_000_000_000) {
        let secrets = Secrets::read(&Secrets::make([3; 32])).unwrap();
        let signed = secrets.sign(&id, Stamp(at * 1000), body.as_bytes());
        let headers = (id.as_str(), &*at.to_string(), signed.as_str());
        prop_assert_eq!(proves(&secrets, headers, &body, at), Ok(()));
        if other != body {
            prop_assert_eq!(proves(&secrets, headers, &other, at), Err(NotProved::Signature));
        }
    }
}
