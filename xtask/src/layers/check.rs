//! The rules: holds a graph against the table, and says what is wrong in lines a person can act on.

use super::{
    graph::Graph,
    table::{House, Never},
};
use std::collections::BTreeMap;

/// The floor and the room of a file in a house: `None` where the file is not of the house, an error where it has no room.
fn place(house: &House, file: &str) -> Option<Result<(usize, usize), String>> {
    file.strip_prefix(house.folder)?.strip_prefix('/')?;
    for (floor, rooms) in house.floors.iter().enumerate() {
        let found = rooms.iter().position(|room| {
            room.paths.iter().any(|path| is_in(file, &format!("{}/{}", house.folder, path.trim_end_matches('/'))))
        });
        if let Some(room) = found {
            return Some(Ok((floor, room)));
        }
    }
    Some(Err(format!("{file} has no room in the table of layers (xtask/src/layers/table.rs)")))
}

/// Tells whether a file is `path`, `path.rs` or lies in the folder `path`.
fn is_in(file: &str, path: &str) -> bool {
    file.strip_prefix(path).is_some_and(|rest| ["", ".rs"].contains(&rest) || rest.starts_with('/'))
}

/// The files without a room, and the imports that go up or across.
pub fn floors(graph: &Graph, houses: &[House]) -> Vec<String> {
    let mut wrong = Vec::new();
    for house in houses {
        let places: Vec<_> = graph.files.iter().map(|file| place(house, file)).collect();
        wrong.extend(places.iter().filter_map(|place| place.clone()?.err()));
        for (from, to) in graph.imports.keys() {
            if let (Some(Ok(above)), Some(Ok(below))) = (&places[*from], &places[*to])
                && above != below
                && above.0 >= below.0
            {
                let way = if above.0 == below.0 { "beside it" } else { "above it" };
                wrong.push(format!("{}, which lies {way}", graph.line(*from, *to)));
            }
        }
    }
    wrong
}

/// The imports that a rule forbids, where there are more or fewer than the table says.
pub fn never(graph: &Graph, rules: &[Never]) -> Vec<String> {
    let mut wrong = Vec::new();
    for rule in rules {
        let applies = |file: &str| rule.from.iter().any(|path| is_in(file, path));
        let inside = graph.imports.keys().filter(|(from, to)| {
            applies(&graph.files[*from]) && rule.to.iter().any(|path| is_in(&graph.files[*to], path))
        });
        let mut found: Vec<String> = inside.map(|(from, to)| graph.line(*from, *to)).collect();
        let crates =
            graph.begins.iter().filter(|(file, name)| applies(&graph.files[*file]) && rule.to.contains(&name.as_str()));
        found.extend(crates.map(|(file, name)| format!("{} imports {name}", graph.files[*file])));
        if found.len() != rule.today {
            wrong.push(format!("{}: {} imports, the table says {}", rule.about, found.len(), rule.today));
            if found.len() > rule.today {
                wrong.extend(found.iter().map(|line| format!("  {line}")));
            }
        }
    }
    wrong
}

/// The circles, where they are not exactly those of the table: they neither grow nor shrink without the table.
pub fn circles(graph: &Graph, allowed: &[(&str, &[usize])]) -> Vec<String> {
    let mut found: BTreeMap<String, Vec<Vec<usize>>> = BTreeMap::new();
    for circle in graph.circles() {
        found.entry(common_folder(graph, &circle)).or_default().push(circle);
    }
    for (folder, _) in allowed {
        found.entry((*folder).to_owned()).or_default();
    }
    let mut wrong = Vec::new();
    for (folder, circles) in &found {
        let mut sizes: Vec<usize> = circles.iter().map(Vec::len).collect();
        sizes.sort_unstable();
        let known = allowed.iter().find(|(known, _)| known == folder).map_or(&[] as &[usize], |(_, sizes)| *sizes);
        if sizes == known {
            continue;
        }
        wrong.push(format!("{folder}: circles of {sizes:?} files, the table says {known:?}"));
        if sizes.iter().sum::<usize>() <= known.iter().sum() && sizes.len() <= known.len() {
            wrong.push("  They shrank: lower the numbers in xtask/src/layers/table.rs.".to_owned());
            continue;
        }
        for circle in circles {
            wrong.push(format!("  a circle of {}:", circle.len()));
            wrong.extend(graph.shortest(circle).iter().map(|line| format!("    {line}")));
        }
    }
    wrong
}

/// The deepest folder that holds all files of a circle.
fn common_folder(graph: &Graph, circle: &[usize]) -> String {
    let mut files = circle.iter().map(|file| graph.files[*file].as_str());
    let first = files.next().unwrap_or_default();
    let mut folder = first.rsplit_once('/').map_or("", |(folder, _)| folder);
    for file in files {
        while !file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) {
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
            if folder.is_empty() {
                return String::new();
            }
        }
    }
    folder.to_owned()
}
