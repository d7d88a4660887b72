//! The part of a share link that holds a journey, as mail programs and chats leave it.

/// The readings of what stands behind the `#` of a link, the likeliest first; none where there is nothing to read. What mail
/// programs put behind a link (`.`, `)`, `>`, quotes, `&utm_source=x`) goes, and so do line breaks within it.
pub fn readings(fragment: &str) -> Vec<String> {
    let text = percent_decoded(fragment.trim_start_matches('#'));
    let text = text.trim_start_matches(|c: char| !is_letter(c));
    let broken = |c: char| c.is_whitespace() || c == '=';
    let plain: String = text.chars().take_while(|c| is_letter(*c)).collect();
    // A line that was wrapped, by a mail that writes “=” at the end of a line.
    let joined: String = text.chars().take_while(|c| is_letter(*c) || broken(*c)).filter(|c| !broken(*c)).collect();
    // Marks around a link that could as well be letters of it: _link_, link-.
    let bare = |text: &str| text.trim_end_matches(['-', '_']).to_owned();
    let mut readings = Vec::new();
    for reading in [plain.clone(), joined.clone(), bare(&plain), bare(&joined)] {
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// True where the character belongs to the alphabet of compressed texts.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

/// The text with its `%XX` read, once more where they were written twice. What is no such code stays.
fn percent_decoded(text: &str) -> String {
    let once = decoded_once(text);
    if once.contains('%') { decoded_once(&once) } else { once }
}

fn decoded_once(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let code = others.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = others.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "q1bKSy0qzsxLV7JS-Ss_7a";

    #[test]
    fn what_mail_programs_put_behind_a_link_goes() {
        for behind in [
            "",
            ".",
            ")",
            ").",
            ">",
            ">.",
            "\"",
            "'",
            "”",
            "%E2%80%9D",
            ",",
            ";",
            "&utm_source=x",
            "&amp;utm=1",
            "?utm_source=x",
            "#top",
            "\n",
            "%0D%0A",
            "%3E",
            "%253E",
            " and so on",
            "%20and%20more",
            "*",
            "|",
            "%",
            "%2",
            "]",
            "\u{200b}",
            "=",
            "=0A",
        ] {
            let readings = readings(&format!("#{LINK}{behind}"));
            assert_eq!(readings.first().map(String::as_str), Some(LINK), "{behind:?}");
        }
    }

    #[test]
    fn what_stands_before_it_and_marks_that_could_be_letters_go() {
        for link in [format!("#<{LINK}>"), format!("%3C{LINK}"), format!("##{LINK}"), format!("“{LINK}”")] {
            assert_eq!(readings(&link).first().map(String::as_str), Some(LINK), "{link}");
        }
        for link in [format!("{LINK}_"), format!("{LINK}-"), format!("{LINK}__.")] {
            assert!(readings(&link).contains(&LINK.to_owned()), "{link}");
        }
    }

    #[test]
    fn a_link_over_several_lines_is_one() {
        let (one, other) = LINK.split_at(9);
        for link in [
            format!("{one}\r\n{other}"),
            format!("{one}%0A{other}."),
            format!("{one}=\n{other})"),
            format!("{one}%20{other}"),
        ] {
            assert!(readings(&link).contains(&LINK.to_owned()), "{link}");
        }
    }

    #[test]
    fn percent_codes_are_read_and_nothing_is_nothing() {
        assert_eq!(readings("#q1bKSy0qzsxLV7JS%2DSs%5F7a"), [LINK]);
        assert_eq!(readings("#q1bKSy0qzsxLV7JS%252DSs%255F7a"), [LINK]);
        for empty in ["", "#", "%00", "##", "&", "…"] {
            assert_eq!(readings(empty), Vec::<String>::new(), "{empty:?}");
        }
    }
}
