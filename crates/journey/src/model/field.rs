//! Fields as data: what a node of a kind takes, described once and read by the form, the file, the checks and the help.

use crate::model::{text::JourneyId, time::Span};

/// The section of a node that a field belongs to; the headings of the inspector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Whom a segment waits for.
    Segment,
    /// An optional narrowing of an engagement.
    Who,
    /// The content of an engagement, or the settings of a controller.
    What,
}

impl Section {
    /// All of them, in reading order.
    pub const ALL: [Self; 3] = [Self::Segment, Self::Who, Self::What];

    /// The name in a file.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Who => "who",
            Self::What => "what",
        }
    }
}

/// One field of a section: everything that a form, a check or a help page needs to know of it.
#[derive(Debug, PartialEq)]
pub struct FieldSpec {
    /// The name in a file; unique within its section.
    pub key: &'static str,
    /// The label on the screen.
    pub label: &'static str,
    /// One sentence that helps to fill it in; may be empty.
    pub help: &'static str,
    /// The type and limits of its value.
    pub input: Input,
    /// True where a journey cannot be published without it.
    pub required: bool,
    /// The value in a new node.
    pub default: Start,
}

impl FieldSpec {
    /// The name on the screen of a choice's value; empty where it is none of them.
    pub fn name_of(&self, value: &str) -> &'static str {
        match self.input {
            Input::Choice(choices) => choices.iter().find(|row| row.0 == value).map_or("", |row| row.1),
            _ => "",
        }
    }

    /// The values it takes, in words for the help: type, unit and limits.
    pub fn takes(&self) -> String {
        match self.input {
            Input::Text { max, lines, tokens } => format!(
                "{}, at most {max} characters{}",
                if lines { "Text of several lines" } else { "Text" },
                if tokens { ", with personalisation" } else { "" }
            ),
            Input::Address { deep: false } => "Address that begins with http:// or https://".to_owned(),
            Input::Address { deep: true } => "Address of any scheme".to_owned(),
            Input::Event => "Name of an event".to_owned(),
            Input::Property => "Name of a property".to_owned(),
            Input::Number { min, max, unit } => format!("Number of {unit}, {min} to {max}"),
            Input::Span => "Time in minutes, hours or days".to_owned(),
            Input::Choice(choices) => choices.iter().map(|row| row.1).collect::<Vec<_>>().join(", "),
            Input::Journey => "Journey of this workspace".to_owned(),
            Input::JourneyNode => "Node of that journey".to_owned(),
            Input::Conditions => format!("Up to {LIST_MAX} conditions: property, operator, value"),
            Input::Behaviours => format!("Up to {LIST_MAX} behaviours: did or did not, event, within"),
            Input::Pairs => format!("Up to {LIST_MAX} names with values"),
            Input::Updates => format!("Up to {LIST_MAX} changes: property, operation, value"),
        }
    }

    /// The value in a new node, in words; `None` where it starts empty.
    pub fn starts_with(&self) -> Option<String> {
        match self.default {
            Start::Empty => None,
            Start::Text(text) if matches!(self.input, Input::Choice(_)) => Some(self.name_of(text).to_owned()),
            Start::Text(text) => Some(text.to_owned()),
            Start::Number(n) => Some(n.to_string()),
            Start::Span(span) => Some(span.to_string()),
        }
    }
}

/// The value of a field in a new node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    /// Nothing.
    Empty,
    /// A text or a choice.
    Text(&'static str),
    /// A number.
    Number(i64),
    /// A span.
    Span(Span),
}

/// The type of a field, with its limits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// A text of at most `max` characters.
    Text {
        /// Most characters.
        max: usize,
        /// True where it may hold line breaks.
        lines: bool,
        /// True where it may hold personalisation tokens.
        tokens: bool,
    },
    /// An `http` or `https` address, or with `deep` a link into the app of any scheme.
    Address {
        /// True where any scheme will do.
        deep: bool,
    },
    /// The name of an event; what the journeys of the workspace name already is suggested.
    Event,
    /// The name of a property of a user or an event.
    Property,
    /// A whole number.
    Number {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
        /// The unit that is counted.
        unit: &'static str,
    },
    /// A span of at least one of its unit.
    Span,
    /// One of a few: the value in the file, and what a person reads.
    Choice(&'static [(&'static str, &'static str)]),
    /// Another journey of the workspace, by its id.
    Journey,
    /// A node of the journey that the field `journey` beside it names, by its id.
    JourneyNode,
    /// Conditions on properties.
    Conditions,
    /// Events that a user did or did not do.
    Behaviours,
    /// Names with values: the headers of a request, the parameters of a template.
    Pairs,
    /// Changes to a user's properties.
    Updates,
}

impl Input {
    /// True where it takes this value by type and limits; the checks decide whether the value is complete.
    pub fn accepts(self, value: &Value) -> bool {
        let entry = |text: &str| fits(text, ENTRY_MAX);
        match (self, value) {
            (Self::Text { max, .. }, Value::Text(text)) => fits(text, max),
            (Self::Address { .. }, Value::Text(text)) => fits(text, ADDRESS_MAX),
            (Self::Event | Self::Property | Self::Journey | Self::JourneyNode, Value::Text(text)) => entry(text),
            (Self::Choice(choices), Value::Text(text)) => choices.iter().any(|(choice, _)| choice == text),
            (Self::Number { min, max, .. }, Value::Number(n)) => (min..=max).contains(n),
            (Self::Span, Value::Span(_)) => true,
            (Self::Conditions, Value::Conditions(list)) => list.fit(),
            (Self::Behaviours, Value::Behaviours(Behaviours { list, .. })) => {
                list.len() <= LIST_MAX && list.iter().all(|b| entry(&b.event))
            }
            (Self::Pairs, Value::Pairs(list)) => {
                list.len() <= LIST_MAX && list.iter().all(|(a, b)| entry(a) && entry(b))
            }
            (Self::Updates, Value::Updates(list)) => {
                list.len() <= LIST_MAX && list.iter().all(|u| entry(&u.property) && entry(&u.value))
            }
            _ => false,
        }
    }
}

/// True where a text has at most so many characters. A text with few bytes is not counted: this is the common case.
pub(crate) fn fits(text: &str, max: usize) -> bool {
    text.len() <= max || text.chars().count() <= max
}

/// The longest address.
pub const ADDRESS_MAX: usize = 2_000;
/// The most entries of a list in a field.
pub const LIST_MAX: usize = 50;
/// The longest text within a list: a property, a value, an event.
pub const ENTRY_MAX: usize = 512;

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, a choice, an address, an event, a property, an id.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A span.
    Span(Span),
    /// Conditions on properties.
    Conditions(Conditions),
    /// Events that a user did or did not do.
    Behaviours(Behaviours),
    /// Names with values.
    Pairs(Vec<(String, String)>),
    /// Changes to a user's properties.
    Updates(Vec<Update>),
}

impl Value {
    /// True where it is empty, which equals a field that was left out.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Span(_) => false,
            Self::Conditions(conditions) => conditions.list.is_empty(),
            Self::Behaviours(behaviours) => behaviours.list.is_empty(),
            Self::Pairs(pairs) => pairs.is_empty(),
            Self::Updates(updates) => updates.is_empty(),
        }
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The values of one section, by the keys of its fields; a field that is left out is empty.
///
/// A sorted list: a node has a handful of fields, and a map's code would travel with the first page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// The values that a new node of these fields starts with.
    pub fn start(specs: &'static [FieldSpec]) -> Self {
        let value = |spec: &FieldSpec| match spec.default {
            Start::Empty => None,
            Start::Text(text) => Some(Value::Text(text.to_owned())),
            Start::Number(n) => Some(Value::Number(n)),
            Start::Span(span) => Some(Value::Span(span)),
        };
        let mut fields = Self::default();
        for spec in specs {
            fields.set(spec.key, value(spec));
        }
        fields
    }

    /// The field's value; `None` where it is empty.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.place(key).ok().and_then(|at| self.0.get(at)).map(|(_, value)| value)
    }

    /// The index of a field, or the index to insert it at.
    fn place(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| (*other).cmp(key))
    }

    /// The field's text; empty where there is none.
    pub fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Value::text).unwrap_or_default()
    }

    /// Sets or empties a field and returns what it held.
    pub fn set(&mut self, key: &'static str, value: Option<Value>) -> Option<Value> {
        match (self.place(key), value) {
            (Ok(at), Some(value)) => self.0.get_mut(at).map(|(_, old)| std::mem::replace(old, value)),
            (Ok(at), None) => Some(self.0.remove(at).1),
            (Err(at), Some(value)) => {
                self.0.insert(at, (key, value));
                None
            }
            (Err(_), None) => None,
        }
    }

    /// True where no field holds a value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that hold something, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// With one more field: for writing samples and tests down.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.set(key, Some(value.into()));
        self
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<Span> for Value {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}
impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}
impl From<Conditions> for Value {
    fn from(conditions: Conditions) -> Self {
        Self::Conditions(conditions)
    }
}
impl From<Behaviours> for Value {
    fn from(behaviours: Behaviours) -> Self {
        Self::Behaviours(behaviours)
    }
}
impl From<&JourneyId> for Value {
    fn from(id: &JourneyId) -> Self {
        Self::Text(id.as_str().to_owned())
    }
}

/// The rule of a list of conditions: all must hold, or any one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Match {
    /// Every one.
    #[default]
    All,
    /// At least one.
    Any,
}

impl Match {
    /// The value in a file, and what a person reads.
    pub const CHOICES: [(Self, &'static str, &'static str); 2] =
        [(Self::All, "all", "All of these"), (Self::Any, "any", "Any of these")];

    /// The name in a file.
    pub fn slug(self) -> &'static str {
        Self::CHOICES[self as usize].1
    }
}

/// The comparison of a property with a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Operator {
    /// The same.
    #[default]
    Is,
    /// Not the same.
    IsNot,
    /// Holds the text.
    Contains,
    /// Does not hold the text.
    ContainsNot,
    /// Greater.
    Above,
    /// Less.
    Below,
    /// Has any value; takes none to compare with.
    Known,
    /// Has no value; takes none to compare with.
    Unknown,
}

impl Operator {
    /// The operator, its name in a file, and what a person reads.
    pub const CHOICES: [(Self, &'static str, &'static str); 8] = [
        (Self::Is, "is", "is"),
        (Self::IsNot, "is-not", "is not"),
        (Self::Contains, "contains", "contains"),
        (Self::ContainsNot, "contains-not", "does not contain"),
        (Self::Above, "above", "is more than"),
        (Self::Below, "below", "is less than"),
        (Self::Known, "known", "is known"),
        (Self::Unknown, "unknown", "is not known"),
    ];

    /// The name in a file.
    pub fn slug(self) -> &'static str {
        Self::CHOICES[self as usize].1
    }

    /// True where it compares with a value.
    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Known | Self::Unknown)
    }
}

/// One comparison of a property with a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// The property of the user or the event.
    pub property: String,
    /// The comparison.
    pub operator: Operator,
    /// With what; empty where the operator takes no value.
    pub value: String,
}

impl Condition {
    /// True where no part is missing.
    pub fn is_complete(&self) -> bool {
        !self.property.trim().is_empty() && (!self.operator.takes_value() || !self.value.trim().is_empty())
    }
}

/// Several conditions, of which all or any must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// All or any.
    pub matching: Match,
    /// The conditions, in order.
    pub list: Vec<Condition>,
}

impl Conditions {
    /// True where they keep their limits.
    pub(crate) fn fit(&self) -> bool {
        let entry = |text: &str| fits(text, ENTRY_MAX);
        self.list.len() <= LIST_MAX && self.list.iter().all(|c| entry(&c.property) && entry(&c.value))
    }
}

/// An event that a user did or did not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// Did, or did not.
    pub did: bool,
    /// The event.
    pub event: String,
    /// Within how long before now.
    pub within: Span,
}

/// Several behaviours, of which all or any must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behaviours {
    /// All or any.
    pub matching: Match,
    /// The behaviours, in order.
    pub list: Vec<Behaviour>,
}

/// The change that an update makes to a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Operation {
    /// Gives it a value.
    #[default]
    Set,
    /// Adds to a number.
    Increase,
    /// Takes from a number.
    Decrease,
    /// Adds to a list.
    Add,
    /// Takes from a list.
    Remove,
}

impl Operation {
    /// The operation, its name in a file, and what a person reads.
    pub const CHOICES: [(Self, &'static str, &'static str); 5] = [
        (Self::Set, "set", "Set to"),
        (Self::Increase, "increase", "Increase by"),
        (Self::Decrease, "decrease", "Decrease by"),
        (Self::Add, "add", "Add to list"),
        (Self::Remove, "remove", "Remove from list"),
    ];

    /// The name in a file.
    pub fn slug(self) -> &'static str {
        Self::CHOICES[self as usize].1
    }
}

/// One change to a property of the user's profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// The property.
    pub property: String,
    /// The change of the property.
    pub operation: Operation,
    /// With what.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_choices_stand_in_the_order_of_their_enums() {
        for (i, (operator, ..)) in Operator::CHOICES.iter().enumerate() {
            assert_eq!(*operator as usize, i);
        }
        for (i, (operation, ..)) in Operation::CHOICES.iter().enumerate() {
            assert_eq!(*operation as usize, i);
        }
        for (i, (matching, ..)) in Match::CHOICES.iter().enumerate() {
            assert_eq!(*matching as usize, i);
        }
    }
}
