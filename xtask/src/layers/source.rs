//! Modules of a crate: what each defines, imports and mentions, read from its tokens.

use super::lex::{Kind, Token, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// The words that begin an item with a name.
const ITEMS: [&str; 8] = ["fn", "struct", "enum", "trait", "type", "const", "static", "union"];

/// A module: a file, or `mod x { … }` inside one.
#[derive(Default, Debug)]
pub struct Module {
    /// The index of its file.
    pub file: usize,
    /// The index of the module around it; none for a crate's root.
    pub parent: Option<usize>,
    /// The root of its crate.
    pub root: usize,
    /// Its child modules by name.
    pub children: BTreeMap<String, usize>,
    /// The names it defines.
    pub items: BTreeSet<String>,
    /// Its `use` declarations, one a name.
    pub imports: Vec<Import>,
    /// The paths its code mentions outside of `use`, each with the first line that does.
    pub mentions: BTreeMap<Vec<String>, usize>,
}

/// One name that a `use` brings in.
#[derive(Debug)]
pub struct Import {
    /// The name it has here; none for `*`.
    pub name: Option<String>,
    pub path: Vec<String>,
    /// Tells whether others may import it from here. Code that does not mention the name does not depend on it.
    pub is_reexport: bool,
    pub line: usize,
}

/// A child module that stands in a file of its own.
pub struct Declared {
    pub name: String,
    /// The file that `#[path = "…"]` names.
    pub path: Option<String>,
    pub parent: usize,
}

/// Reads a file as module `module` of `modules`, which grow by its inline modules. Gives the modules it declares in other
/// files. Code under `#[cfg(test)]` does not count.
pub fn read(source: &str, module: usize, modules: &mut Vec<Module>) -> Vec<Declared> {
    let tokens = tokens(source);
    let ends = ends(&tokens);
    let mut reader = Reader { tokens: &tokens, ends: &ends, modules, declared: Vec::new() };
    reader.block(0, tokens.len(), module, true);
    reader.declared
}

/// The index of the closing bracket of each opening one.
fn ends(tokens: &[Token]) -> BTreeMap<usize, usize> {
    let (mut open, mut ends) = (Vec::new(), BTreeMap::new());
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('(' | '[' | '{') => open.push(at),
            Kind::Sign(')' | ']' | '}') => {
                ends.extend(open.pop().map(|start| (start, at)));
            }
            _ => {}
        }
    }
    ends
}

struct Reader<'a> {
    tokens: &'a [Token],
    ends: &'a BTreeMap<usize, usize>,
    modules: &'a mut Vec<Module>,
    declared: Vec<Declared>,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> &Kind {
        self.tokens.get(at).map_or(&Kind::Other, |token| &token.kind)
    }

    fn sign(&self, at: usize) -> Option<char> {
        if let Kind::Sign(sign) = self.kind(at) { Some(*sign) } else { None }
    }

    fn ident(&self, at: usize) -> Option<String> {
        if let Kind::Ident(name) = self.kind(at) { Some(name.clone()) } else { None }
    }

    fn line(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(0, |token| token.line)
    }

    fn end(&self, open: usize) -> usize {
        self.ends.get(&open).copied().unwrap_or(self.tokens.len())
    }

    /// Reads the tokens from `at` up to `end`. `defines` is true where a name is an item of the module, false inside of
    /// bodies.
    fn block(&mut self, mut at: usize, end: usize, module: usize, defines: bool) {
        let (mut is_reexport, mut path_attribute) = (false, None);
        while at < end {
            let next = match self.kind(at) {
                Kind::Sign('#') => {
                    let open = at + 1 + usize::from(self.sign(at + 1) == Some('!'));
                    if self.sign(open) == Some('[') {
                        let after = self.end(open) + 1;
                        if self.is_test(open) {
                            self.item_end(after, end)
                        } else {
                            path_attribute = path_attribute.or(self.path_attribute(open));
                            after
                        }
                    } else {
                        at + 1
                    }
                }
                Kind::Sign('{' | '(' | '[') => {
                    // A macro's braces at this level may hold items of the module.
                    let is_macro = at >= 2 && (self.sign(at - 1) == Some('!'));
                    self.block(at + 1, self.end(at), module, defines && is_macro);
                    self.end(at) + 1
                }
                Kind::Ident(word) if word == "pub" => {
                    is_reexport = true;
                    let after = at + 1;
                    if self.sign(after) == Some('(') { self.end(after) + 1 } else { after }
                }
                Kind::Ident(word) if word == "use" && self.sign(at + 1) != Some('<') => {
                    let after = self.tree(at + 1, Vec::new(), module, is_reexport);
                    is_reexport = false;
                    after + 1
                }
                Kind::Ident(word) if word == "mod" && self.ident(at + 1).is_some() => {
                    is_reexport = false;
                    self.child(at + 1, module, path_attribute.take())
                }
                Kind::Ident(word) if word == "macro_rules" => {
                    self.define(at + 2, module);
                    at + 3
                }
                Kind::Ident(word) if ITEMS.contains(&word.as_str()) && self.ident(at + 1).is_some() => {
                    is_reexport = false;
                    let is_name = !["fn", "mut", "unsafe", "async", "extern"].iter().any(|w| self.kind(at + 1).is(w));
                    if !is_name {
                        at + 1
                    } else {
                        if defines {
                            self.define(at + 1, module);
                        }
                        at + 2
                    }
                }
                Kind::Ident(_) => self.mention(at, module),
                _ => at + 1,
            };
            at = next;
        }
    }

    fn define(&mut self, at: usize, module: usize) {
        let name = self.ident(at);
        self.modules[module].items.extend(name);
    }

    /// Tells whether an attribute leaves its item out of the product: `#[cfg(test)]` or `#[cfg(all(test, …))]`.
    fn is_test(&self, open: usize) -> bool {
        let inner = if self.kind(open + 3).is("all") { open + 5 } else { open + 3 };
        self.kind(open + 1).is("cfg") && self.kind(inner).is("test")
    }

    fn path_attribute(&self, open: usize) -> Option<String> {
        match self.kind(open + 3) {
            Kind::Text(text) if self.kind(open + 1).is("path") => Some(text.clone()),
            _ => None,
        }
    }

    /// The index after the item, field or arm that begins at `at`.
    fn item_end(&self, mut at: usize, end: usize) -> usize {
        let mut is_item = false;
        while at < end {
            match self.kind(at) {
                Kind::Ident(word) => {
                    is_item |= ITEMS.contains(&word.as_str())
                        || ["mod", "use", "impl", "macro_rules"].contains(&word.as_str());
                    at += 1;
                }
                Kind::Sign('{') => {
                    let after = self.end(at) + 1;
                    return if self.sign(after) == Some(';') { after + 1 } else { after };
                }
                Kind::Sign('(' | '[') => at = self.end(at) + 1,
                Kind::Sign(';') => return at + 1,
                Kind::Sign(',') if !is_item => return at + 1,
                _ => at += 1,
            }
        }
        at
    }

    /// Reads `name;` or `name { … }` after `mod`.
    fn child(&mut self, at: usize, parent: usize, path: Option<String>) -> usize {
        let Some(name) = self.ident(at) else { return at };
        if self.sign(at + 1) != Some('{') {
            self.declared.push(Declared { name, path, parent });
            return at + 2;
        }
        let child = self.modules.len();
        let (file, root) = (self.modules[parent].file, self.modules[parent].root);
        self.modules.push(Module { file, root, parent: Some(parent), ..Module::default() });
        self.modules[parent].children.insert(name, child);
        let end = self.end(at + 1);
        self.block(at + 2, end, child, true);
        end + 1
    }

    /// Reads one tree of a `use`: `a::{b, c::*, d as e}`. Gives the index of what follows it.
    fn tree(&mut self, mut at: usize, mut path: Vec<String>, module: usize, is_reexport: bool) -> usize {
        let line = self.line(at);
        loop {
            match self.kind(at).clone() {
                Kind::Ident(name) => {
                    path.push(name);
                    at += 1;
                }
                Kind::Colons => at += 1,
                Kind::Sign('{') => {
                    let end = self.end(at);
                    at += 1;
                    while at < end {
                        at = self.tree(at, path.clone(), module, is_reexport);
                        at += usize::from(at < end);
                    }
                    return end + 1;
                }
                Kind::Sign('*') => {
                    self.modules[module].imports.push(Import { name: None, path, is_reexport, line });
                    return at + 1;
                }
                _ => break,
            }
            if self.kind(at).is("as") {
                let name = self.ident(at + 1);
                self.import(name, path, module, is_reexport, line);
                return at + 2;
            }
        }
        self.import(path.last().cloned(), path, module, is_reexport, line);
        at
    }

    fn import(&mut self, name: Option<String>, mut path: Vec<String>, module: usize, is_reexport: bool, line: usize) {
        let mut name = name;
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
            if name.as_deref() == Some("self") {
                name = path.last().cloned();
            }
        }
        if !path.is_empty() {
            self.modules[module].imports.push(Import { name, path, is_reexport, line });
        }
    }

    /// Records the path that begins at `at`, unless it is a field or a method.
    fn mention(&mut self, mut at: usize, module: usize) -> usize {
        let line = self.line(at);
        let is_member = at > 0 && self.sign(at - 1) == Some('.');
        let mut path = Vec::new();
        while let Some(name) = self.ident(at) {
            path.push(name);
            at += 1;
            if *self.kind(at) != Kind::Colons || self.ident(at + 1).is_none() {
                break;
            }
            at += 1;
        }
        if !is_member {
            self.modules[module].mentions.entry(path).or_insert(line);
        }
        at
    }
}
