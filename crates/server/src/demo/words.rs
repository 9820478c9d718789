//! What is said in the demo organisation.

use base::{Result, SeededRandom, fault};
use serde::Deserialize;

/// Names, matters and phrases.
#[derive(Debug, Clone, Deserialize)]
pub struct Words {
    families: String,
    given: Vec<String>,
    streets: Vec<String>,
    /// What satisfied customers say.
    pub thanks: Vec<String>,
    /// What dissatisfied customers say.
    pub anger: Vec<String>,
    /// What agents write down.
    pub notes: Vec<String>,
    matter: Vec<Matter>,
    /// What is kept as templates.
    pub template: Vec<Template>,
}

/// A template of the demo.
#[derive(Debug, Clone, Deserialize)]
pub struct Template {
    /// `answer` or `case`.
    pub sort: String,
    /// Its name.
    pub name: String,
    /// What an answer is called up by.
    pub shortcut: Option<String>,
    /// The kind it is for.
    pub kind: Option<String>,
    /// What a case is about.
    pub subject: Option<String>,
    /// Its words.
    pub text: String,
}

/// Something customers come with.
#[derive(Debug, Clone, Deserialize)]
pub struct Matter {
    /// Its kind.
    pub kind: String,
    /// Its class.
    pub class: Option<String>,
    /// Where it is taken in.
    pub desk: String,
    /// The team that has to solve it, when that is another.
    pub to: Option<String>,
    share: u64,
    /// What it is about.
    pub subject: String,
    /// What the customer says.
    pub text: String,
    /// What the customer asks for.
    pub demand: Option<String>,
    /// How it is solved.
    pub reply: String,
}

/// One of several; a default when there are none.
pub fn pick<'a, T>(dice: &mut SeededRandom, from: &'a [T]) -> Option<&'a T> {
    let count = u64::try_from(from.len()).unwrap_or(0);
    from.get(usize::try_from(dice.below(count)).unwrap_or(0))
}

/// True with this chance in a hundred.
pub fn chance(dice: &mut SeededRandom, percent: u64) -> bool {
    dice.below(100) < percent
}

impl Words {
    /// The words that come with the program.
    pub fn read() -> Result<Self> {
        toml::from_str(include_str!("words.toml")).map_err(fault)
    }

    /// A person's name.
    pub fn name(&self, dice: &mut SeededRandom) -> String {
        let families: Vec<char> = self.families.chars().collect();
        let family = pick(dice, &families).copied().unwrap_or('王');
        let given = pick(dice, &self.given).cloned().unwrap_or_default();
        format!("{family}{given}")
    }

    /// What is answered to the form of a fault: where it is, on what line, and whether somebody is to come.
    pub fn fault(&self, dice: &mut SeededRandom) -> [(&'static str, serde_json::Value); 4] {
        let line = *pick(dice, &["fibre", "fibre", "copper", "mobile"]).unwrap_or(&"fibre");
        [
            ("place", self.place(dice).into()),
            ("line", line.into()),
            ("visit", chance(dice, 40).into()),
            ("visit_day", "2026-11-30".into()),
        ]
    }

    /// An address.
    fn place(&self, dice: &mut SeededRandom) -> String {
        let street = pick(dice, &self.streets).cloned().unwrap_or_default();
        format!(
            "{street} {} 号楼 {} 单元 {}0{} 室",
            1 + dice.below(28),
            1 + dice.below(4),
            1 + dice.below(18),
            1 + dice.below(4)
        )
    }

    /// A matter, as often as its share says.
    pub fn matter(&self, dice: &mut SeededRandom) -> Option<&Matter> {
        let mut at = dice.below(self.matter.iter().map(|it| it.share).sum());
        self.matter.iter().find(|it| {
            let here = at < it.share;
            at = at.saturating_sub(it.share);
            here
        })
    }
}

/// A number below a bound.
pub fn below(dice: &mut SeededRandom, bound: u64) -> i64 {
    i64::try_from(dice.below(bound)).unwrap_or(0)
}

/// A mobile number.
pub fn phone(dice: &mut SeededRandom) -> String {
    let heads = ["138", "139", "150", "158", "176", "186", "188", "199"];
    format!("{}{:08}", pick(dice, &heads).unwrap_or(&"138"), dice.below(100_000_000))
}
