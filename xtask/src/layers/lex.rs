//! Tokens of a Rust source: as much of the language as imports need, without comments and the insides of literals.

/// A token and the line it is on, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub line: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword, raw ones without `r#`.
    Ident(String),
    /// A string with its text, for `#[path = "…"]`.
    Text(String),
    /// Two colons.
    Colons,
    /// Two or three dots, with or without `=`.
    Range,
    /// Any other sign, brackets included.
    Sign(char),
    /// A number, a character or a lifetime: never part of a path.
    Other,
}

impl Kind {
    /// Tells whether the token is this identifier.
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Kind::Ident(name) if name == word)
    }
}

/// Splits a source into its tokens.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { chars: source.chars().collect(), at: 0, line: 1 };
    let mut found = Vec::new();
    while let Some(token) = lexer.next() {
        found.push(token);
    }
    found
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(next == '\n');
        Some(next)
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.bump();
        }
    }

    fn next(&mut self) -> Option<Token> {
        loop {
            match (self.peek(0)?, self.peek(1)) {
                ('/', Some('/')) => {
                    while self.peek(0).is_some_and(|c| c != '\n') {
                        self.bump();
                    }
                }
                ('/', Some('*')) => self.block_comment(),
                (c, _) if c.is_whitespace() => self.skip(1),
                _ => break,
            }
        }
        let line = self.line;
        Some(Token { kind: self.kind()?, line })
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.bump() {
            match (c, self.peek(0)) {
                ('/', Some('*')) => depth += 1,
                ('*', Some('/')) => depth -= 1,
                _ => continue,
            }
            self.bump();
            if depth == 0 {
                return;
            }
        }
    }

    fn kind(&mut self) -> Option<Kind> {
        let first = self.peek(0)?;
        if first.is_alphabetic() || first == '_' {
            return Some(self.word());
        }
        if first.is_ascii_digit() {
            // `1.5` may come apart at the dot: neither half is part of a path.
            self.take_while(|c| c.is_alphanumeric() || c == '_');
            return Some(Kind::Other);
        }
        self.bump();
        Some(match (first, self.peek(0)) {
            ('"', _) => Kind::Text(self.string()),
            ('\'', _) => self.character_or_lifetime(),
            (':', Some(':')) => {
                self.bump();
                Kind::Colons
            }
            ('.', Some('.')) => {
                self.take_while(|c| c == '.' || c == '=');
                Kind::Range
            }
            (sign, _) => Kind::Sign(sign),
        })
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.peek(0).filter(|c| wanted(*c)) {
            taken.push(c);
            self.bump();
        }
        taken
    }

    /// An identifier, or a literal that begins with letters: `r"…"`, `b'…'`, `br#"…"#`.
    fn word(&mut self) -> Kind {
        let word = self.take_while(|c| c.is_alphanumeric() || c == '_');
        let raw = word.contains('r');
        let prefix = ["r", "b", "c", "br", "cr"].contains(&word.as_str());
        match self.peek(0) {
            Some('"') if prefix && raw => self.raw_string(0),
            Some('"') if prefix => {
                self.bump();
                Kind::Text(self.string())
            }
            Some('\'') if word == "b" => {
                self.bump();
                self.character_or_lifetime()
            }
            Some('#') if prefix && raw => {
                let hashes = (0..).take_while(|n| self.peek(*n) == Some('#')).count();
                if self.peek(hashes) == Some('"') {
                    self.skip(hashes);
                    return self.raw_string(hashes);
                }
                self.bump();
                Kind::Ident(self.take_while(|c| c.is_alphanumeric() || c == '_'))
            }
            _ => Kind::Ident(word),
        }
    }

    /// The rest of a string, up to its closing quote.
    fn string(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.bump() {
            match c {
                '"' => break,
                '\\' => drop(self.bump()),
                _ => text.push(c),
            }
        }
        text
    }

    fn raw_string(&mut self, hashes: usize) -> Kind {
        self.bump();
        let mut text = String::new();
        while let Some(c) = self.bump() {
            if c == '"' && (0..hashes).all(|n| self.peek(n) == Some('#')) {
                self.skip(hashes);
                break;
            }
            text.push(c);
        }
        Kind::Text(text)
    }

    /// Reads on from a single quote: `'a'` and `'\n'` close, `'static` does not.
    fn character_or_lifetime(&mut self) -> Kind {
        if self.peek(0) == Some('\\') {
            self.skip(2);
            while self.bump().is_some_and(|c| c != '\'') {}
        } else if self.peek(1) == Some('\'') {
            self.skip(2);
        } else {
            self.take_while(|c| c.is_alphanumeric() || c == '_');
        }
        Kind::Other
    }
}
