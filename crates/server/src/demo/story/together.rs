//! Departments that work on cases together: asked for parts, answering them; handlers who are urged.

use base::ids::CaseId;
use base::{Failure, Result, SeededRandom, Span, Stamp};
use cases::api::{JointQuery, ListQuery, NewJoint, NewUrging};
use cases::model::joint::JointState;
use db::Tx;
use web::Actor;

use super::procedures::{self, tolerated};
use super::{Act, Story};
use crate::demo::words::{chance, pick};

/// Whom hosts ask, and for what.
const ASKED: [(&str, &str); 4] = [
    ("network", "请核实该户线路与局端设备，附测试结果。"),
    ("technical", "请核对系统日志，说明异常原因。"),
    ("billing", "请核对近三个月账单，说明差额。"),
    ("operations", "请派人上门查看，回告现场情况。"),
];

/// Whether something is open with others: an approval, or a part that another department is asked for.
pub(super) fn waits_for_others(failure: &Failure) -> bool {
    matches!(failure.code(), Some("cases.open_approval" | "cases.open_joint"))
}

impl Story {
    /// Plans when departments work together on a day; lately only, so that some of it is still open.
    pub(super) fn plan_together(&mut self, start: Stamp) {
        let lately = start >= self.lately;
        for hour in [9, 11, 14, 16].into_iter().filter(|_| lately) {
            self.plan(start + Span::HOUR.times(hour), Act::Procedure(procedures::Act::Together));
        }
    }

    /// A case goes on a step, or waits until others are done with their part.
    pub(super) fn step(&mut self, tx: &mut Tx<'_>, case: CaseId, by: Actor, to: &'static str) -> Result<()> {
        match self.desk.step(tx, &by, &case, None, to, None) {
            Err(failure) if waits_for_others(&failure) => {
                self.plan(tx.now() + Span::HOUR.times(4), Act::Step { case, by, to });
                Ok(())
            }
            other => other.map(drop),
        }
    }

    /// Departments answer what they are asked for; somebody asks for another part, and a customer calls again.
    pub(super) fn together(&mut self, tx: &mut Tx<'_>, dice: &mut SeededRandom) -> Result<()> {
        for (team, _) in ASKED {
            self.answer_parts(tx, dice, team)?;
        }
        let Some(supervisor) = people::api::by_login(tx, "supervisor")? else { return Ok(()) };
        let supervisor = people::api::acting(&self.people, tx, &supervisor.id)?;
        let query = ListQuery { sort: Some("-opened".to_owned()), limit: Some(60), ..ListQuery::default() };
        let rows = self.desk.list(tx, &supervisor, &query)?.items;
        for (team, task) in ASKED {
            if let (true, Some(row), Some((unit, _))) =
                (chance(dice, 60), pick(dice, &rows), self.teams.teams.get(team))
            {
                let Some(owner) = row.owner.as_ref().and_then(|it| it.id.parse().ok()) else { continue };
                let host = people::api::acting(&self.people, tx, &owner)?;
                let (unit_id, task) = (unit.clone(), task.to_owned());
                let new = NewJoint { unit_id, person_id: None, task, due_at: None };
                tolerated(self.desk.ask_joint(tx, &host, &row.id, &new))?;
            }
        }
        if let (true, Some(row)) = (chance(dice, 70), pick(dice, &rows)) {
            let reason = "客户再次来电，询问办理进展。".to_owned();
            tolerated(self.desk.urge(tx, &supervisor, &row.id, &NewUrging { reason, customer: true }))?;
        }
        Ok(())
    }

    fn answer_parts(&mut self, tx: &mut Tx<'_>, dice: &mut SeededRandom, team: &str) -> Result<()> {
        let Some(member) = self.member(dice, team) else { return Ok(()) };
        let me: Actor = member.actor;
        let desk = self.desk.clone();
        for it in desk.joint_list(tx, &me, &JointQuery::default())?.items {
            let answers = match (it.state, chance(dice, 60)) {
                (_, false) => continue,
                (JointState::Asked, _) if !chance(dice, 12) => {
                    tolerated(desk.accept_joint(tx, &me, &it.case_id, &it.id))?;
                    continue;
                }
                (JointState::Asked, _) => (JointState::Returned, "该事项由属地班组负责，请转请对应部门。"),
                _ => (JointState::Delivered, "已核实处理完毕，结果见说明，可据此答复客户。"),
            };
            tolerated(desk.end_joint(tx, &me, &it.case_id, &it.id, answers.0, answers.1))?;
        }
        Ok(())
    }
}
