//! `cargo xtask layers`: reads every import and holds the code to the layers of its table.

mod check;
mod graph;
mod lex;
mod map;
mod source;
mod table;

#[cfg(test)]
mod tests;

use crate::shell::{Result, root};
use graph::{Crate, Graph};
use std::fs;
use table::{CIRCLES, HOUSES, NEVER, OTHERS};

/// The lines of the README that the map stands between.
const MARKERS: (&str, &str) = ("<!-- cargo xtask layers -->\n```\n", "\n```\n<!-- end of the map -->");

/// Prints the map, and checks floors, circles and the README. `write` puts the map into the README first.
pub fn run(write: bool) -> Result<bool> {
    let map = map::draw(HOUSES, OTHERS, NEVER);
    println!("{map}\n");
    let graph = Graph::of(&crates()?, &|path| fs::read_to_string(root().join(path)).ok());
    let mut wrong = check::floors(&graph, HOUSES);
    wrong.extend(check::never(&graph, NEVER));
    wrong.extend(check::circles(&graph, CIRCLES));
    if write {
        fs::write(root().join("README.md"), with_map(&readme()?, &map)?)?;
    }
    if !readme()?.contains(&format!("{}{map}{}", MARKERS.0, MARKERS.1)) {
        wrong.push("the map in the README is another one: `cargo xtask layers --write` puts it right".to_owned());
    }
    for line in &wrong {
        eprintln!("{line}");
    }
    println!("{} files, {} imports between them", graph.files.len(), graph.imports.len());
    Ok(wrong.is_empty())
}

fn readme() -> Result<String> {
    Ok(fs::read_to_string(root().join("README.md"))?)
}

/// The README with this map between the markers.
fn with_map(readme: &str, map: &str) -> Result<String> {
    let parts = readme.split_once(MARKERS.0).and_then(|(before, rest)| Some((before, rest.split_once(MARKERS.1)?.1)));
    let (before, after) = parts.ok_or("the README has lost the markers of the map")?;
    Ok(format!("{before}{}{map}{}{after}", MARKERS.0, MARKERS.1))
}

/// The app, the commands, and each crate.
fn crates() -> Result<Vec<Crate>> {
    let mut crates = vec![Crate::new("sojourn", "src/main.rs"), Crate::new("xtask", "xtask/src/main.rs")];
    for entry in fs::read_dir(root().join("crates"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        crates.push(Crate::new(&name, &format!("crates/{name}/src/lib.rs")));
    }
    crates.sort_by(|a, b| a.root.cmp(&b.root));
    Ok(crates)
}
