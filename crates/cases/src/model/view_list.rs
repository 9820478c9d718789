//! Lists of which views are saved.

use base::Result;
use web::{Actor, Right};

db::words! {
    /// Of which list a saved view is.
    #[derive(Default)]
    pub enum ViewList {
        /// Of cases.
        #[default]
        Cases "cases",
        /// Of conversations.
        Conversations "conversations",
    }
}

impl ViewList {
    /// The right by which somebody sees the list.
    pub fn right(self, who: &Actor) -> Right {
        match self {
            Self::Cases => Right::ReadCases,
            Self::Conversations if who.rights.has(Right::SuperviseConversations) => Right::SuperviseConversations,
            Self::Conversations => Right::WorkConversations,
        }
    }

    /// Passes for whoever sees one of the lists.
    ///
    /// # Errors
    /// Refused to everybody else.
    pub fn any(who: &Actor) -> Result<()> {
        let sees = Self::ALL.iter().any(|it| who.rights.has(it.right(who)));
        if sees { Ok(()) } else { Ok(who.may(Right::ReadCases)?) }
    }
}
