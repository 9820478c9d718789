//! Applications at the counter: most bring everything, some are told once what is missing, a few are refused or asked about.

use base::ids::CaseId;
use base::{Result, SeededRandom, Span};
use cases::api::{Close, MaterialsCheck, NewQuestion, NewRefusal, QuestionsQuery, Tick, ToldOf, Words};
use cases::model::service::{ApplicationState, MaterialState};
use db::Tx;
use web::{Actor, Lang, Texts};

use super::procedures::tolerated;
use super::{Act, Story, below};
use crate::demo::words::{Matter, chance};

impl Story {
    /// The window looks at the materials; answers whether the case can be worked on at once.
    pub(super) fn apply(
        &mut self,
        tx: &mut Tx<'_>,
        dice: &mut SeededRandom,
        case: &CaseId,
        by: &Actor,
        matter: &Matter,
    ) -> Result<bool> {
        let texts = Texts::default();
        let words = Words { texts: &texts, lang: Lang::Zh };
        let Some(it) = tolerated(self.desk.application(tx, by, case, words))? else { return Ok(true) };
        let applicant = it.applicants.first().map(|one| one.id.clone());
        let wanted = it.materials.iter().filter(|one| {
            one.only_when.is_empty()
                && (one.applicants.is_empty() || applicant.as_ref().is_some_and(|it| one.applicants.contains(it)))
        });
        let mut brought: Vec<String> = wanted.map(|one| one.id.clone()).collect();
        if chance(dice, 6)
            && let Some(ground) = it.grounds.first()
        {
            self.refuse(tx, case, by, &ground.id)?;
            return Ok(false);
        }
        // What came in lately still waits for something.
        let late = tx.now() >= self.lately;
        if chance(dice, if late { 75 } else { 35 }) {
            brought.pop();
        }
        let asks = brought.len() < it.materials.len() && chance(dice, if late { 40 } else { 15 });
        let ticks = brought.into_iter().map(|id| (id, Tick { state: MaterialState::Received, note: None })).collect();
        let check = MaterialsCheck { applicant, materials: ticks, notify: !asks, ..MaterialsCheck::default() };
        tolerated(self.desk.check_materials(tx, by, case, &check))?;
        let it = self.desk.application(tx, by, case, words)?;
        if let Some(paper) = it.papers.last() {
            let told = ToldOf { how: "in_person".to_owned(), at: None };
            tolerated(self.desk.told_of_paper(tx, by, case, &paper.id, &told))?;
        }
        if it.state == ApplicationState::Accepted {
            return Ok(true);
        }
        if asks {
            let text = "客户持原房产证明，不动产权证书正在换发，能否先予受理？".to_owned();
            tolerated(self.desk.ask_leader(tx, by, case, &NewQuestion { text }))?;
        }
        let at = tx.now() + Span::HOUR.times(if late { 60 } else { 20 } + below(dice, 40));
        self.plan(at, Act::Bring { case: case.clone(), by: by.clone(), matter: matter.clone() });
        Ok(false)
    }

    /// A refusal: told, and closed with its grounds.
    fn refuse(&mut self, tx: &mut Tx<'_>, case: &CaseId, by: &Actor, ground: &str) -> Result<()> {
        let refusal = NewRefusal { ground: ground.to_owned(), note: None };
        tolerated(self.desk.refuse_application(tx, by, case, &refusal))?;
        self.keep(tx, case)?;
        let how = Close {
            outcome: Some("not_accepted".to_owned()),
            grounds: Some("已出具不予受理决定书并当面说明。".to_owned()),
        };
        tolerated(self.desk.close(tx, by, case, None, &how))?;
        self.answering.remove(case);
        Ok(())
    }

    /// The applicant brings what was missing; the case goes on.
    pub(super) fn bring(
        &mut self,
        tx: &mut Tx<'_>,
        dice: &mut SeededRandom,
        case: &CaseId,
        by: &Actor,
        matter: &Matter,
    ) -> Result<()> {
        let texts = Texts::default();
        let it = self.desk.application(tx, by, case, Words { texts: &texts, lang: Lang::Zh })?;
        let received = |id: &String| (id.clone(), Tick { state: MaterialState::Received, note: None });
        let check = MaterialsCheck {
            applicant: it.applicant.clone(),
            materials: it.missing.iter().map(received).collect(),
            ..MaterialsCheck::default()
        };
        tolerated(self.desk.check_materials(tx, by, case, &check))?;
        let it = self.desk.application(tx, by, case, Words { texts: &texts, lang: Lang::Zh })?;
        if it.state == ApplicationState::Accepted {
            self.work(dice, tx.now(), case, by, matter);
        } else {
            // The leader has not answered yet.
            let at = tx.now() + Span::HOUR.times(20);
            self.plan(at, Act::Bring { case: case.clone(), by: by.clone(), matter: matter.clone() });
        }
        Ok(())
    }

    /// Leaders answer most of what the window asks.
    pub(super) fn answer_windows(&mut self, tx: &mut Tx<'_>, dice: &mut SeededRandom, leader: &Actor) -> Result<()> {
        let texts = Texts::default();
        let words = Words { texts: &texts, lang: Lang::Zh };
        let waiting = self.desk.questions(tx, leader, &QuestionsQuery::default(), words)?;
        for it in waiting.items {
            if chance(dice, 85) {
                let answer = "可以先予受理，办结前补交新证复印件。";
                tolerated(self.desk.answer_window(tx, leader, &it.case_id, &it.id, answer))?;
            }
        }
        Ok(())
    }
}
