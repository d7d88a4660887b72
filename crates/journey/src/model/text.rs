//! Ids and names: text that was checked when it came in (spec: journey.md §3, limits of §1).

use std::{borrow::Borrow, fmt};

/// The longest name of a journey, in characters after trimming.
pub const NAME_MAX: usize = 100;
/// The longest description, in characters.
pub const DESCRIPTION_MAX: usize = 120;
/// The longest title of a node, label of a journey or name of a path.
pub const TITLE_MAX: usize = 100;
/// The longest id.
pub const ID_MAX: usize = 64;

/// Makes an id type: 1–64 characters out of `a–z A–Z 0–9 _ -`, so that it can stand in an address, a key and a file name.
macro_rules! id {
    ($name:ident, $what:literal) => {
        #[doc = $what]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// `None` where the text is empty, too long or holds another character.
            pub fn parse(text: &str) -> Option<Self> {
                let fits = (1..=ID_MAX).contains(&text.len())
                    && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
                fits.then(|| Self(text.to_owned()))
            }

            /// A new id out of random bits: the caller brings the randomness.
            pub fn random(bits: u64) -> Self {
                let digits = b"0123456789abcdefghjkmnpqrstvwxyz";
                let text = (0..12).map(|i| char::from(digits[(bits >> (5 * i)) as usize & 31])).collect();
                Self(text)
            }

            /// An id out of any text, so that what is written down in the program needs no check: its ASCII letters and
            /// digits in lower case, one `-` for whatever stands between them, cut to [`ID_MAX`].
            pub fn of_words(text: &str) -> Self {
                let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
                let mut id = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
                id.truncate(ID_MAX);
                Self(if id.is_empty() { "-".to_owned() } else { id })
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id!(JourneyId, "Names a journey, the same over all its versions and for ever.");
id!(NodeId, "Names a node within its graph.");

impl JourneyId {
    /// True where an address can name the journey: `/journeys/new` is the page of a new one.
    pub fn is_addressable(&self) -> bool {
        self.0 != "new"
    }
}

/// Why a name cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing but blanks.
    Missing,
    /// More than [`NAME_MAX`] characters; how many there are.
    TooLong(usize),
    /// Holds a control character, such as a line break.
    Control,
    /// Another journey that is not archived bears it.
    Taken,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("Enter a name for the journey."),
            Self::TooLong(n) => write!(f, "A name has at most {NAME_MAX} characters; this one has {n}."),
            Self::Control => f.write_str("A name cannot hold line breaks or other control characters."),
            Self::Taken => f.write_str("Another journey has this name. Choose a different one."),
        }
    }
}

/// Decomposes a text into Unicode's form NFKD. The caller brings it, because a browser has the tables and the page need not.
pub type Decompose<'a> = &'a dyn Fn(&str) -> String;

/// Folds a text for comparison: composed and compatible characters are taken apart, case and invisible characters do not
/// count, and any run of blanks is one blank.
pub fn fold(text: &str, decompose: Decompose<'_>) -> String {
    let plain = if text.is_ascii() { text.to_owned() } else { decompose(text) };
    let mut folded = String::with_capacity(plain.len());
    for c in plain.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase) {
        match c {
            c if c.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            c => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Tells the characters that leave no mark of their own on a screen: zero-width ones, direction marks, fillers and variants.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// A journey's name: trimmed, 1–100 characters, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Trims and checks the text; whether it is taken only the workspace can tell.
    ///
    /// # Errors
    ///
    /// [`NameError`]: it is missing, too long, or not on one line.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        // Characters without width would make a name that nobody can see or press.
        let trimmed = text.trim();
        if trimmed.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
            return Err(NameError::Missing);
        }
        match trimmed.chars().count() {
            n if n > NAME_MAX => Err(NameError::TooLong(n)),
            _ if trimmed.chars().any(char::is_control) => Err(NameError::Control),
            _ => Ok(Self(trimmed.to_owned())),
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folded name, which two names are compared by: names that look alike are one name. See [`fold`].
    pub fn key(&self, decompose: Decompose<'_>) -> String {
        fold(&self.0, decompose)
    }

    /// The name with `prefix` before it or `suffix` behind it, cut so that it stays a name.
    pub fn with(&self, prefix: &str, suffix: &str) -> Self {
        let room = NAME_MAX.saturating_sub(prefix.chars().count() + suffix.chars().count());
        let kept: String = self.0.chars().take(room).collect();
        Self(format!("{prefix}{}{suffix}", kept.trim_end()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_counted_in_characters() {
        assert_eq!(Name::parse("  Welcome  ").unwrap().as_str(), "Welcome");
        assert_eq!(Name::parse(&"é".repeat(100)).unwrap().as_str().chars().count(), 100);
        assert_eq!(Name::parse(&"é".repeat(101)), Err(NameError::TooLong(101)));
        assert_eq!(Name::parse("a\nb"), Err(NameError::Control));
        for blank in ["", "   ", "\u{200b}\u{feff}", "\u{202e}", "\u{3164}", "\u{2800}"] {
            assert_eq!(Name::parse(blank), Err(NameError::Missing), "{blank:?}");
        }
    }

    #[test]
    fn names_that_look_alike_have_one_key() {
        let nfkd = |text: &str| icu_normalizer::DecomposingNormalizerBorrowed::new_nfkd().normalize(text).into_owned();
        let key = |text: &str| Name::parse(text).unwrap().key(&nfkd);
        let alike = [
            ["Café", "Cafe\u{301}", "CAFÉ"],
            ["Straße", "STRASSE", "straße"],
            ["İ", "i\u{307}", "i\u{307}"],
            ["Spring sale", "Spring\u{a0}sale", "Spring  sale"],
            ["Welcome", "Wel\u{200b}come", "\u{2060}Welcome\u{feff}"],
            ["ﬁrst step", "first step", "ｆｉｒｓｔ　ｓｔｅｐ"],
            ["ΟΔΟΣ", "οδος", "οδοσ"],
            ["Heart ❤", "Heart ❤\u{fe0f}", "Heart \u{200d}❤"],
        ];
        for [one, other, third] in alike {
            assert_eq!((key(one), key(one)), (key(other), key(third)), "{one}");
        }
        // A mark makes another word in most scripts; only what cannot be seen is passed over.
        for (one, other) in [("Cafe", "Café"), ("か", "が"), ("Sale 1", "Sale 2"), ("kız", "kiz"), ("a b", "ab")] {
            assert_ne!(key(one), key(other), "{one}");
        }
    }

    #[test]
    fn markup_quotes_and_right_to_left_marks_are_only_text() {
        for name in ["<img src=x onerror=alert(1)>", "\"quoted\" & 'so'", "ab\u{202e}cd", "🎉 Party"] {
            assert_eq!(Name::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn a_clone_of_a_long_name_is_still_a_name() {
        let name = Name::parse(&"x".repeat(100)).unwrap().with("Clone of ", "");
        assert!(Name::parse(name.as_str()).is_ok());
        assert!(name.as_str().starts_with("Clone of x"));
    }

    #[test]
    fn an_id_can_stand_in_an_address() {
        assert!(NodeId::parse("n-1_A").is_some());
        for bad in ["", "a b", "a/b", "ä", &"x".repeat(65)] {
            assert!(NodeId::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(JourneyId::parse(JourneyId::random(u64::MAX).as_str()), Some(JourneyId::random(u64::MAX)));
    }

    #[test]
    fn any_words_make_an_id() {
        assert_eq!(NodeId::of_words("Cart saved: Step 2?").as_str(), "cart-saved-step-2");
        for text in ["", "é", "😀😀", &"x".repeat(200)] {
            assert!(NodeId::parse(NodeId::of_words(text).as_str()).is_some(), "{text}");
        }
    }
}
