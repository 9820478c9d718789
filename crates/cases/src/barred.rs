//! Why a request about approvals, follow-ups, complaints, escalation or applications is refused.

use base::{Refusal, Refuse};

macro_rules! barred {
    ($($(#[$doc:meta])* $name:ident $code:tt $field:expr, $text:literal;)+) => {
        /// A refusal about the parts of a case that others decide.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        pub enum Barred { $($(#[$doc])* #[error($text)] $name),+ }

        impl Barred {
            pub(crate) fn parts(self) -> (u16, &'static str, Option<&'static str>) {
                match self { $(Self::$name => { let (status, code) = $code; (status, code, $field) }),+ }
            }
        }
    };
}

barred! {
    /// There is no such act on many cases, or it is somebody else's.
    NoBulk (404, "cases.bulk_not_found") None, "no such act on many cases";
    /// No case was chosen.
    BulkEmpty (422, "cases.bulk_empty") Some("case_ids"), "no case was chosen";
    /// The act goes on.
    BulkRuns (409, "cases.bulk_runs") None, "the act goes on";
    /// The act has ended.
    BulkOver (409, "cases.bulk_over") None, "the act has ended";
    /// What was done is not taken back.
    BulkStays (409, "cases.bulk_stays") None, "what was done is not taken back";
    /// There is no such approval, or it is out of the person's sight.
    NoApproval (404, "cases.approval_not_found") None, "no such approval";
    /// Policy knows no approval of this kind for the case.
    NoSubject (422, "cases.approval_unknown") Some("act"), "policy knows no such approval";
    /// No route of policy reaches the amount.
    NoRoute (422, "cases.approval_no_route") Some("fen"), "no route reaches the amount";
    /// One of the same kind is still open.
    AskedAlready (409, "cases.approval_open") None, "one of the same kind is still open";
    /// It is decided.
    Decided (409, "cases.approval_decided") None, "it is decided";
    /// Nobody approves what they asked for themselves.
    OwnRequest (403, "cases.approval_own") None, "nobody approves what they asked for";
    /// It waits for somebody else's decision.
    NotDecider (403, "cases.approval_not_yours") None, "it waits for somebody else";
    /// It waits for its asker to say more.
    WaitsForMore (409, "cases.approval_sent_back") None, "it waits for its asker";
    /// It was not sent back.
    NotSentBack (409, "cases.approval_not_sent_back") None, "it was not sent back";
    /// It was asked for by somebody else.
    NotAsker (403, "cases.approval_not_asker") None, "it was asked for by somebody else";
    /// An amount is needed.
    NoAmount (422, "cases.amount_missing") Some("fen"), "an amount is needed";
    /// Policy knows no such compensation.
    NoCompensation (422, "cases.unknown_compensation") Some("kind"), "policy knows no such compensation";
    /// What is to be said to the customer is missing.
    NoReply (422, "cases.refusal_reply_missing") Some("reply"), "the words to the customer are missing";
    /// What the customer demands is missing.
    NoDemand (422, "cases.refusal_demand_missing") Some("demand"), "the demand is missing";
    /// This outcome is chosen only by an approval.
    NeedsApproval (403, "cases.approval_needed") Some("outcome"), "this outcome needs approval";
    /// An approval is still open.
    OpenApproval (409, "cases.open_approval") None, "an approval is still open";
    /// There is no such follow-up, or it is out of the person's sight.
    NoFollowUp (404, "cases.follow_up_not_found") None, "no such follow-up";
    /// The follow-up has ended.
    FollowUpOver (409, "cases.follow_up_over") None, "the follow-up has ended";
    /// The last try is not long enough ago.
    TriedJustNow (409, "cases.follow_up_too_soon") None, "the last try is not long enough ago";
    /// This result comes of the tries alone.
    BadResult (422, "cases.follow_up_result") Some("result"), "this result comes of the tries alone";
    /// A score was not asked for, or lies outside of its range.
    BadScore (422, "cases.follow_up_score") Some("scores"), "not a score that was asked for";
    /// A follow-up is still open.
    OpenFollowUp (409, "cases.open_follow_up") None, "a follow-up is still open";
    /// A part of the case is still open.
    OpenPart (409, "cases.open_part") None, "a part of the case is still open";
    /// A case is not a part of itself, nor of its own parts.
    PartOfItself (422, "cases.part_of_itself") Some("case_id"), "a case is not a part of itself";
    /// It is a part of a case already.
    PartAlready (409, "cases.part_already") Some("case_id"), "it is a part of a case already";
    /// Parts lie too deep in parts.
    TooDeep (422, "cases.parts_too_deep") Some("case_id"), "parts lie too deep in parts";
    /// The case is no complaint.
    NoComplaint (404, "cases.no_complaint") None, "the case is no complaint";
    /// Policy knows no such cause.
    UnknownCause (422, "cases.unknown_cause") Some("cause"), "policy knows no such cause";
    /// Nothing was looked into yet.
    NotInvestigated (409, "cases.not_investigated") None, "nothing was looked into yet";
    /// The complaint's record lacks what its process needs before closing.
    ComplaintIncomplete (409, "cases.complaint_incomplete") None, "the record of the complaint is not complete";
    /// There is no such escalation, or it is out of the person's sight.
    NoEscalation (404, "cases.escalation_not_found") None, "no such escalation";
    /// Policy has no ladder for the case.
    NoLadder (422, "cases.no_ladder") None, "policy has no ladder for the case";
    /// It is before the highest leader already.
    TopOfLadder (409, "cases.top_of_ladder") None, "it is before the highest leader already";
    /// Policy knows no such nature.
    UnknownNature (422, "cases.unknown_nature") Some("nature"), "policy knows no such nature";
    /// A leader has it for this already.
    EscalatedAlready (409, "cases.escalated_already") None, "a leader has it for this already";
    /// Nobody holds the leader's seat.
    NoLeader (409, "cases.no_leader") None, "nobody holds the leader's seat";
    /// It was brought before somebody else.
    NotLeader (403, "cases.not_leader") None, "it was brought before somebody else";
    /// A leader has taken it.
    Taken (409, "cases.escalation_taken") None, "a leader has taken it";
    /// The case is no service item.
    NoService (404, "cases.no_service") None, "the case is no service item";
    /// It was accepted or refused.
    ApplicationOver (409, "cases.application_over") None, "it was accepted or refused";
    /// It was neither accepted nor refused yet.
    NotAccepted (409, "cases.application_open") None, "it was neither accepted nor refused yet";
    /// It is not said who applies.
    ApplicantMissing (422, "cases.applicant_missing") Some("applicant"), "it is not said who applies";
    /// The item knows no such applicant.
    UnknownApplicant (422, "cases.unknown_applicant") Some("applicant"), "the item knows no such applicant";
    /// The item knows no such condition.
    UnknownCondition (422, "cases.unknown_condition") Some("conditions"), "the item knows no such condition";
    /// The item asks for no such material.
    UnknownMaterial (422, "cases.unknown_material") Some("materials"), "the item asks for no such material";
    /// What is not needed says why.
    WaivedWithoutNote (422, "cases.waived_without_note") Some("materials"), "what is not needed says why";
    /// The applicant was told of all that is missing.
    ToldAlready (409, "cases.told_already") None, "the applicant was told of all that is missing";
    /// It could have been named the first time.
    SecondNotice (403, "cases.second_notice") Some("reason"), "it could have been named the first time";
    /// The item knows no such ground of refusal.
    UnknownGround (422, "cases.unknown_ground") Some("ground"), "the item knows no such ground";
    /// Policy lets nobody be asked about this item.
    NobodyToAsk (422, "cases.nobody_to_ask") None, "policy lets nobody be asked about this item";
    /// A question waits for its answer.
    OpenQuestion (409, "cases.open_question") None, "a question waits for its answer";
    /// There is no such question, or it is out of the person's sight.
    NoQuestion (404, "cases.question_not_found") None, "no such question";
    /// Others were asked.
    QuestionNotYours (403, "cases.question_not_yours") None, "others were asked";
    /// The question is answered.
    QuestionOver (409, "cases.question_over") None, "the question is answered";
    /// There is no such paper, or it is out of the person's sight.
    NoPaper (404, "cases.paper_not_found") None, "no such paper";
    /// It is over.
    EscalationOver (409, "cases.escalation_over") None, "it is over";
    /// Policy has no joint handling.
    NoJointWork (409, "cases.joint_off") None, "policy has no joint handling";
    /// There is no such part, or it is out of the person's sight.
    NoJoint (404, "cases.joint_not_found") None, "no such part";
    /// What is asked for is missing.
    TaskMissing (422, "cases.joint_task_missing") Some("task"), "what is asked for is missing";
    /// The host is not asked for a part.
    JointWithSelf (422, "cases.joint_with_self") Some("unit_id"), "the host is not asked for a part";
    /// The department is asked already.
    JointAlready (409, "cases.joint_already") Some("unit_id"), "the department is asked already";
    /// Policy does not let more parts be open at once.
    TooManyJoint (409, "cases.joint_too_many") None, "too many parts are open";
    /// The part is addressed to others.
    NotAsked (403, "cases.joint_not_asked") None, "the part is addressed to others";
    /// The part is accepted.
    JointAccepted (409, "cases.joint_accepted") None, "the part is accepted";
    /// The part is not accepted yet.
    JointNotAccepted (409, "cases.joint_not_accepted") None, "the part is not accepted yet";
    /// The part is over.
    JointOver (409, "cases.joint_over") None, "the part is over";
    /// A part that another department was asked for is open.
    OpenJoint (409, "cases.open_joint") None, "a part that another department was asked for is open";
    /// Only a supervisor does without an open part.
    WaivedBySupervisor (403, "cases.joint_waived_by_supervisor") None, "only a supervisor does without an open part";
    /// Policy lets nobody do without an open part.
    NotWaived (403, "cases.joint_not_waived") None, "policy lets nobody do without an open part";
    /// Policy has no urging.
    NoUrging (409, "cases.urging_off") None, "policy has no urging";
    /// The handler does not urge themselves.
    UrgesSelf (409, "cases.urges_self") None, "the handler does not urge themselves";
    /// Policy has no merging.
    NoMerging (409, "cases.merging_off") None, "policy has no merging";
    /// There is no such merge.
    NoMerge (404, "cases.merge_not_found") None, "no such merge";
    /// So many cases are one already.
    TooManyMerged (409, "cases.merge_too_many") None, "so many cases are one already";
    /// A case does not become one with itself.
    MergedWithSelf (422, "cases.merge_with_self") Some("case_id"), "a case does not become one with itself";
    /// Others became one with the case that is to go.
    MergedInto (409, "cases.merge_has_merged") Some("case_id"), "others became one with the case that is to go";
    /// A leader has the case that is to go.
    MergeEscalated (409, "cases.merge_escalated") Some("case_id"), "a leader has the case that is to go";
    /// The merge was taken back.
    MergeUndone (409, "cases.merge_undone") None, "the merge was taken back";
    /// The merge is too old to be taken back.
    MergeTooOld (409, "cases.merge_too_old") None, "the merge is too old to be taken back";
    /// The case became one with another.
    MergedAway (409, "cases.merged_away") None, "the case became one with another";
    /// Policy has no splitting.
    NoSplitting (409, "cases.splitting_off") None, "policy has no splitting";
    /// A note or file is not of the case.
    NotOfCase (422, "cases.split_not_of_case") Some("notes"), "a note or file is not of the case";
    /// There is no such link.
    NoLink (404, "cases.link_not_found") None, "no such link";
    /// A rule made the link, or figures were made from it.
    LinkStays (409, "cases.link_stays") Some("kind"), "a rule made the link, or figures were made from it";
    /// Policy has no portal.
    NoPortal (404, "cases.portal_off") None, "policy has no portal";
    /// The sender's own id is missing or too long.
    PortalRequest (422, "cases.portal_request") Some("request"), "the sender's own id is missing or too long";
    /// The text is missing.
    PortalSilent (422, "cases.portal_silent") Some("text"), "the text is missing";
    /// The text is longer than policy takes.
    PortalTooLong (422, "cases.portal_too_long") Some("text"), "the text is too long";
    /// The name is missing or too long.
    PortalNameless (422, "cases.portal_nameless") Some("name"), "the name is missing or too long";
    /// Neither a phone number nor a mail address.
    PortalContact (422, "cases.portal_contact") Some("contact"), "neither a phone number nor a mail address";
    /// A field was filled in that people do not see.
    PortalNotAPerson (422, "cases.portal_not_a_person") None, "a field was filled in that people do not see";
    /// No case has this number and this code.
    PortalUnknown (404, "cases.portal_unknown") Some("code"), "no case has this number and this code";
    /// The case did not come by the portal.
    NotByPortal (409, "cases.not_by_portal") None, "the case did not come by the portal";
    /// The case is closed; who is not satisfied says so.
    PortalClosed (409, "cases.portal_closed") None, "the case is closed";
    /// The customer added as many files as policy takes.
    PortalFiles (409, "cases.portal_files") None, "there are as many files as policy takes";
    /// Who is not satisfied says why.
    PortalWhy (422, "cases.portal_why") Some("words"), "who is not satisfied says why";
    /// Scores go from 1 to 5.
    PortalScore (422, "cases.portal_score") Some("score"), "scores go from 1 to 5";
    /// The waiting transfer was handed over by others.
    NotGiver (403, "cases.transfer_not_giver") None, "the transfer was handed over by others";
}

impl Refuse for Barred {
    fn refusal(&self) -> Refusal {
        let (status, code, field) = self.parts();
        let refusal = Refusal::new(status, code);
        match field {
            Some(field) => refusal.field(field),
            None => refusal,
        }
    }
}
