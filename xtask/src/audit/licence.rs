//! Licence expressions as packages state them: `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`, `MIT/X11`.

/// Whether the expression can be met with the allowed licences alone. What cannot be read is not met.
pub fn satisfied(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = Words { left: spaced.split_whitespace().collect(), allowed };
    words.left.reverse();
    words.either() == Some(true) && words.left.is_empty()
}

/// What is still to be read, the next word last.
struct Words<'a> {
    left: Vec<&'a str>,
    allowed: &'a [&'a str],
}

impl Words<'_> {
    fn either(&mut self) -> Option<bool> {
        let mut met = self.both()?;
        while self.next_is("OR") {
            met |= self.both()?;
        }
        Some(met)
    }

    fn both(&mut self) -> Option<bool> {
        let mut met = self.one()?;
        while self.next_is("AND") {
            met &= self.one()?;
        }
        Some(met)
    }

    fn one(&mut self) -> Option<bool> {
        if self.next_is("(") {
            let met = self.either()?;
            return self.next_is(")").then_some(met);
        }
        let name = self.left.pop()?;
        if self.next_is("WITH") {
            let with = format!("{name} WITH {}", self.left.pop()?);
            return Some(self.allowed.contains(&with.as_str()) || self.allowed.contains(&name));
        }
        Some(self.allowed.contains(&name))
    }

    fn next_is(&mut self, word: &str) -> bool {
        let found = self.left.last() == Some(&word);
        if found {
            self.left.pop();
        }
        found
    }
}
