//! Fuzzing on stable Rust: inputs out of a corpus, changed byte by byte and word by word, into everything that reads what
//! comes from outside. `cargo xtask fuzz <target> <executions>`; an input that breaks something is left in `findings/`.
//!
//! The targets are plain functions of bytes (`targets.rs`), so that `cargo fuzz` can drive them as well.

mod mutate;
mod targets;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process::ExitCode,
    time::Instant,
};

use mutate::Row;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (name, count) = (args.next().unwrap_or_default(), args.next().and_then(|n| n.parse::<u64>().ok()));
    let seed = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let target = targets::ALL.iter().find(|target| target.0 == name);
    let (Some((name, run)), Some(count)) = (target, count) else {
        eprintln!("fuzz <{}> <executions> [seed]", targets::ALL.map(|target| target.0).join("|"));
        return ExitCode::FAILURE;
    };
    let corpus = corpus(name);
    let (mut row, began) = (Row::new(seed), Instant::now());
    for n in 0..count {
        let input = mutate::input(&mut row, &corpus);
        if catch_unwind(AssertUnwindSafe(|| run(&input))).is_err() {
            let at = Path::new(env!("CARGO_MANIFEST_DIR")).join("findings");
            let file = at.join(format!("{name}-{seed}-{n}"));
            let _ = fs::create_dir_all(&at).and_then(|()| fs::write(&file, &input));
            eprintln!("{name}: execution {n} broke something; the input is {}", file.display());
            return ExitCode::FAILURE;
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    eprintln!("{name}: {count} executions without a finding, {seconds:.0} s, from {} inputs, seed {seed}", corpus.len());
    ExitCode::SUCCESS
}

/// What the inputs are made of: the files of the corpus, and what the target gives itself.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files.iter().filter_map(|file| fs::read(file).ok()).chain(targets::seeds(name)).collect()
}
