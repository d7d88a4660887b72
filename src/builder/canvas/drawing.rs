//! Elements and markup of cards, links, notes and groups that need no editor: the canvas of the builder and that of two
//! versions are drawn by them.

use canvas::{
    card as geometry,
    picture::{escaped, short},
};
use editor::findings::NodeProblems;
use journey::{
    field::Section,
    graph::{Group, LinkTime, LinkTiming, Node, Note, Point, When},
    kind::{Category, Kind, Outcome},
};

use crate::{
    builder::{dom::css::icon_markup, kind_style},
    ui::{El, IconName},
};

/// The content of a card, without its interactive state.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Its kind.
    pub kind: Kind,
    /// Its name for assistive technology.
    pub label: String,
    /// Its first line.
    pub title: String,
    caption: String,
    entry: bool,
    /// Its outcomes, and whether links leave by them.
    outcomes: Vec<(Outcome, bool)>,
    /// The findings at it.
    pub problems: Option<NodeProblems>,
}

impl Face {
    /// The face of a node, by whose outcomes links leave or not.
    pub fn of(node: &Node, is_linked: impl Fn(Outcome) -> bool, problems: Option<NodeProblems>) -> Self {
        Self {
            kind: node.kind,
            label: node.label(),
            title: title(node),
            caption: caption(node),
            entry: node.entry,
            outcomes: node.outcomes().into_iter().map(|outcome| (outcome, is_linked(outcome))).collect(),
            problems,
        }
    }

    /// True where only the title is another than before.
    pub fn is_renamed(&self, before: &Self) -> bool {
        *self == Self { title: self.title.clone(), label: self.label.clone(), ..before.clone() }
    }

    /// The inside of a card. Everything a person wrote is escaped.
    pub fn markup(&self) -> String {
        let icon = icon_markup;
        let mut html =
            ["<span class=\"tile\">", &icon(kind_style::icon(self.kind)), "</span><span class=\"node__text\">"]
                .concat();
        html += "<span class=\"node__title\" translate=\"no\">";
        html += &escaped(&self.title);
        html += "</span><span class=\"node__kind\">";
        html += &escaped(&self.caption);
        html += "</span></span>";
        if self.entry {
            html += "<span class=\"node__mark\">";
            html += &icon(IconName::Flag);
            html += "<span class=\"visually-hidden\">Entry</span></span>";
        }
        if let Some(problems) = &self.problems {
            html += "<span class=\"node__problem\" title=\"";
            html += &escaped(&problems.words());
            html += "\">";
            html += &icon(kind_style::problems_icon(problems));
            html += &problems.count().to_string();
            html += "</span>";
        }
        html += "<svg class=\"node__dots\" aria-hidden=\"true\">";
        let n = self.outcomes.len();
        for (i, (outcome, linked)) in self.outcomes.iter().enumerate() {
            let y = geometry::port(Point::default(), i, n).y.round() as i64;
            let linked = if *linked { " node__dot--linked" } else { "" };
            html += &format!(
                "<circle class=\"node__dot outcome--{}{linked}\" cx=\"5\" cy=\"{y}\" r=\"3.25\"/>",
                kind_style::outcome_tone(*outcome)
            );
        }
        html + "</svg>"
    }
}

/// The first line of a card.
pub fn title(node: &Node) -> String {
    match node.title.trim() {
        "" => node.kind.name().to_owned(),
        title => title.to_owned(),
    }
}

/// The second line of a card: the kind, the clock time, and the most telling field.
pub fn caption(node: &Node) -> String {
    let first = |section: Section, keys: &[&str]| {
        keys.iter()
            .map(|key| node.fields(section).text(key).trim())
            .find(|text| !text.is_empty())
            .map(ToOwned::to_owned)
    };
    let what = match node.kind.spec().group {
        Category::Segment => first(Section::Segment, &["event", "property", "address", "list"]),
        Category::Engagement => first(Section::What, &["subject", "title", "template", "address", "audience", "body"]),
        Category::Controller if node.paths.is_empty() => None,
        Category::Controller => Some(format!("{} paths", node.paths.len())),
    };
    let clock = match node.when {
        When::Clock(time) => Some(time.to_string()),
        When::BestTime => Some("best time".to_owned()),
        When::AtOnce => None,
    };
    let parts = [(!node.title.trim().is_empty()).then(|| node.kind.name().to_owned()), clock, what];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A label of a link with its inside, in the middle of a point without a size, so that it needs no transform to stand there.
pub fn label_at(outcome: Outcome, attributes: &str, inside: &str) -> El {
    let tone = kind_style::outcome_tone(outcome);
    El::of_markup(&format!(
        "<div class=\"link-label__at\"><div class=\"link-label outcome--{tone}\" {attributes}>{inside}</div></div>"
    ))
}

/// The inside of a label: the outcome, the window, and the delay. What a person named is escaped. Where it can be `edited`,
/// the times are chips that are pressed, and the label of a selected link offers the one that it lacks.
pub fn label_markup(outcome: &str, times: &LinkTiming, edited: Option<bool>) -> String {
    let mut html = ["<span class=\"link-label__outcome\">", &escaped(outcome), "</span>"].concat();
    let mut chip = |time: LinkTime, icon: &str, text: &str| {
        // Its name is what is read on it, and what that is.
        let (name, look) =
            if time.of(times).is_some() { ([time.name(), " "].concat(), "time") } else { (String::new(), "offer") };
        html += &match edited {
            Some(_) => format!(
                "<button type=\"button\" tabindex=\"-1\" class=\"link-label__{look} link-label__chip\" data-chip=\"{}\" \
                 aria-label=\"{name}{text}\">{icon}{text}</button>",
                time.slug()
            ),
            None => ["<span class=\"link-label__time\">", icon, text, "</span>"].concat(),
        };
    };
    if let Some(window) = times.window {
        chip(LinkTime::Window, "", &["≤ ", &short(window)].concat());
    }
    match times.delay {
        Some(delay) => chip(LinkTime::Delay, &icon_markup(IconName::Clock), &short(delay)),
        None if edited == Some(true) => chip(LinkTime::Delay, "", "+ delay"),
        None => {}
    }
    html
}

/// The place of a label among `all` between the same two nodes, counted from their middle: else one would lie on the other.
pub fn label_rank(before: usize, all: usize) -> f64 {
    before as f64 - (all as f64 - 1.0) / 2.0
}

/// The class of a link's line.
pub fn line_class(outcome: Outcome) -> String {
    ["link outcome--", kind_style::outcome_tone(outcome)].concat()
}

/// A note without its text.
pub fn note_box(tag: &str, attributes: &str) -> El {
    El::of_markup(&format!(
        "<{tag} class=\"note\" {attributes}><div class=\"note__text\" translate=\"no\"></div></{tag}>"
    ))
}

/// Writes on a note, and gives it its tone.
pub fn draw_note(card: &El, note: &Note) {
    if let Some(text) = card.node().first_element_child() {
        text.set_text_content(Some(&note.text));
    }
    card.set("data-tone", Some(note.tone.slug()));
}

/// The head of a group's frame, without its name.
pub fn frame_head(attributes: &str) -> El {
    El::of_markup(&format!(
        "<div class=\"frame__head\" {attributes}><span class=\"frame__name\" translate=\"no\"></span>\
         <span class=\"frame__count\"></span></div>"
    ))
}

/// Writes the name of a group and how many nodes it has.
pub fn draw_head(head: &El, group: &Group) {
    let texts = head.node().children();
    for (i, text) in [group.title(), &group.count()].into_iter().enumerate() {
        if let Some(part) = texts.item(i as u32) {
            part.set_text_content(Some(text));
        }
    }
}
