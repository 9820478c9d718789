use base::{Span, Stamp};
use proptest::prelude::*;

use crate::window::{Left, ReplyWindow};

#[test]
fn the_window_closes_at_its_hour_and_with_its_last_message() {
    let window = ReplyWindow::of_wechat();
    let wrote = Stamp(1_000);
    let until = wrote + Span::HOUR.times(48);
    let last = Stamp(until.0 - 1);
    assert_eq!(window.left(wrote, 0, wrote), Some(Left { messages: 5, until }));
    assert_eq!(window.left(wrote, 4, last), Some(Left { messages: 1, until }));
    assert_eq!(window.left(wrote, 5, last), None);
    assert_eq!(window.left(wrote, 0, until), None);
}

proptest! {
    #[test]
    fn time_and_answers_only_ever_take_from_it(answered in 0_i64..9, more in 0_i64..9, now in 0_i64..300_000_000, later in 0_i64..300_000_000) {
        let window = ReplyWindow::of_wechat();
        let before = window.left(Stamp(0), answered, Stamp(now)).map_or(0, |it| it.messages);
        let after = window.left(Stamp(0), answered + more, Stamp(now + later)).map_or(0, |it| it.messages);
        prop_assert!(after <= before && before <= window.messages);
    }
}
