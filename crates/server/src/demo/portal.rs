//! What customers of the demo brought in by themselves on the portal.

use base::{Result, Span, Stamp};
use cases::api::{BroughtIn, Reply, Said, Tracked, TrackingCode};
use db::Tx;

use super::desk::actor;
use crate::open::House;

fn matter(request: &str, kind: &str, subject: &str, description: &str, (name, contact): (&str, &str)) -> BroughtIn {
    let fields = [("demand", "请核实后答复"), ("service_number", "02088886666"), ("place", "幸福路 18 号 3 栋")];
    BroughtIn {
        request: request.to_owned(),
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        description: description.to_owned(),
        name: name.to_owned(),
        contact: contact.to_owned(),
        fields: fields.map(|(name, it)| (name.to_owned(), it.into())).into(),
        ..BroughtIn::default()
    }
}

/// Brings three matters in: one whose customer is being asked, which can be followed; one that went back into work; a
/// fresh one. What policy asks for beyond that may differ, so that a matter it does not take is left out.
pub fn bring_in(house: &House, tx: &mut Tx<'_>, now: Stamp) -> Result<Option<TrackingCode>> {
    let asked = matter(
        "demo-portal-1",
        "complaint",
        "停机后仍扣月租",
        "十月已办停机，十一月账单仍扣月租 59 元，请退回。",
        ("周敏", "13700137001"),
    );
    let followed = brought(house, tx, now - Span::DAY.times(2), asked)?;
    if let Some(by) = &followed {
        handled(house, tx, by, "已核实为停机未同步，59 元将于三日内退回原账户。")?;
    }
    let again = matter(
        "demo-portal-2",
        "fault",
        "路口信号箱外壳破损",
        "下雨天有进水风险，附近有学生经过。",
        ("何静", "hejing@example.cn"),
    );
    if let Some(by) = brought(house, tx, now - Span::DAY, again)? {
        handled(house, tx, &by, "已安排人员加固外壳。")?;
        tx.at(now - Span::HOUR.times(2));
        let by = Tracked { number: by.number, code: by.code };
        let words = "只贴了胶带，没有更换外壳".to_owned();
        house.desk.customer_says(tx, &by, &Said { satisfied: false, score: Some(2), words })?;
    }
    let fresh = matter(
        "demo-portal-3",
        "suggestion",
        "希望营业厅增设母婴室",
        "带孩子办业务不方便，建议增设一间。",
        ("方圆", "13700137003"),
    );
    brought(house, tx, now - Span::HOUR, fresh)?;
    Ok(followed)
}

fn brought(house: &House, tx: &mut Tx<'_>, at: Stamp, mut new: BroughtIn) -> Result<Option<TrackingCode>> {
    tx.at(at);
    new.happened_at = Some(at - Span::HOUR.times(5));
    match house.desk.bring_in(tx, &new) {
        Ok(made) => Ok(Some(made)),
        Err(failure) if failure.code().is_some() => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Somebody of the complaints team takes the case, answers, and brings it to where the customer is asked.
fn handled(house: &House, tx: &mut Tx<'_>, by: &TrackingCode, answer: &str) -> Result<()> {
    let Some(me) = actor(house, tx, "complaints1")? else { return Ok(()) };
    let Some(id) = cases::api::brought_as(tx, by.number)? else { return Ok(()) };
    tx.at(tx.now() + Span::HOUR.times(3));
    house.desk.assign(tx, &me, &id, None, me.by())?;
    house.desk.reply(tx, &me, &id, None, &Reply { body: answer.to_owned(), channel: None })?;
    for to in ["diagnose", "propose", "carry_out", "confirm"] {
        tx.at(tx.now() + Span::HOUR.times(1));
        house.desk.step(tx, &me, &id, None, to, None)?;
    }
    Ok(())
}
