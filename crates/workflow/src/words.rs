//! Keys and words of an enumeration from one list: what the database stores, what a user reads.

/// Implements `ALL`, `key`, `from_key`, `word` and `Display`. A variant that is left out does not compile.
macro_rules! words {
    ($name:ident { $($variant:ident $key:literal $word:literal,)* }) => {
        impl $name {
            /// All of them, in the order of the yearly cycle.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The stable key, as the database keeps it.
            pub const fn key(self) -> &'static str {
                match self {
                    $($name::$variant => $key,)*
                }
            }

            /// The one with this key.
            pub fn from_key(key: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }

            /// The word that users read.
            pub const fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

pub(crate) use words;
