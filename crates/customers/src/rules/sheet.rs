//! What the rows of a sheet say (CUS-6).

use base::FieldProblem;
use vault::normalise;

use super::check::{check_identity, check_name, check_note, check_tier};
use crate::model::{IdentityKind, NewCustomer, NewIdentity, SheetColumn};

/// Words by which a column is known, in small letters.
const WORDS: [(SheetColumn, &[&str]); 8] = [
    (SheetColumn::Name, &["姓名", "客户姓名", "客户名称", "名称", "名字", "name", "customer", "full name"]),
    (
        SheetColumn::Phone,
        &["电话", "手机", "手机号", "手机号码", "联系电话", "电话号码", "phone", "mobile", "telephone"],
    ),
    (SheetColumn::Email, &["邮箱", "电子邮箱", "电子邮件", "邮件", "email", "e-mail", "mail"]),
    (SheetColumn::Account, &["账号", "户号", "客户编号", "合同号", "会员号", "account", "account number", "contract"]),
    (SheetColumn::Social, &["社交账号", "微信", "微信号", "wechat", "social"]),
    (SheetColumn::IdCard, &["证件号", "身份证", "身份证号", "证件号码", "id card", "id number"]),
    (SheetColumn::Tier, &["分层", "客户分层", "等级", "tier"]),
    (SheetColumn::Note, &["备注", "说明", "note", "notes", "remark"]),
];

/// Tiers as people write them.
const TIERS: [(&str, &str); 6] = [
    ("重要客户", "important"),
    ("重要", "important"),
    ("一般客户", "general"),
    ("一般", "general"),
    ("潜力客户", "potential"),
    ("潜力", "potential"),
];

/// A guess at what the columns are; what is not known is left out.
pub fn guess(columns: &[String]) -> Vec<Option<SheetColumn>> {
    let mut taken: Vec<SheetColumn> = Vec::new();
    let of = |column: &String| {
        let word = column.trim().to_lowercase();
        let found = WORDS.iter().find(|it| it.1.contains(&word.as_str())).map(|it| it.0)?;
        let once = matches!(found, SheetColumn::Name | SheetColumn::Tier | SheetColumn::Note);
        let free = !once || !taken.contains(&found);
        taken.push(found);
        free.then_some(found)
    };
    columns.iter().map(of).collect()
}

/// The customer that a row describes, and for each identity the column it stands in.
pub fn customer(mapping: &[Option<SheetColumn>], cells: &[String]) -> (NewCustomer, Vec<usize>) {
    let mut new = NewCustomer::default();
    let mut places = Vec::new();
    for (at, (column, cell)) in mapping.iter().zip(cells).enumerate() {
        let (Some(column), false) = (column, cell.trim().is_empty()) else { continue };
        let value = cell.trim().to_owned();
        match column {
            SheetColumn::Name => new.name = Some(value),
            SheetColumn::Note => new.note = Some(value),
            SheetColumn::Tier => {
                let known = TIERS.iter().find(|it| it.0 == value).map(|it| it.1.to_owned());
                new.tier = Some(known.unwrap_or(value));
            }
            identity => {
                let Some(kind) = kind(*identity) else { continue };
                let same = |it: &NewIdentity| {
                    it.kind == kind && normalise(kind.field(), &it.value) == normalise(kind.field(), &value)
                };
                if !new.identities.iter().any(same) {
                    new.identities.push(NewIdentity { kind, value, verified: false });
                    places.push(at);
                }
            }
        }
    }
    (new, places)
}

/// The kind of identity a column holds.
pub fn kind(column: SheetColumn) -> Option<IdentityKind> {
    match column {
        SheetColumn::Phone => Some(IdentityKind::Phone),
        SheetColumn::Email => Some(IdentityKind::Email),
        SheetColumn::Account => Some(IdentityKind::Account),
        SheetColumn::Social => Some(IdentityKind::Social),
        SheetColumn::IdCard => Some(IdentityKind::IdCard),
        SheetColumn::Name | SheetColumn::Tier | SheetColumn::Note => None,
    }
}

/// What is wrong with a row; the field of each is the place of its column.
pub fn problems(mapping: &[Option<SheetColumn>], new: &NewCustomer, places: &[usize]) -> Vec<FieldProblem> {
    let column = |wanted: SheetColumn| mapping.iter().position(|it| *it == Some(wanted)).unwrap_or_default();
    let at = |problem: FieldProblem, place: usize| FieldProblem { field: place.to_string(), ..problem };
    if new.name.is_none() && new.identities.is_empty() {
        return vec![FieldProblem::new("", "customers.empty")];
    }
    let name = new.name.as_deref().and_then(check_name).map(|it| at(it, column(SheetColumn::Name)));
    let tier = new.tier.as_deref().and_then(check_tier).map(|it| at(it, column(SheetColumn::Tier)));
    let note = new.note.as_deref().and_then(check_note).map(|it| at(it, column(SheetColumn::Note)));
    let identities = new.identities.iter().zip(places);
    let identities = identities.filter_map(|(it, place)| check_identity(&place.to_string(), it));
    [name, tier, note].into_iter().flatten().chain(identities).collect()
}

/// A cell that no spreadsheet takes for a formula.
pub fn defused(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}
