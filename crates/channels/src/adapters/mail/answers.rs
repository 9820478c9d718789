//! Answers leave as letters, each with a Message-ID that nobody can guess and that is the same at every try.

use base::Result;
use db::outbox::{Courier, Parcel};
use db::{Db, Tx};
use mail::Trust;
use mail::compose::{Answer, Earlier, compose};
use mail::letter::Enclosure;

use crate::acts::delivery::{Outgoing, ToSend};
use crate::adapters::{NotSent, deliver, files_of};
use crate::handle::Channels;
use crate::model::MessageRow;
use crate::store;

/// Brings letters to the mail server of their mailbox.
pub struct Postman {
    pub(crate) db: Db,
    pub(crate) of: Channels,
    pub(crate) trust: Trust,
}

impl Courier for Postman {
    fn name(&self) -> &'static str {
        "channels.mail"
    }

    fn send(&self, parcel: &Parcel) -> std::result::Result<(), String> {
        let (tell, line) = std::sync::mpsc::channel();
        let prepare = move |of: &Channels, tx: &mut Tx<'_>, out: &Outgoing, it: &ToSend| {
            // Known before the letter leaves: its answer may be faster than our note that it was taken.
            if let Some(settings) = &it.entrance.settings.0.mailbox {
                let id = message_id(of, out, settings.domain())?;
                store::messages::note_outer(tx, &it.entrance.id, &id, &out.conversation, out.seq)?;
            }
            // The letter is made outside of this transaction; it asks for nothing but this line.
            drop(tell.send(line_above(of, tx, it)?));
            Ok(None)
        };
        deliver(&self.db, &self.of, parcel, prepare, |out, it| self.hand_over(out, it, line.try_recv().ok().flatten()))
    }
}

impl Postman {
    fn hand_over(
        &self,
        out: &Outgoing,
        it: &ToSend,
        line: Option<String>,
    ) -> std::result::Result<Option<String>, NotSent> {
        let settings = it.entrance.settings.0.mailbox.as_ref();
        let settings = settings.ok_or_else(|| NotSent::for_good("the entrance has no mailbox any more"))?;
        let message_id = message_id(&self.of, out, settings.domain())?;
        let earlier = it.answers.as_ref().zip(line);
        let letter = Answer {
            from: settings.address.clone(),
            name: settings.name.clone(),
            to: it.address.clone(),
            subject: it.subject.clone().unwrap_or_default(),
            text: it.message.body.clone(),
            earlier: earlier.map(|(answers, line)| Earlier { line, text: answers.body.clone() }),
            message_id: message_id.clone(),
            thread: it.answers.as_ref().map(thread).unwrap_or_default(),
            files: files_of(&self.of, it)?.into_iter().map(enclosed).collect(),
            at: it.message.at,
        };
        let letter = compose(&letter).map_err(NotSent::for_good)?;
        let password = it.secret.as_ref().map(vault::Plain::reveal).unwrap_or_default();
        mail::smtp::send(&settings.smtp, password, &self.trust, &letter)
            .map_err(|why| NotSent { for_good: why.for_good, why: why.why })?;
        Ok(Some(message_id))
    }
}

fn enclosed(it: cases::api::NewFile) -> Enclosure {
    Enclosure { name: it.name, media_type: it.media_type, content: it.content }
}

/// The Message-ID of a letter of ours.
pub(crate) fn message_id(of: &Channels, out: &Outgoing, domain: &str) -> Result<String> {
    let secret = of.vault().blind_text("channels.mail.message_id", &format!("{}/{}", out.conversation, out.seq))?;
    let bytes: Vec<u8> =
        (0..16).filter_map(|at| u8::from_str_radix(secret.as_str().get(at * 2..at * 2 + 2)?, 16).ok()).collect();
    Ok(mail::thread::message_id(bytes.try_into().unwrap_or_default(), domain))
}

/// The Message-IDs of the thread up to the letter that is answered, oldest first.
fn thread(answers: &MessageRow) -> Vec<String> {
    let Some(facts) = answers.more.as_ref().map(|it| &it.0.facts) else { return Vec::new() };
    let text = |it: &serde_json::Value| it.as_str().map(str::to_owned);
    let before = facts.get("thread").and_then(|it| it.as_array()).into_iter().flatten().filter_map(text);
    before.chain(facts.get("message_id").and_then(text)).collect()
}

/// Who wrote when, for the line above the letter that is answered.
fn line_above(of: &Channels, tx: &mut Tx<'_>, it: &ToSend) -> Result<Option<String>> {
    let Some(answers) = &it.answers else { return Ok(None) };
    let (at, who) = (super::local(of, tx, answers.at)?, &it.address);
    // In the language that they wrote in.
    let english = !answers.body.chars().any(|it| ('\u{4e00}'..='\u{9fff}').contains(&it));
    Ok(Some(if english { format!("On {at}, <{who}> wrote:") } else { format!("在 {at}，<{who}> 写道：") }))
}
