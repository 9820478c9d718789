//! Complaints looked into, compensation approved, customers asked afterwards, cases brought before leaders.

use base::ids::{ApprovalId, CaseId, PersonId};
use base::{Failure, Fen, Result, SeededRandom, Span};
use cases::api::{BoardQuery, Decide, EndFollowUp, NewApproval, NewEscalation, NewInvestigation, NewWatch, Words};
use cases::model::approval::{Ask, Verdict};
use cases::model::complaint::{Analysis, ComplaintRecord, Finding, Justified, QuietRoom, Severity};
use cases::model::follow_up::FollowUpResult;
use db::Tx;
use web::{Actor, Lang, Texts};

use super::Story;
use crate::demo::words::{Matter, below, chance, pick};

/// Something that will be done at a time.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// A complaint is looked into.
    Look { case: CaseId, by: Actor, matter: Matter },
    /// Whoever it waits for decides an approval.
    Decide { case: CaseId, approval: ApprovalId, asker: Actor },
    /// A customer is asked afterwards.
    Ask { case: CaseId, asks: Actor, by: Actor, matter: Matter },
    /// Leaders look at what was brought before them.
    Lead,
    /// Departments work together.
    Together,
}

/// What the rules refuse does not happen: the case went another way meanwhile.
pub(super) fn tolerated<T>(done: Result<T>) -> Result<Option<T>> {
    match done {
        Ok(it) => Ok(Some(it)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

impl Story {
    pub(super) fn procedure(&mut self, tx: &mut Tx<'_>, dice: &mut SeededRandom, act: Act) -> Result<()> {
        match act {
            Act::Look { case, by, matter } => self.look(tx, dice, &case, &by, &matter),
            Act::Decide { case, approval, asker } => self.decide(tx, dice, case, approval, asker),
            Act::Lead => self.lead(tx, dice),
            Act::Together => self.together(tx, dice),
            Act::Ask { case, asks, by, matter } => self.ask(tx, dice, &case, asks, &by, &matter),
        }
    }

    /// The record, what was found, who is right; now and then something for the customer, or a leader.
    fn look(
        &mut self,
        tx: &mut Tx<'_>,
        dice: &mut SeededRandom,
        case: &CaseId,
        by: &Actor,
        matter: &Matter,
    ) -> Result<()> {
        let desk = self.desk.clone();
        let demand = matter.demand.clone().unwrap_or_else(|| "尽快解决。".to_owned());
        let record = ComplaintRecord {
            facts: matter.text.clone(),
            demand,
            severity: if chance(dice, 20) { Severity::Major } else { Severity::Minor },
            calmed: true,
            quiet_room: if matter.desk == "hall" { QuietRoom::Taken } else { QuietRoom::NotOffered },
        };
        if tolerated(desk.record_complaint(tx, by, case, &record))?.is_none() || chance(dice, 15) {
            return Ok(());
        }
        let found = pick(dice, &self.words.notes).cloned().unwrap_or_default();
        let looked = NewInvestigation { found, evidence: Some("通话录音、办理记录".to_owned()) };
        tolerated(desk.investigate(tx, by, case, &looked))?;
        let finding = Finding {
            justified: if chance(dice, 70) { Justified::Valid } else { Justified::Partly },
            grounds: "核对办理记录与录音，客户反映属实。".to_owned(),
            fault_unit_id: by.unit.clone(),
            fault_person_id: None,
            cause: pick(dice, &["procedure", "information", "skill", "system"]).map(|it| (*it).to_owned()),
            solution: matter.reply.clone(),
        };
        tolerated(desk.find(tx, by, case, &finding))?;
        if chance(dice, 30) {
            let it = Analysis {
                why: "办理时没有按规定核对并告知。".to_owned(),
                remedy: "班前会通报案例，纳入下月质检重点。".to_owned(),
            };
            tolerated(desk.analyse(tx, by, case, &it))?;
        }
        if let (true, Some(budget_unit_id)) = (chance(dice, 45), by.unit.clone()) {
            let fen = Fen(2_000 + 500 * below(dice, 90));
            let ask = Ask::Compensation { kind: "credit".to_owned(), fen, budget_unit_id };
            let new = NewApproval { ask, reason: "责任在我方，补偿客户损失。".to_owned() };
            if let Some(approval) = tolerated(desk.ask_approval(tx, by, case, &new))? {
                self.later(dice, tx, Act::Decide { case: case.clone(), approval, asker: by.clone() }, 200);
            }
        }
        if chance(dice, 6) {
            let new = NewEscalation {
                nature: Some("media".to_owned()), reason: "客户称已联系电视台记者。".to_owned()
            };
            tolerated(desk.escalate(tx, by, case, &new))?;
        }
        let supervisor = people::api::by_login(tx, "supervisor")?.filter(|_| tx.now() >= self.lately);
        if let (true, Some(supervisor)) = (chance(dice, 25), supervisor) {
            let supervisor = people::api::acting(&self.people, tx, &supervisor.id)?;
            let due_at = tx.now() + Span::HOUR.times(20 + below(dice, 50));
            tolerated(desk.watch(
                tx,
                &supervisor,
                case,
                &NewWatch { reason: "重复投诉，须限期办结。".to_owned(), due_at },
            ))?;
        }
        Ok(())
    }

    /// Leaders take most of what was brought before them, and settle it.
    fn lead(&mut self, tx: &mut Tx<'_>, dice: &mut SeededRandom) -> Result<()> {
        let texts = Texts::default();
        for login in
            ["hotline-lead", "hotline2-lead", "online-lead", "complaints-lead", "desk-lead", "supervisor", "manager"]
        {
            let Some(leader) = people::api::by_login(tx, login)? else { continue };
            let leader = people::api::acting(&self.people, tx, &leader.id)?;
            let words = Words { texts: &texts, lang: Lang::Zh };
            self.answer_windows(tx, dice, &leader)?;
            let board = self.desk.board(tx, &leader, &BoardQuery::default(), words)?;
            for it in board.items.into_iter().filter(|it| it.actions.iter().any(|one| one == "take" || one == "settle"))
            {
                if it.actions.iter().any(|one| one == "take") && chance(dice, 85) {
                    tolerated(self.desk.take_escalation(tx, &leader, &it.case_id, &it.id))?;
                } else if chance(dice, 85) {
                    let answer = "已督促责任部门限时办理，并电话安抚客户。";
                    tolerated(self.desk.settle_escalation(tx, &leader, &it.case_id, &it.id, answer))?;
                }
            }
        }
        Ok(())
    }

    fn later(&mut self, dice: &mut SeededRandom, tx: &Tx<'_>, act: Act, minutes: u64) {
        let at = tx.now() + Span::MINUTE.times(15 + below(dice, minutes));
        self.plan(at, super::Act::Procedure(act));
    }

    fn decide(
        &mut self,
        tx: &mut Tx<'_>,
        dice: &mut SeededRandom,
        case: CaseId,
        approval: ApprovalId,
        asker: Actor,
    ) -> Result<()> {
        let texts = Texts::default();
        let words = Words { texts: &texts, lang: Lang::Zh };
        let all = self.desk.approvals_of(tx, &asker, &case, words);
        let Some(all) = tolerated(all)? else { return Ok(()) };
        let waits = all.items.iter().find(|it| it.id == approval);
        let decider = waits.and_then(|it| it.levels.iter().find_map(|level| level.deciders.first()));
        let Some(decider) = decider.and_then(|it| it.id.parse::<PersonId>().ok()) else { return Ok(()) };
        let decider = people::api::acting(&self.people, tx, &decider)?;
        let yes = !chance(dice, 8);
        let verdict = if yes { Verdict::Approve } else { Verdict::Refuse };
        let reason = Some(if yes { "属实，同意。" } else { "责任不在我方，按解释处理。" }.to_owned());
        tolerated(self.desk.decide_approval(tx, &decider, &case, &approval, &Decide { verdict, reason }))?;
        self.later(dice, tx, Act::Decide { case, approval, asker }, 300);
        Ok(())
    }

    fn ask(
        &mut self,
        tx: &mut Tx<'_>,
        dice: &mut SeededRandom,
        case: &CaseId,
        asks: Actor,
        by: &Actor,
        matter: &Matter,
    ) -> Result<()> {
        let texts = Texts::default();
        let words = Words { texts: &texts, lang: Lang::Zh };
        let all = tolerated(self.desk.follow_ups_of(tx, &asks, case, words))?;
        let open = all.and_then(|it| it.items.into_iter().find(|one| one.may_ask));
        let Some(open) = open else { return Ok(()) };
        // Of what closed lately many are still to be asked.
        if tx.now() >= self.lately && chance(dice, 60) {
            return Ok(());
        }
        if chance(dice, 25) {
            tolerated(self.desk.try_follow_up(tx, &asks, case, &open.id, Some("无人接听")))?;
            let (case, by, matter) = (case.clone(), by.clone(), matter.clone());
            let at = tx.now() + Span::HOUR.times(20);
            self.plan(at, super::Act::Procedure(Act::Ask { case, asks, by, matter }));
            return Ok(());
        }
        let satisfied = !chance(dice, 8);
        let score = if satisfied { 4 + below(dice, 2) } else { 1 + below(dice, 2) };
        let scores = open.questions.iter().map(|it| (it.id.clone(), score)).collect();
        let said = if satisfied { &self.words.thanks } else { &self.words.anger };
        let result = if satisfied { FollowUpResult::Satisfied } else { FollowUpResult::NotSatisfied };
        let how = EndFollowUp { result, comment: pick(dice, said).cloned(), scores };
        if tolerated(self.desk.end_follow_up(tx, &asks, case, &open.id, &how))?.is_some() && !satisfied {
            self.answering.insert(case.clone(), (asks, None));
            self.work_again(dice, tx.now(), case, by, matter);
        }
        Ok(())
    }
}
