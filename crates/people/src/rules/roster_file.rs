//! What a list of staff says: its columns by their names in either language, and each row as somebody to be added.

use base::FieldProblem;
use base::ids::{PostId, UnitId};

use crate::model::{Employment, Locale, NewPerson, StaffKind};
use crate::refused::Refused;

/// What a column can hold, and what it may be called.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("login", &["login", "sign-in name", "登录名", "工号", "账号"]),
    ("name", &["name", "姓名"]),
    ("kind", &["kind", "kind of staff", "岗位类别", "人员类别"]),
    ("employment", &["employment", "用工", "用工形式"]),
    ("unit", &["unit", "部门", "部门代号"]),
    ("post", &["post", "岗位"]),
    ("roles", &["roles", "role", "角色"]),
    ("language", &["language", "语言"]),
];
/// Without these nobody can be added.
const NEEDED: [&str; 3] = ["login", "name", "unit"];

/// Chinese words for the kinds of staff, beside the words of policy.
const KINDS: [(&str, StaffKind); 13] = [
    ("热线客服", StaffKind::HotlineAgent),
    ("在线客服", StaffKind::OnlineAgent),
    ("大厅客服", StaffKind::HallAgent),
    ("投诉处理专员", StaffKind::ComplaintHandler),
    ("后台部门", StaffKind::BackOffice),
    ("班组长", StaffKind::TeamLead),
    ("主管", StaffKind::Supervisor),
    ("质检员", StaffKind::QualityInspector),
    ("培训师", StaffKind::Trainer),
    ("人力资源", StaffKind::Hr),
    ("经理", StaffKind::Manager),
    ("审计", StaffKind::Auditor),
    ("系统管理员", StaffKind::Administrator),
];
const EMPLOYMENTS: [(&str, Employment); 3] =
    [("全职", Employment::FullTime), ("兼职", Employment::PartTime), ("临时", Employment::Temporary)];

/// Which column holds what.
pub type Columns = Vec<Option<&'static str>>;

/// Reads the header.
///
/// # Errors
/// Refused when a needed column is missing.
pub fn columns(header: &[String]) -> Result<Columns, Refused> {
    let named = |cell: &String| {
        let cell = cell.trim().to_lowercase();
        COLUMNS.iter().find(|it| it.1.contains(&cell.as_str())).map(|it| it.0)
    };
    let columns: Columns = header.iter().map(named).collect();
    match NEEDED.into_iter().find(|it| !columns.contains(&Some(*it))) {
        Some(missing) => Err(Refused::ColumnMissing(missing)),
        None => Ok(columns),
    }
}

/// What the names in a list stand for.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Units by code and by name.
    pub units: Vec<(String, UnitId)>,
    /// Posts by their unit and name.
    pub posts: Vec<(UnitId, String, PostId)>,
    /// Roles by id and by name in both languages.
    pub roles: Vec<(String, String)>,
}

/// Somebody to be added, and what is wrong with the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who, when nothing is wrong.
    pub person: Option<NewPerson>,
    /// Their login as written.
    pub login: String,
    /// Their name as written.
    pub name: String,
    /// Their unit as written.
    pub unit: String,
    /// Their roles as written.
    pub roles: String,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

fn unknown(field: &'static str, text: &str) -> FieldProblem {
    let code = match field {
        "unit" if text.is_empty() => "people.unit_missing_in_list",
        "unit" => "people.unit_not_in_list",
        "post" => "people.post_not_in_list",
        "roles" => "people.role_not_in_list",
        "kind" => "people.kind_not_in_list",
        _ => "people.employment_not_in_list",
    };
    FieldProblem::new(field, code).with("text", text)
}

/// Reads a row.
pub fn draft(columns: &Columns, cells: &[String], known: &Known) -> Draft {
    let cell = |wanted: &str| {
        let found = columns.iter().zip(cells).find(|(name, _)| **name == Some(wanted));
        found.map(|it| it.1.trim().to_owned()).unwrap_or_default()
    };
    let mut problems = Vec::new();
    let (login, name, unit, roles) = (cell("login"), cell("name"), cell("unit"), cell("roles"));
    let units: Vec<&UnitId> = known.units.iter().filter(|it| it.0 == unit).map(|it| &it.1).collect();
    let unit_id = match units.as_slice() {
        [one, rest @ ..] if rest.iter().all(|it| it == one) => Some((*one).clone()),
        [] => None,
        _ => {
            problems.push(FieldProblem::new("unit", "people.unit_ambiguous").with("text", &unit));
            None
        }
    };
    if unit_id.is_none() && units.is_empty() {
        problems.push(unknown("unit", &unit));
    }
    let kind = word(&cell("kind"), "kind", &KINDS, StaffKind::ALL, StaffKind::as_str, StaffKind::HotlineAgent);
    let employment = cell("employment");
    let employment =
        word(&employment, "employment", &EMPLOYMENTS, Employment::ALL, Employment::as_str, Employment::FullTime);
    let post = cell("post");
    let post_id = known.posts.iter().find(|it| Some(&it.0) == unit_id.as_ref() && it.1 == post).map(|it| it.2.clone());
    if !post.is_empty() && unit_id.is_some() && post_id.is_none() {
        problems.push(unknown("post", &post));
    }
    let mut given = Vec::new();
    for role in roles.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|it| !it.is_empty()) {
        match known.roles.iter().find(|it| it.0 == role) {
            Some((_, id)) => given.push(id.clone()),
            None => problems.push(unknown("roles", role)),
        }
    }
    let locale = if cell("language").to_lowercase().starts_with("en") { Locale::En } else { Locale::Zh };
    let (kind, employment) = (taken(kind, &mut problems), taken(employment, &mut problems));
    let person = unit_id.zip(kind).zip(employment).map(|((unit_id, kind), employment)| NewPerson {
        login: login.clone(),
        name: name.clone(),
        kind,
        employment,
        unit_id,
        post_id,
        level: None,
        locale,
        roles: given,
        password: None,
    });
    Draft { person, login, name, unit, roles, problems }
}

fn taken<T>(read: Result<T, FieldProblem>, problems: &mut Vec<FieldProblem>) -> Option<T> {
    read.map_err(|it| problems.push(it)).ok()
}

/// A word of a closed list, by its stored form or in Chinese; what is left out has a default.
fn word<T: Copy>(
    text: &str,
    field: &'static str,
    chinese: &[(&str, T)],
    all: &[T],
    stored: fn(T) -> &'static str,
    default: T,
) -> Result<T, FieldProblem> {
    if text.is_empty() {
        return Ok(default);
    }
    let named = chinese.iter().find(|it| it.0 == text).map(|it| it.1);
    named.or_else(|| all.iter().copied().find(|it| stored(*it) == text)).ok_or_else(|| unknown(field, text))
}

/// Letters that are not mistaken for each other when read aloud or typed.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";

/// A first password of this many letters, out of chance; five bits each.
pub fn first_password(length: usize, chance: &[u8]) -> String {
    let letters = chance.iter().cycle().take(length).filter_map(|it| LETTERS.get(usize::from(it & 31)));
    letters.map(|it| char::from(*it)).collect()
}
