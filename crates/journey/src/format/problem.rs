//! Problems in a file: each with its path, and in sentences.

use std::fmt;

use super::{BYTES_MAX, VERSION};

/// One thing that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `journeys[0].versions[1].graph.nodes[3].what.subject`; empty for the file as a whole.
    pub path: String,
    /// What, in a sentence.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "{path}: {}", self.message),
        }
    }
}

/// Why a file cannot be read. Nothing of it has been taken over then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatErrors {
    /// Longer than [`BYTES_MAX`]; how many bytes.
    TooLarge(usize),
    /// Not JSON, or nested too deeply; the line and column from 1, and what the parser says.
    NotJson {
        /// The line, from 1; 0 where there is none to name.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The parser's message.
        why: String,
    },
    /// JSON, but not of this product.
    OtherFormat,
    /// A file of another tool, by what it is: “a YAML file”.
    Foreign(&'static str),
    /// Written by a newer build; the version it names.
    TooNew(u64),
    /// Of this product, but not as it should be.
    Problems {
        /// The first [`PROBLEMS_MAX`], in the order of the file.
        list: Vec<Problem>,
        /// The number of further problems.
        more: usize,
    },
}

impl FormatErrors {
    /// The problems, one by one, where the file could be looked into at all.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Problems { list, .. } => list,
            _ => &[],
        }
    }
}

impl fmt::Display for FormatErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(bytes) => write!(
                f,
                "The file is too large: {} MB, of at most {} MB. Export fewer journeys at once.",
                bytes.div_ceil(1024 * 1024),
                BYTES_MAX / (1024 * 1024)
            ),
            Self::NotJson { line: 0, .. } => {
                f.write_str("The file is empty. Choose one that was exported from Sojourn.")
            }
            Self::NotJson { line, column, why } => write!(
                f,
                "This is not a whole file of Sojourn: it cannot be read past line {line}, column {column} ({why}). {}",
                if why.starts_with("EOF") {
                    "It was cut off on its way; export it again."
                } else {
                    "Choose one that was exported from Sojourn, or export it again."
                }
            ),
            Self::Foreign(name) => {
                write!(f, "This is {name}, not a file of Sojourn. Choose a .json file that was exported from Sojourn.")
            }
            Self::OtherFormat => {
                f.write_str("This is not a file of Sojourn. Choose one that was exported from Sojourn.")
            }
            Self::TooNew(version) => write!(
                f,
                "The file was written by a newer Sojourn (version {version} of the format; this one reads up to {VERSION}). \
                 Reload the page to get the newest Sojourn, then try again."
            ),
            Self::Problems { list, more } => match (list.as_slice(), more) {
                ([only], 0) => write!(f, "{only}"),
                ([first, rest @ ..], more) => write!(f, "{first} {}", more_problems(rest.len() + more)),
                ([], _) => f.write_str("The file cannot be read."),
            },
        }
    }
}

/// A sentence with the number of further problems.
pub fn more_problems(count: usize) -> String {
    match count {
        1 => "There is 1 more problem.".to_owned(),
        many => format!("There are {many} more problems."),
    }
}
