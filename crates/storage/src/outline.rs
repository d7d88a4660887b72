//! A record without its graphs, which are most of it: what the listings show of a journey takes a fraction of the time to read.
//!
//! The graphs are cut out of the text before it is read. Own code, because a reader of the library that passes them over is
//! eight times as long in the page.

/// The placeholder for a graph that was cut out.
const EMPTY: &str = r#"{"nodes":[],"links":[]}"#;

/// The text of a record with empty graphs in the place of its own. It is JSON where the record is; nothing where the text
/// ends too early. A record with blanks between keys and colons, as none is written, keeps its graphs.
pub(crate) fn of(raw: &str) -> Option<String> {
    let bytes = raw.as_bytes();
    let mut short = String::new();
    // From where on nothing was taken over yet, where the reader is, how deep, and how many of the keys that lead to the
    // versions it is below.
    let (mut kept, mut at, mut depth, mut way) = (0, 0, 0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b'"' => {
                let end = end_of_text(bytes, at)?;
                let is_key = bytes.get(end) == Some(&b':');
                let key = bytes.get(at + 1..end - 1).filter(|_| is_key);
                at = end;
                match (depth, way, key) {
                    (1, _, Some(key)) => way = u8::from(key == b"journey"),
                    (2, 1 | 2, Some(key)) => way = 1 + u8::from(key == b"versions"),
                    (4, 2, Some(b"graph")) => {
                        short.push_str(raw.get(kept..=at)?);
                        short.push_str(EMPTY);
                        kept = end_of_value(bytes, at + 1)?;
                        at = kept;
                    }
                    _ => {}
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    short.push_str(raw.get(kept..)?);
    (depth == 0).then_some(short)
}

/// Behind the text that begins here with its quote.
fn end_of_text(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += 1;
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 1,
            _ => {}
        }
    }
}

/// Behind the object or the list that begins here.
fn end_of_value(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            b'"' => at = end_of_text(bytes, at)? - 1,
            // Anything else is no graph.
            _ if depth == 0 => return None,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_graphs_of_versions_are_cut_out() {
        let raw = r#"{"graph":{"a":1},"journey":{"name":"\"graph\":{","graph":{"b":2},"versions":[{"number":1,"graph":{"nodes":[{"id":"}\\\"]"}]}},{"graph":[[],{}],"setup":{"graph":{"c":3}}}]},"versions":[{"graph":{}}]}"#;
        let short = r#"{"graph":{"a":1},"journey":{"name":"\"graph\":{","graph":{"b":2},"versions":[{"number":1,"graph":{"nodes":[],"links":[]}},{"graph":{"nodes":[],"links":[]},"setup":{"graph":{"c":3}}}]},"versions":[{"graph":{}}]}"#;
        assert_eq!(of(raw).as_deref(), Some(short));
    }

    #[test]
    fn what_ends_too_early_has_no_outline() {
        let raw = r#"{"journey":{"versions":[{"graph":{"nodes":["\""]}}]}}"#;
        assert!(of(raw).is_some());
        for end in 1..raw.len() {
            assert_eq!(of(&raw[..end]), None, "{end}");
        }
        for raw in ["}", r#"{"journey":{"versions":[{"graph":3}]}}"#] {
            assert_eq!(of(raw), None, "{raw}");
        }
    }
}
