//! The graph between files: who imports what of whom, and the circles in it.

use super::source::{self, Module};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The files of the project and the imports between them.
#[derive(Default)]
pub struct Graph {
    /// Paths from the project's root, as in `crates/journey/src/edit.rs`.
    pub files: Vec<String>,
    /// The first import for each pair of files.
    pub imports: BTreeMap<(usize, usize), Why>,
    /// The first segments of a file's paths, such as `web_sys` or `crate`.
    pub begins: BTreeSet<(usize, String)>,
}

/// A line that imports, and what.
#[derive(Clone, Debug)]
pub struct Why {
    pub line: usize,
    pub path: String,
}

/// A crate: the name others know it by, and the file of its root.
pub struct Crate {
    pub name: String,
    pub root: String,
}

impl Crate {
    pub fn new(name: &str, root: &str) -> Self {
        Self { name: name.to_owned(), root: root.to_owned() }
    }
}

/// The target of a path.
#[derive(Clone, Copy)]
enum Target {
    Module(usize),
    /// Something that this file defines.
    Item(usize),
}

impl Graph {
    /// Reads the crates; `load` gives the text of a file, or none where there is no such file.
    pub fn of(crates: &[Crate], load: &dyn Fn(&str) -> Option<String>) -> Self {
        let (mut graph, mut modules, mut roots) = (Self::default(), Vec::new(), BTreeMap::new());
        for one in crates {
            if let Some(text) = load(&one.root) {
                let root = modules.len();
                graph.read(&one.root, &text, None, &mut modules, load);
                roots.insert(one.name.clone(), root);
            }
        }
        let resolver = Resolver { modules: &modules, roots: &roots };
        for (at, module) in modules.iter().enumerate() {
            for import in module.imports.iter().filter(|import| !import.is_reexport && import.name.is_some()) {
                graph.add(module.file, resolver.path(at, &import.path), import.line, &import.path);
            }
            for (path, line) in &module.mentions {
                graph.add(module.file, resolver.path(at, path), *line, path);
            }
        }
        graph
    }

    /// Reads a file as a module, and the files of its child modules.
    fn read(
        &mut self,
        path: &str,
        text: &str,
        parent: Option<usize>,
        modules: &mut Vec<Module>,
        load: &dyn Fn(&str) -> Option<String>,
    ) {
        let at = modules.len();
        let root = parent.map_or(at, |parent| modules[parent].root);
        modules.push(Module { file: self.files.len(), parent, root, ..Module::default() });
        self.files.push(path.to_owned());
        let own = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let is_root = ["/lib.rs", "/main.rs", "/mod.rs"].iter().any(|end| path.ends_with(end));
        let folder = if is_root { own.clone() } else { path.trim_end_matches(".rs").to_owned() };
        for child in source::read(text, at, modules) {
            let inline = inline_folder(modules, child.parent, at);
            let file = match child.path {
                Some(path) => format!("{own}/{path}"),
                None => format!("{folder}/{inline}{}.rs", child.name),
            };
            if let Some(text) = load(&file) {
                let index = modules.len();
                self.read(&file, &text, Some(child.parent), modules, load);
                modules[child.parent].children.insert(child.name, index);
            }
        }
    }

    fn add(&mut self, from: usize, target: Option<Target>, line: usize, path: &[String]) {
        if let [first, _, ..] = path {
            self.begins.insert((from, first.clone()));
        }
        if let Some(Target::Item(to)) = target
            && to != from
        {
            let why = Why { line, path: path.join("::") };
            let known = self.imports.entry((from, to)).or_insert_with(|| why.clone());
            if why.line < known.line {
                *known = why;
            }
        }
    }

    /// The circles: groups of files of which each reaches each other one.
    pub fn circles(&self) -> Vec<Vec<usize>> {
        let reach: Vec<BTreeSet<usize>> = (0..self.files.len()).map(|from| self.reach(from)).collect();
        let (mut seen, mut circles) = (BTreeSet::new(), Vec::new());
        for (file, reached) in reach.iter().enumerate() {
            let circle: Vec<usize> = reached.iter().copied().filter(|other| reach[*other].contains(&file)).collect();
            if !circle.is_empty() && seen.insert(circle.clone()) {
                circles.push(circle);
            }
        }
        circles
    }

    /// The files that `from` imports, and those they import. It is among them itself only in a circle.
    fn reach(&self, from: usize) -> BTreeSet<usize> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            let next = self.imports.range((at, 0)..(at + 1, 0)).map(|((_, to), _)| *to);
            open.extend(next.filter(|to| reached.insert(*to)));
        }
        reached
    }

    /// The shortest way around in a circle, as lines a person can follow.
    pub fn shortest(&self, circle: &[usize]) -> Vec<String> {
        let ways = circle.iter().filter_map(|start| self.around(*start, circle));
        let shortest = ways.min_by_key(Vec::len).unwrap_or_default();
        shortest.windows(2).map(|pair| self.line(pair[0], pair[1])).collect()
    }

    fn around(&self, start: usize, circle: &[usize]) -> Option<Vec<usize>> {
        let (mut before, mut open) = (BTreeMap::new(), VecDeque::from([start]));
        while let Some(at) = open.pop_front() {
            for ((_, to), _) in self.imports.range((at, 0)..(at + 1, 0)) {
                if *to == start {
                    let mut way = vec![start, at];
                    while let Some(earlier) = way.last().and_then(|last| before.get(last)) {
                        way.push(*earlier);
                    }
                    way.reverse();
                    return Some(way);
                }
                if circle.contains(to) && !before.contains_key(to) {
                    before.insert(*to, at);
                    open.push_back(*to);
                }
            }
        }
        None
    }

    /// An import as a line: `a.rs:3 imports b::c of b.rs`.
    pub fn line(&self, from: usize, to: usize) -> String {
        let why = self.imports.get(&(from, to));
        let (line, path) = why.map_or((0, ""), |why| (why.line, why.path.as_str()));
        format!("{}:{line} imports {path} of {}", self.files[from], self.files[to])
    }
}

/// The folders that inline modules between a file's own module and `module` stand for.
fn inline_folder(modules: &[Module], mut module: usize, file: usize) -> String {
    let mut folder = String::new();
    while module != file {
        let Some(parent) = modules[module].parent else { break };
        let name = modules[parent].children.iter().find(|(_, child)| **child == module);
        folder = format!("{}/{folder}", name.map_or("", |(name, _)| name));
        module = parent;
    }
    folder
}

struct Resolver<'a> {
    modules: &'a [Module],
    roots: &'a BTreeMap<String, usize>,
}

/// Names that are being resolved: `use journey::journey` asks for itself.
type Asked = BTreeSet<(usize, String)>;

impl Resolver<'_> {
    /// Resolves a path, as written in a module.
    fn path(&self, module: usize, path: &[String]) -> Option<Target> {
        self.resolve(module, path, &mut Asked::new())
    }

    fn resolve(&self, module: usize, path: &[String], asked: &mut Asked) -> Option<Target> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Target::Module(self.modules[module].root),
            "self" => Target::Module(module),
            "super" => Target::Module(self.modules[module].parent?),
            name => {
                let found = self.member(module, name, rest.is_empty(), asked);
                found.or_else(|| self.roots.get(name).map(|root| Target::Module(*root)))?
            }
        };
        while let (Target::Module(module), Some((name, more))) = (at, rest.split_first()) {
            at = match name.as_str() {
                "super" => Target::Module(self.modules[module].parent?),
                // A macro may have made what no source names: it belongs to the file that was asked for it.
                name => {
                    self.member(module, name, more.is_empty(), asked).unwrap_or(Target::Item(self.modules[module].file))
                }
            };
            rest = more;
        }
        Some(at)
    }

    /// Resolves a name in a module. An item comes before a module of its name at the end of a path.
    fn member(&self, module: usize, name: &str, is_last: bool, asked: &mut Asked) -> Option<Target> {
        let here = &self.modules[module];
        let item = here.items.contains(name).then_some(Target::Item(here.file));
        let child = here.children.get(name).map(|child| Target::Module(*child));
        if let Some(found) = if is_last { item.or(child) } else { child.or(item) } {
            return Some(found);
        }
        if !asked.insert((module, name.to_owned())) {
            return None;
        }
        let named = here.imports.iter().filter(|import| import.name.as_deref() == Some(name));
        let found = named.into_iter().find_map(|import| self.resolve(module, &import.path, asked));
        let found = found.or_else(|| self.through_globs(module, name, is_last, asked));
        asked.remove(&(module, name.to_owned()));
        found
    }

    fn through_globs(&self, module: usize, name: &str, is_last: bool, asked: &mut Asked) -> Option<Target> {
        let globs = self.modules[module].imports.iter().filter(|import| import.name.is_none());
        globs.into_iter().find_map(|glob| match self.resolve(module, &glob.path, asked)? {
            Target::Module(target) => self.member(target, name, is_last, asked),
            Target::Item(_) => None,
        })
    }
}
