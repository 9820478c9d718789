//! The lines of a report, as the program prints them.

use serde_json::Value;

use super::sets::Spec;

/// The lines of one report.
pub struct Lines(Vec<Value>);

impl Lines {
    /// Reads a report.
    pub fn parse(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map(Self).map_err(|why| why.to_string())
    }

    /// The line of a key whose dimensions are exactly these.
    pub fn one(&self, key: &str, dims: &[(&str, Option<&str>)]) -> Option<&Value> {
        self.0.iter().find(|line| {
            let same =
                |(dim, value): &(&str, Option<&str>)| line["dims"].get(dim).is_some_and(|it| it.as_str() == *value);
            line["key"] == key && size(line) == dims.len() && dims.iter().all(same)
        })
    }

    /// The entries of a list: what names each, and how many it is; the greatest first, equal ones by name.
    pub fn list(&self, spec: &Spec) -> Vec<(String, f64)> {
        let ranked = |line: &&Value| usize::from(line["dims"].get("rank").is_some());
        let mut entries: Vec<(String, f64)> = (self.0.iter())
            .filter(|it| it["key"] == spec.key && size(it) == spec.dims.len() + spec.list.len() + ranked(it))
            .filter(|it| {
                spec.dims.iter().all(|(dim, value)| it["dims"].get(dim).and_then(Value::as_str) == Some(value.as_str()))
            })
            .filter_map(|line| {
                let unknown = spec.unknown.as_deref();
                let parts: Option<Vec<&str>> =
                    spec.list.iter().map(|dim| line["dims"].get(dim)?.as_str().or(unknown)).collect();
                Some((parts?.join(" > "), amount(line, None)?))
            })
            .collect();
        entries.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        entries
    }
}

fn size(line: &Value) -> usize {
    line["dims"].as_object().map_or(0, serde_json::Map::len)
}

/// A number of a line: the part asked for, else the count of a count or share, and the mean of a spread.
pub fn amount(line: &Value, field: Option<&str>) -> Option<f64> {
    match field {
        Some(field) => line[field].as_f64(),
        None if line["unit"] == "share" => line["num"].as_f64(),
        None => line["value"].as_f64(),
    }
}
