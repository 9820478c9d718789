//! Closed lists of words.

/// Declares a closed list of words, each with its text for the database, JSON and messages alike.
// The words are `tt`: the description of the API reads them only as they stand, not as a `literal` fragment.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$doc:meta])* $variant:ident $text:tt),+ $(,)? }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        $(#[$meta])*
        $vis enum $name { $($(#[$doc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// The word as it is stored and sent.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl $crate::Column for $name {
            fn read(value: $crate::Value<'_>) -> Option<Self> {
                match value {
                    $crate::Value::Text(it) => match &*it { $($text => Some(Self::$variant),)+ _ => None },
                    _ => None,
                }
            }
        }

        impl $crate::Arg for $name {
            fn arg(&self) -> $crate::Value<'_> {
                $crate::Value::Text(std::borrow::Cow::Borrowed(self.as_str()))
            }
        }
    };
}
