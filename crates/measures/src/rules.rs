//! How events become figures, as pure functions: no database, no clock, no chance.

/// Declares which events figures are made from, each by the kind it has in the log.
macro_rules! whats {
    ($(#[$meta:meta])* $of:literal { $($(#[$doc:meta])* $name:ident $kind:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum What { $($(#[$doc])* $name),+ }

        impl What {
            /// The meaning of an event's kind; `None` when no figure is made from it.
            pub fn of(kind: &str) -> Option<Self> {
                match kind { $(concat!($of, ".", $kind, ".v1") => Some(Self::$name),)+ _ => None }
            }

            /// All kinds that figures are made from.
            pub const KINDS: &'static [&'static str] = &[$(concat!($of, ".", $kind, ".v1")),+];
        }
    };
}

pub mod account;
pub mod compare;
pub mod contacts;
pub mod figure;
pub mod heard;
pub mod local;
pub mod period;
pub mod question;
pub mod rank;
pub mod scale;
pub mod series;
pub mod student;
pub mod sums;

#[cfg(test)]
mod tests;
