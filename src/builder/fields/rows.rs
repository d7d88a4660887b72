//! Lists within a field as rows of cells, all of them described by one table: conditions, behaviours, pairs and changes.

use journey::{
    field::{Behaviour, Behaviours, Condition, Conditions, Input, Match, Operation, Operator, Update, Value},
    time::Span,
};

/// The kind of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text; with the id of the list of suggestions for it.
    Text(Option<&'static str>),
    /// One of a few, as its number.
    Pick(&'static [&'static str]),
    /// A span, as its unit and its number.
    Span,
}

/// A list as the form draws it.
#[derive(Debug)]
pub struct Shape {
    /// Its columns, by what a person reads.
    pub columns: &'static [(&'static str, Cell)],
    /// The values of a new row.
    pub new: &'static [&'static str],
    /// The button that adds one.
    pub add: &'static str,
    /// True where a person chooses whether all rows must hold or any one.
    pub matching: bool,
}

/// The list of suggestions for events, and the one for properties.
pub const EVENTS: &str = "known-events";
/// See [`EVENTS`].
pub const PROPERTIES: &str = "known-properties";

const TEXT: Cell = Cell::Text(None);
const PROPERTY: (&str, Cell) = ("Property", Cell::Text(Some(PROPERTIES)));
const OPERATORS: &[&str] = &{
    let mut names = [""; Operator::CHOICES.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = Operator::CHOICES[i].2;
        i += 1;
    }
    names
};
const OPERATIONS: &[&str] = &{
    let mut names = [""; Operation::CHOICES.len()];
    let mut i = 0;
    while i < names.len() {
        names[i] = Operation::CHOICES[i].2;
        i += 1;
    }
    names
};

static CONDITIONS: Shape = Shape {
    columns: &[PROPERTY, ("Operator", Cell::Pick(OPERATORS)), ("Value", TEXT)],
    new: &["", "0", ""],
    add: "Add condition",
    matching: true,
};
static BEHAVIOURS: Shape = Shape {
    columns: &[
        ("Did or did not", Cell::Pick(&["did", "did not"])),
        ("Event", Cell::Text(Some(EVENTS))),
        ("Within the last", Cell::Span),
    ],
    new: &["0", "", "days 30"],
    add: "Add behaviour",
    matching: true,
};
static PAIRS: Shape =
    Shape { columns: &[("Name", TEXT), ("Value", TEXT)], new: &["", ""], add: "Add row", matching: false };
static UPDATES: Shape = Shape {
    columns: &[PROPERTY, ("Operation", Cell::Pick(OPERATIONS)), ("Value", TEXT)],
    new: &["", "0", ""],
    add: "Add change",
    matching: false,
};

/// The rows of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// All or any.
    pub matching: Match,
    /// The cells of each.
    pub cells: Vec<Vec<String>>,
}

/// The layout of an input's list; `None` where it is no list.
pub fn shape(input: Input) -> Option<&'static Shape> {
    match input {
        Input::Conditions => Some(&CONDITIONS),
        Input::Behaviours => Some(&BEHAVIOURS),
        Input::Pairs => Some(&PAIRS),
        Input::Updates => Some(&UPDATES),
        _ => None,
    }
}

/// True where a cell is asked for, beside the others of its row: an operator that compares with nothing takes no value.
pub fn asked(shape: &'static Shape, row: &[String], column: usize) -> bool {
    let compared = std::ptr::eq(shape, &CONDITIONS) && column == 2;
    let with_nothing = number(row, 1).is_some_and(|n| n >= Operator::Known as usize);
    !(compared && with_nothing)
}

fn number(row: &[String], column: usize) -> Option<usize> {
    row.get(column)?.parse().ok()
}

/// The text of a span in a cell.
pub fn write_span(span: Span) -> String {
    let (unit, n) = span.parts();
    format!("{unit} {n}")
}

/// The span of a cell.
pub fn read_span(cell: &str) -> Option<Span> {
    let (unit, n) = cell.split_once(' ')?;
    Span::of(unit, n.parse().ok()?)
}

/// A value as rows.
pub fn rows(value: Option<&Value>) -> Rows {
    let text = String::clone;
    match value {
        Some(Value::Conditions(Conditions { matching, list })) => Rows {
            matching: *matching,
            cells: list
                .iter()
                .map(|c| vec![text(&c.property), (c.operator as usize).to_string(), text(&c.value)])
                .collect(),
        },
        Some(Value::Behaviours(Behaviours { matching, list })) => Rows {
            matching: *matching,
            cells: list
                .iter()
                .map(|b| vec![usize::from(!b.did).to_string(), text(&b.event), write_span(b.within)])
                .collect(),
        },
        Some(Value::Pairs(list)) => Rows {
            matching: Match::All,
            cells: list.iter().map(|(name, value)| vec![text(name), text(value)]).collect(),
        },
        Some(Value::Updates(list)) => Rows {
            matching: Match::All,
            cells: list
                .iter()
                .map(|u| vec![text(&u.property), (u.operation as usize).to_string(), text(&u.value)])
                .collect(),
        },
        _ => Rows::default(),
    }
}

/// Rows as a value; none where there are no rows, or where it is no list.
pub fn value(input: Input, rows: &Rows) -> Option<Value> {
    let Rows { matching, cells } = rows;
    if cells.is_empty() {
        return None;
    }
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    let each = cells.iter().map(Vec::as_slice);
    Some(match input {
        Input::Conditions => {
            let condition = |row: &[String]| {
                let operator =
                    number(row, 1).and_then(|n| Operator::CHOICES.get(n)).map_or_else(Operator::default, |row| row.0);
                let value = if operator.takes_value() { text(row, 2) } else { String::new() };
                Condition { property: text(row, 0), operator, value }
            };
            Value::Conditions(Conditions { matching: *matching, list: each.map(condition).collect() })
        }
        Input::Behaviours => {
            let behaviour = |row: &[String]| Behaviour {
                did: number(row, 0) != Some(1),
                event: text(row, 1),
                within: row.get(2).and_then(|cell| read_span(cell)).unwrap_or(Span::Days(30)),
            };
            Value::Behaviours(Behaviours { matching: *matching, list: each.map(behaviour).collect() })
        }
        Input::Pairs => Value::Pairs(each.map(|row| (text(row, 0), text(row, 1))).collect()),
        Input::Updates => {
            let update = |row: &[String]| {
                let operation =
                    number(row, 1).and_then(|n| Operation::CHOICES.get(n)).map_or_else(Operation::default, |row| row.0);
                Update { property: text(row, 0), operation, value: text(row, 2) }
            };
            Value::Updates(each.map(update).collect())
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_comes_back_from_its_rows_as_it_was() {
        let conditions = Operator::CHOICES.map(|(operator, slug, _)| Condition {
            property: "Plan".into(),
            operator,
            value: if operator.takes_value() { slug.into() } else { String::new() },
        });
        let behaviours = [true, false].map(|did| Behaviour { did, event: "Bought".into(), within: Span::Hours(7) });
        let updates =
            Operation::CHOICES.map(|(operation, ..)| Update { property: "p".into(), operation, value: "1".into() });
        for (input, held) in [
            (Input::Conditions, Value::Conditions(Conditions { matching: Match::Any, list: conditions.to_vec() })),
            (Input::Behaviours, Value::Behaviours(Behaviours { matching: Match::Any, list: behaviours.to_vec() })),
            (Input::Pairs, Value::Pairs(vec![("a".into(), "b".into()), ("".into(), "c".into())])),
            (Input::Updates, Value::Updates(updates.to_vec())),
        ] {
            let rows = rows(Some(&held));
            assert_eq!(value(input, &rows), Some(held));
            let shape = shape(input).unwrap();
            assert!(
                rows.cells.iter().all(|row| row.len() == shape.columns.len()) && shape.new.len() == shape.columns.len()
            );
        }
    }

    #[test]
    fn a_comparison_with_nothing_takes_no_value() {
        for (operator, ..) in Operator::CHOICES {
            let row = ["p".to_owned(), (operator as usize).to_string(), "left over".to_owned()];
            assert_eq!(asked(&CONDITIONS, &row, 2), operator.takes_value());
            let held = value(Input::Conditions, &Rows { matching: Match::All, cells: vec![row.to_vec()] });
            let Some(Value::Conditions(held)) = held else { panic!() };
            assert_eq!(held.list[0].value.is_empty(), !operator.takes_value());
        }
        assert!(asked(&UPDATES, &["p".to_owned(), "7".to_owned()], 2));
    }
}
