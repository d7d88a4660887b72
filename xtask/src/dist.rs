//! The release build, and what of it travels at first load.

use crate::shell::{Cmd, Result, log, root};
use std::{collections::BTreeSet, fs, path::Path};

/// The most that may travel at a first visit, in bytes after brotli. This is the one place where the budgets stand; raising
/// one takes a reason in the commit.
///
/// To show the listings. The budget of the whole product is 260 kB (house.md).
const LISTINGS: u64 = 230_000;
/// Until the builder can be used, of a visit straight to a journey.
const JOURNEY: u64 = 600_000;

/// Builds `dist/` for a public URL. Trunk calls `cargo xtask post-build` at the end.
pub fn build(public_url: &str) -> Result<()> {
    log(&format!("building dist/ for {public_url}"));
    Cmd::new("trunk").args(["build", "--release", "--features", "split", "--public-url", public_url]).run()
}

/// The public URL that `dist/` was built for, if it is a release build.
pub fn built_for() -> Option<String> {
    let html = fs::read_to_string(root().join("dist/404.html")).ok()?;
    let (_, after) = html.split_once("<base href=")?;
    let url = after.split(['>', ' ']).next()?;
    Some(url.trim_matches('"').to_owned())
}

/// Prints the sizes of what travels at a first visit; whether they are within the budgets.
pub fn sizes() -> Result<bool> {
    let dist = root().join("dist");
    let html = fs::read_to_string(dist.join("index.html"))?;
    let Files { first, mut later } = files(&dist)?;
    let listings = marked(&html, &later, "listings");
    let builder = marked(&html, &later, "builder");
    if !builder.iter().any(|file| file.ends_with(".wasm")) {
        return Err("index.html marks no module of the builder".into());
    }
    later.retain(|file| !listings.contains(file) && !builder.contains(file));
    println!("\nFor any page, in bytes:");
    let any = table(&dist, &first)?;
    println!("\nBesides these, to show the listings:");
    let listings = any + table(&dist, &listings)?;
    println!("\nBesides the files for any page, until the builder can be used:");
    let journey = any + table(&dist, &builder)?;
    println!("\nLater, when a page asks for it or the browser is idle:");
    table(&dist, &later)?;
    println!();
    let within = [("The listings", listings, LISTINGS), ("A first visit to a journey", journey, JOURNEY)].map(budget);
    println!();
    Ok(within.into_iter().all(|within| within))
}

/// Prints how a size stands to its budget; whether it is within.
fn budget((name, brotli, budget): (&str, u64, u64)) -> bool {
    let within = brotli <= budget;
    let (left, word) = (budget.abs_diff(brotli), if within { "under" } else { "OVER" });
    println!("{name}: {brotli} bytes brotli, {left} {word} the budget of {budget} (xtask/src/dist.rs)");
    within
}

/// The files that index.html marks as a page's own.
fn marked(html: &str, files: &[String], page: &str) -> Vec<String> {
    let mark = format!("data-later={page}");
    let is_own = |file: &&String| html.split('<').any(|tag| tag.contains(file.as_str()) && tag.contains(&mark));
    files.iter().filter(is_own).cloned().collect()
}

/// Prints the sizes of files; what they are together after brotli.
fn table(dist: &Path, files: &[String]) -> Result<u64> {
    let measured =
        Cmd::new("node").args(["xtask/compress.mjs"]).args(files.iter().map(|file| dist.join(file))).output()?;
    println!("{:>10}{:>10}{:>10}", "raw", "gzip", "brotli");
    let mut total = [0u64; 3];
    for (file, line) in files.iter().zip(measured.lines()) {
        let sizes: Vec<u64> = line.split(' ').filter_map(|n| n.parse().ok()).collect();
        let [raw, gzip, brotli] = sizes[..] else {
            return Err(format!("compress.mjs said `{line}` of {file}, not three sizes").into());
        };
        println!("{raw:>10}{gzip:>10}{brotli:>10}  {file}");
        total = [total[0] + raw, total[1] + gzip, total[2] + brotli];
    }
    println!("{:>10}{:>10}{:>10}  in all", total[0], total[1], total[2]);
    Ok(total[2])
}

/// The files in `dist/` for a browser to fetch.
struct Files {
    /// To show the first page: index.html, what it names, what those name. e2e/chunks.spec.ts holds a browser to it.
    first: Vec<String>,
    /// The files that only the loader of the chunks names.
    later: Vec<String>,
}

fn files(dist: &Path) -> Result<Files> {
    let mut all = BTreeSet::new();
    walk(dist, "", &mut all)?;
    let mut first = vec!["index.html".to_owned()];
    let mut later = Vec::new();
    all.remove("index.html");
    let mut next = 0;
    while let Some(file) = first.get(next) {
        next += 1;
        let is_loader = file.starts_with("chunks-");
        let is_later = |text: &str, name: &str| {
            let tag = text.split('<').find(|tag| tag.contains(name)).unwrap_or_default();
            (is_loader && name.ends_with(".wasm")) || tag.contains("rel=later") || tag.contains("rel=\"later\"")
        };
        // A file that isn't text (the wasm module) names no other file.
        let text = match fs::read(dist.join(file)) {
            Ok(bytes) => String::from_utf8(bytes).unwrap_or_default(),
            Err(e) => return Err(format!("dist/{file} cannot be read ({e}): build first").into()),
        };
        let named: Vec<String> = all.iter().filter(|name| text.contains(*name)).cloned().collect();
        for name in named {
            all.remove(&name);
            if is_later(&text, &name) { later.push(name) } else { first.push(name) }
        }
    }
    Ok(Files { first, later })
}

fn walk(folder: &Path, prefix: &str, into: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), into)?;
        } else {
            into.insert(name);
        }
    }
    Ok(())
}
