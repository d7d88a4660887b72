//! In how many parts a text message travels (3GPP TS 23.038 and 23.040): 160 characters of the plain alphabet in one, 153 in
//! each of several; as soon as one character is not in it, 70 and 67.

/// The alphabet of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The plain one, of seven bits.
    Gsm7,
    /// Every script, of sixteen bits; characters beyond them, such as emoji, count twice.
    Ucs2,
}

/// The size of a message as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// In which alphabet.
    pub alphabet: Alphabet,
    /// The number of units: characters, of which some count twice.
    pub units: usize,
    /// In how many parts; none where it is empty.
    pub parts: usize,
    /// The number of units that still fit into the last part.
    pub left: usize,
    /// The first character that the plain alphabet lacks.
    pub odd: Option<char>,
}

/// The plain alphabet but for letters and digits of ASCII, which are all in it.
const PLAIN: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Characters of it that are written as two.
const DOUBLE: &str = "\u{c}^{}\\[~]|€";

/// Counts a text.
pub fn count(text: &str) -> Count {
    let odd = text.chars().find(|c| plain(*c) == 0);
    let (alphabet, alone, together, units): (_, _, _, fn(char) -> usize) = match odd {
        None => (Alphabet::Gsm7, 160, 153, plain),
        Some(_) => (Alphabet::Ucs2, 70, 67, char::len_utf16),
    };
    let total: usize = text.chars().map(units).sum();
    if total <= alone {
        return Count { alphabet, units: total, parts: usize::from(total > 0), left: alone - total, odd };
    }
    // A character that counts twice is not split, so a part may end one short.
    let (mut parts, mut used) = (1, 0);
    for units in text.chars().map(units) {
        if used + units > together {
            (parts, used) = (parts + 1, 0);
        }
        used += units;
    }
    Count { alphabet, units: total, parts, left: together - used, odd }
}

/// The units of a character in the plain alphabet; 0 where it is not in it.
fn plain(c: char) -> usize {
    if c.is_ascii_alphanumeric() || PLAIN.contains(c) { 1 } else { 2 * usize::from(DOUBLE.contains(c)) }
}

impl Count {
    /// The count in words: “2 parts · 170 characters, 136 left · plain alphabet (GSM-7)”.
    pub fn words(&self) -> String {
        let parts = if self.parts == 1 { "1 part".to_owned() } else { format!("{} parts", self.parts) };
        let alphabet = match (self.alphabet, self.odd) {
            (Alphabet::Ucs2, Some(odd)) => format!("UCS-2, because of “{odd}”"),
            _ => "plain alphabet (GSM-7)".to_owned(),
        };
        format!("{parts} · {} characters, {} left · {alphabet}", self.units, self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_split_where_the_standard_says() {
        use Alphabet::{Gsm7, Ucs2};
        let a = |n: usize| "a".repeat(n);
        for (text, alphabet, units, parts, left) in [
            (String::new(), Gsm7, 0, 0, 160),
            (a(160), Gsm7, 160, 1, 0),
            (a(161), Gsm7, 161, 2, 145),
            (a(306), Gsm7, 306, 2, 0),
            (a(307), Gsm7, 307, 3, 152),
            ("ä€[".into(), Gsm7, 5, 1, 155),
            // 152 and a character of two: it goes into the second part.
            (a(152) + "€" + &a(10), Gsm7, 164, 2, 141),
            ("ő".repeat(70), Ucs2, 70, 1, 0),
            ("ő".repeat(71), Ucs2, 71, 2, 63),
            ("😀".repeat(35), Ucs2, 70, 1, 0),
            // 33 of them in a part: 66 of 67.
            ("😀".repeat(36), Ucs2, 72, 2, 61),
            ("“quoted”".into(), Ucs2, 8, 1, 62),
            // A bracket takes two places in the plain alphabet only [message-segment-calculator#18].
            ("]".repeat(85) + "😘", Ucs2, 87, 2, 47),
        ] {
            let counted = count(&text);
            assert_eq!(
                (counted.alphabet, counted.units, counted.parts, counted.left),
                (alphabet, units, parts, left),
                "{text}"
            );
        }
    }

    #[test]
    fn the_words_name_what_makes_it_dear() {
        assert_eq!(count("Hi").words(), "1 part · 2 characters, 158 left · plain alphabet (GSM-7)");
        assert_eq!(count("Hi ő").words(), "1 part · 4 characters, 66 left · UCS-2, because of “ő”");
    }

    #[test]
    fn the_plain_alphabet_has_its_128_characters() {
        // 62 letters and digits, the rest, and the escape, which stands for nothing itself.
        assert_eq!(62 + PLAIN.chars().count() + 1, 128);
        assert_eq!(DOUBLE.chars().count(), 10);
    }
}
