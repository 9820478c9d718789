//! Complaints: record, investigation, finding, analysis, and word of their progress.

use base::Result;
use base::ids::CaseId;
use db::Tx;
use web::{Lang, Texts};

use super::{House, code, days, each, hours};
use crate::Desk;
use crate::api::{ComplaintView, NewInvestigation, Reply, Words};
use crate::model::complaint::Analysis;
use crate::model::deadline::{DeadlineState, Part};
use crate::store;
use crate::testing::{actor, finding, record};

impl House {
    fn view(&self, case: &CaseId) -> ComplaintView {
        let case = case.clone();
        self.at(hours(2), move |tx, desk| {
            let texts = Texts::default();
            desk.complaint_of(tx, &actor('A'), &case, Words { texts: &texts, lang: Lang::Zh })
        })
        .unwrap()
    }

    fn on(
        &self,
        case: &CaseId,
        work: impl FnOnce(&mut Tx<'_>, &Desk, &CaseId) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let case = case.clone();
        self.at(hours(1), move |tx, desk| work(tx, desk, &case))
    }
}

#[test]
fn a_complaint_goes_from_its_record_to_what_is_learnt() {
    each(|house| {
        let case = house.complaint('A');
        let found = |tx: &mut Tx<'_>, desk: &Desk, id: &CaseId| desk.find(tx, &actor('A'), id, &finding());
        assert_eq!(code(house.on(&case.id, found)), "cases.not_investigated");
        house.on(&case.id, |tx, desk, id| desk.record_complaint(tx, &actor('A'), id, &record())).unwrap();
        house
            .on(&case.id, |tx, desk, id| {
                let looked = NewInvestigation {
                    found: "夜间多次掉线".to_owned(),
                    evidence: Some("设备日志".to_owned()),
                };
                desk.investigate(tx, &actor('B'), id, &looked)
            })
            .unwrap();
        house.on(&case.id, found).unwrap();
        house
            .on(&case.id, |tx, desk, id| {
                let it = Analysis { why: "超期未换".to_owned(), remedy: "列入巡检".to_owned() };
                desk.analyse(tx, &actor('A'), id, &it)
            })
            .unwrap();
        let view = house.view(&case.id);
        assert_eq!(view.stages.iter().filter(|it| it.at.is_some()).count(), 6);
        assert_eq!(view.finding.unwrap().fault_unit.unwrap().name, "unit T");
        assert_eq!((view.investigation.len(), view.calm.len(), view.quiet_room), (1, 4, true));
        assert!(view.record.is_some() && view.analysis.is_some() && view.may_write);
        let other = house.on(&case.id, |tx, desk, id| desk.record_complaint(tx, &actor('E'), id, &record()));
        assert_eq!(code(other), "cases.not_found");
    });
}

#[test]
fn the_customer_hears_of_the_progress_in_time_or_it_is_said() {
    each(|house| {
        let case = house.complaint('A');
        let due = house.view(&case.id).progress_due_at.unwrap();
        let id = case.id.clone();
        house
            .at(hours(5), move |tx, desk| {
                desk.reply(tx, &actor('A'), &id, None, &Reply { body: "正在查".to_owned(), channel: None })
            })
            .unwrap();
        assert!(house.view(&case.id).progress_due_at.unwrap() > due, "the next word is due later");
        house.at(days(9), |_, _| Ok(())).unwrap();
        let key = case.id.to_string();
        let live = house.it.db.read_blocking(move |tx| store::deadlines::live(tx, Part::Progress, &[key])).unwrap();
        assert_eq!(live.iter().map(|it| it.state).collect::<Vec<_>>(), [DeadlineState::Missed]);
    });
}
