//! How an input becomes another one.

/// Numbers in a row, the same for the same seed (xorshift).
pub struct Row(u64);

impl Row {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 16) as usize % n.max(1)
    }
}

/// What means something to one of the readers.
const WORDS: &[&str] = &[
    "null", "true", "-1", "0", "1e999", "18446744073709551616", "9007199254740993", "0.5", "[]", "{}", "\"\"", "\\u0000",
    "\\ud800", "\u{feff}", "\u{202e}", "{{", "}}", "| default: \"", "{{first_name | default: \"there\"}}", "<script>",
    "\"do\":\"undo\"", "\"do\":\"batch\",\"edits\":[", "\"do\":\"field\"", "\"place\":4294967295", "\"next\":9007199254740991",
    "\"sojourn\":1", "\"sojourn\":2", "\"revision\":", "\"history\":{\"undo\":[],\"redo\":[]}", "\"from\":", "\"at\":[0,0]",
    "2026-13-45", "9999-12-31T23:59:59Z", "{\"path\":255}", "{\"days\":3661}", "[[[[[[[[[[[[[[[[", "\n", " ", ",", ":", "\"",
];

/// An input: one of the corpus with some changes, or the beginning of one with the end of another.
pub fn input(row: &mut Row, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = match corpus.len() {
        0 => Vec::new(),
        n => corpus[row.below(n)].clone(),
    };
    for _ in 0..=row.below(6) {
        let at = row.below(bytes.len() + 1);
        match row.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << row.below(8),
            1 if at < bytes.len() => bytes[at] = row.next() as u8,
            2 => bytes.truncate(at),
            3 if !corpus.is_empty() => {
                let other = &corpus[row.below(corpus.len())];
                let from = row.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend(&other[from..]);
            }
            4 => {
                let to = (at + row.below(40)).min(bytes.len());
                bytes.drain(at..to);
            }
            5 => {
                let to = (at + row.below(200)).min(bytes.len());
                let twice = bytes[at..to].to_vec();
                bytes.splice(at..at, twice);
            }
            _ => {
                let word = WORDS[row.below(WORDS.len())];
                let to = (at + row.below(12)).min(bytes.len());
                bytes.splice(at..to, word.bytes());
            }
        }
        bytes.truncate(100_000);
    }
    bytes
}
