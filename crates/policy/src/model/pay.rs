//! Kind `pay`: how pay is reckoned (PAY-1, PAY-2). Amounts in fen.

use base::{Day, Fen, PerMille};
use serde::{Deserialize, Serialize};

use super::{Certainty, Keep, Text};

/// How pay is reckoned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pay {
    /// Parts of the pay slip, in its order.
    pub parts: Vec<PayPart>,
    /// How a fraction of a fen is rounded.
    pub rounding: Rounding,
    /// Local minimum wages; pay is never below the one of the person's region.
    pub minimum_wages: Vec<MinimumWage>,
    /// Overtime.
    pub overtime: Overtime,
    /// Paid days a month, in hundredths of a day: 2175 is 21.75.
    pub paid_days_centi: i64,
    /// Hours of a working day.
    pub hours_per_day: i64,
    /// The most that may be deducted for damage, in thousandths of the month's pay.
    pub deduction_permille: PerMille,
    /// Different people who have to sign a run before it is paid.
    pub signatures: i64,
    /// How long runs and slips are kept.
    pub keep: Keep,
}

/// A line of the pay slip.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayPart {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: Text,
    /// How it is reckoned.
    pub is: PayPartKind,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How a line of the pay slip is reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PayPartKind {
    /// The base pay of the contract.
    Base,
    /// Performance pay times the grade's coefficient.
    Performance,
    /// A bonus entered with its reason.
    Bonus,
    /// Commission on sales.
    Commission,
    /// Overtime.
    Overtime,
    /// A reward or deduction from conduct.
    Conduct,
    /// An allowance.
    Allowance,
}

/// How a fraction is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// A half goes up.
    HalfUp,
    /// A half goes to the even neighbour.
    HalfEven,
    /// Always in favour of the person.
    Up,
}

/// A local minimum wage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumWage {
    /// Its id.
    pub id: String,
    /// The region.
    pub region: Text,
    /// A month's pay at least.
    pub month_fen: Fen,
    /// From this day on.
    pub from: Day,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

/// Overtime: rates in thousandths of the hourly pay, and the most there may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Overtime {
    /// On a working day.
    pub weekday_permille: PerMille,
    /// On a rest day without time off in lieu.
    pub rest_day_permille: PerMille,
    /// On a statutory holiday.
    pub holiday_permille: PerMille,
    /// Hours a month at most.
    pub hours_per_month: i64,
}
