//! The inputs that fuzzing found are read again, on stable Rust (fuzz/README.md).

#![allow(clippy::unwrap_used)] // helpers of tests are not seen as tests

#[path = "../../../fuzz/src/lib.rs"]
#[allow(missing_docs, dead_code)]
mod targets;

use std::{fs, path::Path};

fn replay(name: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let mut inputs: Vec<Vec<u8>> =
        fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(inputs.len() > 50, "there is a corpus of {name}");
    inputs.extend(targets::seeds(name));
    inputs.iter().for_each(|input| run(input));
}

#[test]
fn files_that_fuzzing_found() {
    replay("file", targets::file);
}

#[test]
fn records_that_fuzzing_found() {
    replay("record", targets::record);
}

#[test]
fn journals_that_fuzzing_found() {
    replay("journal", targets::journal);
}

#[test]
fn templates_that_fuzzing_found() {
    replay("token", targets::token);
}
