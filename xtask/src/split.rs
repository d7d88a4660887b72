//! Cutting a release build into the part that the first page needs and chunks that come later (src/lazy.rs; README, Size).
//!
//! Trunk knows nothing of this. It builds and names the files as ever; this then takes the module as the linker left it,
//! cuts it with wasm-split-cli, has the glue written for its main part, and puts these files where Trunk's are.

use crate::{
    minify,
    shell::{Cmd, Result, root},
    tools,
};
use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    path::{Path, PathBuf},
};

/// The loader that wasm-split-cli writes, and the glue as it believes it to be named.
const LOADER: &str = "__wasm_split.js";
const GLUE: &str = "main.js";

/// The chunk of the builder, which boot/boot.js asks for where the address is that of a journey.
const BUILDER: &str = "builder";

/// Cuts, optimises and names the wasm of the folder where Trunk gathers `dist/`, and returns the page that names it.
pub fn run(staging: &Path, html: &str) -> Result<String> {
    tools::ensure(&[tools::Need::WasmOpt, tools::Need::Split])?;
    let (glue, wasm) = built_by_trunk(staging)?;
    let linked = target()?.join(tools::TARGET).join("release/sojourn.wasm");
    let module = fs::read(&linked).map_err(|e| format!("{} cannot be read: {e}", linked.display()))?;
    if !module.windows(15).any(|bytes| bytes == b"__wasm_split_00") {
        // Plain `trunk build --release`: all in one.
        optimise(&staging.join(wasm))?;
        return Ok(html.to_owned());
    }

    let work = target()?.join("sojourn-cut");
    drop(fs::remove_dir_all(&work));
    let (parts, bound) = (work.join("parts"), work.join("bound"));
    fs::create_dir_all(&parts)?;
    Cmd::new("wasm-split-cli").args(["--target", "web", "--out-name", "main"]).args([&linked, &parts]).output()?;
    // The chunks find by name what they share with the main part.
    Cmd::new("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "sojourn", "--out-dir"])
        .args([&bound, &parts.join("main.wasm")])
        .output()?;

    let mut loader = fs::read_to_string(parts.join(LOADER))?;
    for chunk in fs::read_dir(&parts)? {
        let chunk = chunk?.path();
        let name = name_of(&chunk);
        if name.ends_with(".wasm") && name != "main.wasm" {
            optimise(&chunk)?;
            let bytes = fs::read(&chunk)?;
            let named =
                format!("{}-{}.wasm", name.trim_start_matches("split_").trim_end_matches(".wasm"), hash(&[&bytes]));
            fs::write(staging.join(&named), bytes)?;
            loader = loader.replace(&format!("\"./{name}\""), &format!("\"./{named}\""));
        }
    }
    let main = bound.join("sojourn_bg.wasm");
    let bindings = fs::read_to_string(bound.join("sojourn.js"))?;
    let (minified, bindings) = minify::minify(&fs::read(&main)?, &bindings, "./sojourn_bg.js")?;
    fs::write(&main, minified)?;
    optimise(&main)?;
    let main = fs::read(main)?;

    // Loader and glue name each other, so one hash is of everything.
    let hash = hash(&[&main, bindings.as_bytes(), loader.as_bytes()]);
    let names = [format!("sojourn-{hash}.js"), format!("sojourn-{hash}_bg.wasm"), format!("chunks-{hash}.js")];
    let [new_glue, new_wasm, new_loader] = &names;
    let bindings = bindings
        .replace(&format!("from \"./{LOADER}\""), &format!("from \"./{new_loader}\""))
        .replace("'sojourn_bg.wasm'", &format!("'{new_wasm}'"));
    let loader = loader.replace(&format!("\"./{GLUE}\""), &format!("\"./{new_glue}\""));
    fs::remove_file(staging.join(&glue))?;
    fs::remove_file(staging.join(&wasm))?;
    fs::write(staging.join(new_glue), bindings)?;
    fs::write(staging.join(new_wasm), main)?;
    fs::write(staging.join(new_loader), minify::script(&loader))?;
    // The loader is asked for at once, and not only when the glue is here.
    let preload = format!("<link crossorigin href={new_loader} rel=modulepreload></head>");
    let links = format!("{}{preload}", page_links(&loader, BUILDER));
    Ok(html.replace(&glue, new_glue).replace(&wasm, new_wasm).replacen("</head>", &links, 1))
}

/// A link for each module of a page, for boot/boot.js.
fn page_links(loader: &str, page: &str) -> String {
    let link = |module| format!("<link as=fetch crossorigin data-later={page} href={module} rel=later>");
    modules_of(loader, &format!("__wasm_split_load_{page}")).into_iter().map(link).collect()
}

/// The modules that a function of the loader fetches: its own, and those of the functions that it waits for.
pub fn modules_of(loader: &str, function: &str) -> Vec<String> {
    let Some((_, after)) = loader.split_once(&format!("const {function} = ")) else { return Vec::new() };
    let body = after.split("\nexport const ").next().and_then(|body| body.split("\nconst ").next()).unwrap_or_default();
    let own = body.split("\"./").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let waits_for = body.rsplit_once('[').and_then(|(_, list)| list.split(']').next()).unwrap_or_default();
    let waits_for = waits_for.split(',').map(str::trim).filter(|name| !name.is_empty());
    own.into_iter().chain(waits_for.flat_map(|name| modules_of(loader, name))).collect()
}

/// The names of the glue and the module that Trunk has put there.
fn built_by_trunk(staging: &Path) -> Result<(String, String)> {
    let mut files = fs::read_dir(staging)?.filter_map(|entry| Some(name_of(&entry.ok()?.path())));
    let wasm = files.find(|name| name.starts_with("sojourn-") && name.ends_with("_bg.wasm"));
    let wasm = wasm.ok_or("Trunk has put no sojourn-*_bg.wasm where it gathers dist/")?;
    Ok((wasm.replace("_bg.wasm", ".js"), wasm))
}

/// Cargo's target folder.
fn target() -> Result<PathBuf> {
    let said = Cmd::cargo().args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).output()?;
    let (_, after) = said.split_once("\"target_directory\":\"").ok_or("cargo metadata names no target_directory")?;
    let path = after.split('"').next().unwrap_or_default().replace("\\\\", "\\");
    Ok(root().join(path))
}

/// Makes a module small. It names the features that rustc compiles for: a chunk doesn't say them itself.
///
/// The size after brotli counts: `-Oz` leaves fewer bytes than `-Os`, but bytes that repeat less. A large function put
/// into its only caller has that effect too. The first kilobyte of memory is the end of the stack, where nothing has an
/// address. So small sums of addresses may go into the loads and stores.
fn optimise(file: &Path) -> Result<()> {
    const SMALL: [&str; 4] = ["-Os", "--low-memory-unused", "--one-caller-inline-max-function-size", "20"];
    const FEATURES: [&str; 6] =
        ["bulk-memory", "nontrapping-float-to-int", "reference-types", "multivalue", "sign-ext", "mutable-globals"];
    let path = file.as_os_str();
    let options = FEATURES.map(|feature| format!("--enable-{feature}"));
    // With names a profile can be read (bench/README.md); the size is another one then.
    let names = std::env::var_os("SOJOURN_NAMES").map(|_| "-g");
    Cmd::new("wasm-opt").args(SMALL).args(names).args(options).args([path, "-o".as_ref(), path]).output()?;
    Ok(())
}

fn name_of(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A name for contents, the same for the same ones.
fn hash(contents: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    for content in contents {
        hasher.write(content);
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_counts_with_the_shared_ones_that_it_waits_for() {
        let loader = r#"
/* actions, builder */
const __chunk_4 = makeLoad(() => {
    const src = fetch(new URL("./chunk_4-9.wasm", import.meta.url));
}
, []);
const __chunk_5 = makeLoad(() => {
    const src = fetch(new URL("./chunk_5-8.wasm", import.meta.url));
}
, []);
export const __wasm_split_load_pages = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./pages-f.wasm", import.meta.url));
}
, [__chunk_5]));
export const __wasm_split_load_builder = wrapAsyncCb(makeLoad(() => {
    const src = fetch(new URL("./builder-6.wasm", import.meta.url));
}
, [__chunk_4, __chunk_5]));
"#;
        assert_eq!(
            modules_of(loader, "__wasm_split_load_builder"),
            ["builder-6.wasm", "chunk_4-9.wasm", "chunk_5-8.wasm"]
        );
        assert_eq!(modules_of(loader, "__wasm_split_load_pages"), ["pages-f.wasm", "chunk_5-8.wasm"]);
        assert!(modules_of(loader, "__wasm_split_load_help").is_empty());
    }
}
