//! Why requests about conversations are refused.

use base::{FieldProblem, Refusal, Refuse};

/// The refusals of this capability. The code is also the key of the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no such conversation, or it is out of the person's sight.
    #[error("no such conversation")]
    NotFound,
    /// There is no such entrance.
    #[error("no such entrance")]
    NoEntrance,
    /// The entrance is switched off.
    #[error("the entrance is closed")]
    EntranceClosed,
    /// The page may not show this entrance.
    #[error("the page is none of the entrance's")]
    WrongOrigin,
    /// The conversation is somebody else's.
    #[error("the conversation is in other hands")]
    NotYours,
    /// It is no longer offered to the person.
    #[error("the offer is gone")]
    OfferGone,
    /// Not possible where it stands.
    #[error("not possible now")]
    NotNow,
    /// It is over.
    #[error("the conversation is over")]
    Over,
    /// It is not over yet.
    #[error("the conversation is not over")]
    NotOver,
    /// The customer wrote meanwhile: so many messages.
    #[error("{0} newer messages")]
    NewerMessages(i64),
    /// Nobody has it, or the person does not supervise it.
    #[error("nobody to whisper to")]
    NoWhisper,
    /// There is nothing to send.
    #[error("nothing to send")]
    Nothing,
    /// The text is too long.
    #[error("{field} is longer than {most}")]
    TooLong {
        /// Which part of what was sent.
        field: &'static str,
        /// Letters at most.
        most: i64,
    },
    /// There is no such file, or it is somebody else's.
    #[error("no such file")]
    NoFile,
    /// No file came.
    #[error("no file")]
    FileMissing,
    /// The file is too large.
    #[error("larger than {0} bytes")]
    FileTooLarge(i64),
    /// Files of this type are not taken.
    #[error("not a type that is taken: {0}")]
    FileType(String),
    /// No queue fits.
    #[error("no queue")]
    NoQueue,
    /// Policy has no such channel.
    #[error("no channel {0}")]
    UnknownChannel(String),
    /// Policy has no such queue.
    #[error("no queue {0}")]
    UnknownQueue(String),
    /// There is no such colleague who answers conversations.
    #[error("no such colleague")]
    UnknownPerson,
    /// Policy has no such outcome.
    #[error("no outcome {0}")]
    UnknownOutcome(String),
    /// Policy demands a closing summary for this outcome.
    #[error("a closing summary is missing")]
    SummaryMissing,
    /// The closing summary is too long.
    #[error("a closing summary longer than {0}")]
    SummaryLong(i64),
    /// Policy has no such state of an agent.
    #[error("no state {0}")]
    UnknownWord(String),
    /// There is no such case, or it is out of the person's sight.
    #[error("no such case")]
    UnknownCase,
    /// There is no such customer.
    #[error("no such customer")]
    UnknownCustomer,
    /// A transfer goes to somebody or to a queue.
    #[error("to whom")]
    Whither,
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// The moment lies in the past.
    #[error("in the past")]
    InThePast,
    /// An answer is sent later, as far ahead as policy says.
    #[error("no moment to send it at")]
    NoMoment(policy::model::Length),
    /// It was sent already, or thrown away.
    #[error("nothing planned")]
    NotPlanned,
    /// A rating goes from 1 to 5.
    #[error("a rating goes from 1 to 5")]
    BadScore,
    /// It was rated already.
    #[error("rated already")]
    RatedAlready,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile; now at version {0}")]
    Stale(i64),
    /// Too many visitors or messages at once.
    #[error("too many at once")]
    TooMany,
    /// The token opens nothing.
    #[error("no such visitor")]
    BadToken,
    /// A call of another system is not signed as it should be.
    #[error("the signature does not fit")]
    NotProved,
    /// A call of another system cannot be read.
    #[error("unreadable: {0}")]
    Unreadable(String),
    /// The platform takes no more answers: so many hours, so many messages.
    #[error("the window of {0} hours and {1} messages is closed")]
    WindowClosed(i64, i64),
    /// The bytes are no letter.
    #[error("no letter")]
    NoLetter,
    /// Nothing is said of what is to be found.
    #[error("nothing to look for")]
    NothingAsked,
    /// The last day lies before the first.
    #[error("the days are the wrong way round")]
    BadDays,
    /// Several fields are wrong.
    #[error("wrong fields")]
    Fields(Vec<FieldProblem>),
}

impl Refused {
    /// All wrong fields, or nothing when there is none.
    pub fn fields(problems: Vec<FieldProblem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self::Fields(problems)) }
    }
}

impl Refuse for Refused {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotFound => Refusal::new(404, "channels.not_found"),
            Self::NoEntrance => Refusal::new(404, "channels.no_entrance").field("entrance"),
            Self::EntranceClosed => Refusal::new(409, "channels.entrance_closed").field("entrance"),
            Self::WrongOrigin => Refusal::new(403, "channels.wrong_origin"),
            Self::NotYours => Refusal::new(403, "channels.not_yours"),
            Self::OfferGone => Refusal::new(409, "channels.offer_gone"),
            Self::NotNow => Refusal::new(409, "channels.not_now"),
            Self::Over => Refusal::new(409, "channels.over"),
            Self::NotOver => Refusal::new(409, "channels.not_over"),
            Self::NewerMessages(count) => {
                Refusal::new(409, "channels.newer_messages").field("seen_seq").with("count", count)
            }
            Self::NoWhisper => Refusal::new(403, "channels.no_whisper"),
            Self::Nothing => Refusal::new(422, "channels.nothing").field("text"),
            Self::TooLong { field, most } => Refusal::new(422, "channels.too_long").field(*field).with("most", most),
            Self::NoFile => Refusal::new(404, "channels.no_file").field("files"),
            Self::FileMissing => Refusal::new(422, "channels.file_missing").field("file"),
            Self::FileTooLarge(most) => Refusal::new(413, "channels.file_too_large").field("file").with("most", most),
            Self::FileType(media) => Refusal::new(422, "channels.file_type").field("file").with("type", media),
            Self::NoQueue => Refusal::new(422, "channels.no_queue").field("channel"),
            Self::UnknownChannel(id) => Refusal::new(422, "channels.unknown_channel").field("channel").with("id", id),
            Self::UnknownQueue(id) => Refusal::new(422, "channels.unknown_queue").field("to.queue").with("id", id),
            Self::UnknownPerson => Refusal::new(422, "channels.unknown_person").field("to.person"),
            Self::UnknownOutcome(id) => Refusal::new(422, "channels.unknown_outcome").field("outcome").with("id", id),
            Self::SummaryMissing => Refusal::new(422, "channels.summary_missing").field("summary"),
            Self::SummaryLong(most) => Refusal::new(422, "channels.summary_long").field("summary").with("most", most),
            Self::UnknownWord(id) => Refusal::new(422, "channels.unknown_word").field("state").with("id", id),
            Self::UnknownCase => Refusal::new(422, "channels.unknown_case").field("case_id"),
            Self::UnknownCustomer => Refusal::new(422, "channels.unknown_customer").field("customer_id"),
            Self::Whither => Refusal::new(422, "channels.whither").field("to"),
            Self::ReasonMissing => Refusal::new(422, "channels.reason_missing").field("reason"),
            Self::InThePast => Refusal::new(422, "channels.in_the_past").field("until"),
            Self::NoMoment(within) => Refusal::new(422, "channels.no_moment").field("due_at").with("within", within),
            Self::NotPlanned => Refusal::new(409, "channels.not_planned"),
            Self::BadScore => Refusal::new(422, "channels.bad_score").field("score"),
            Self::RatedAlready => Refusal::new(409, "channels.rated_already").field("score"),
            Self::Stale(now) => Refusal::new(409, "channels.stale").field("version").with("version", now),
            Self::TooMany => Refusal::new(429, "channels.too_many"),
            Self::BadToken => Refusal::new(401, "channels.bad_token"),
            Self::NotProved => Refusal::new(401, "channels.not_proved"),
            Self::Unreadable(why) => Refusal::new(422, "channels.unreadable").with("why", why),
            Self::WindowClosed(hours, messages) => {
                Refusal::new(409, "channels.window_closed").with("hours", hours).with("messages", messages)
            }
            Self::NothingAsked => Refusal::new(422, "channels.nothing_asked").field("q"),
            Self::BadDays => Refusal::new(422, "channels.bad_days").field("to"),
            Self::NoLetter => Refusal::new(422, "channels.no_letter"),
            Self::Fields(problems) => Refusal::new(422, "channels.fields").problems(problems.clone()),
        }
    }
}
