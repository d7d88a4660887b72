//! The map of the project, drawn from the table of layers.

use super::table::{House, Never};

/// The column that the descriptions begin in.
const COLUMN: usize = 24;

/// Draws houses, the folders beside them, and what is never imported.
pub fn draw(houses: &[House], others: &[(&str, &str)], never: &[Never]) -> String {
    let mut lines = Vec::new();
    for house in houses.iter().filter(|house| !house.folder.contains('/')) {
        lines.push(line(&format!("{}/", house.folder), house.about));
        rooms(&mut lines, house, houses, 1);
    }
    lines.extend(others.iter().map(|(path, about)| line(path, about)));
    lines.push(String::new());
    lines.push("Never:".to_owned());
    for rule in never {
        let today = if rule.today == 0 { String::new() } else { format!(" (today {} imports, to go)", rule.today) };
        lines.push(format!("- {}{today}", rule.about));
    }
    lines.join("\n")
}

/// The rooms of a house, and below a room the house that it is itself.
fn rooms(lines: &mut Vec<String>, house: &House, houses: &[House], depth: usize) {
    for floor in house.floors {
        for (at, room) in floor.iter().enumerate() {
            let bracket = match (floor.len(), at) {
                (1, _) => ' ',
                (_, 0) => '┌',
                (length, at) if at + 1 == length => '└',
                _ => '│',
            };
            let indent = "  ".repeat(depth - 1);
            lines.push(line(&format!("{indent}{bracket} {}", room.paths.join(" ")), room.about));
            for path in room.paths {
                // A crate keeps its files in `src/`; a folder of the app is a house itself.
                let folder = format!("{}/{}", house.folder, path.trim_end_matches('/'));
                let inner = [format!("{folder}/src"), folder];
                if let Some(inner) = houses.iter().find(|house| inner.iter().any(|folder| house.folder == folder)) {
                    rooms(lines, inner, houses, depth + 1);
                }
            }
        }
    }
}

fn line(path: &str, about: &str) -> String {
    let gap = COLUMN.saturating_sub(path.chars().count()).max(1);
    format!("{path}{}{about}", " ".repeat(gap))
}
