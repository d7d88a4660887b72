//! The end of a release build, called by Trunk (`post_build` in Trunk.toml): the chunks (split.rs), the policy into the page, the rules for the
//! host, and a copy of the page for addresses that no file has.

use crate::{minify, shell::Result, split};
use std::{env, fs, path::PathBuf};

/// Works in the folder where Trunk gathers `dist/`. A debug build stays as it is: the script by which Trunk reloads the
/// page is inline, and the policy would refuse it.
pub fn run() -> Result<bool> {
    let var = |name: &str| {
        env::var(name).map_err(|_| format!("{name} is not set: this is called by Trunk, from its hook in Trunk.toml"))
    };
    if var("TRUNK_PROFILE")? != "release" {
        return Ok(true);
    }
    let staging = PathBuf::from(var("TRUNK_STAGING_DIR")?);
    let public_url = var("TRUNK_PUBLIC_URL")?;
    let (page, headers) = (staging.join("index.html"), staging.join("_headers"));

    let rules = fs::read_to_string(&headers)?;
    let html = split::run(&staging, &fs::read_to_string(&page)?)?;
    let html = preloads_where_supported(&styles_later(&html));
    let inline = inline_parts(&html);
    if !inline.is_empty() {
        let parts = inline.join("\n  ");
        return Err(format!("index.html holds what its own policy refuses:\n  {parts}").into());
    }
    let html = with_policy(&html, &policy_of(&rules)?)?;
    fs::write(&page, &html)?;
    for file in fs::read_dir(&staging)? {
        let file = file?.path();
        let is_boot =
            |name: &str| ["boot-", "support-"].iter().any(|start| name.starts_with(start)) && name.ends_with(".js");
        if file.file_name().and_then(|name| name.to_str()).is_some_and(is_boot) {
            fs::write(&file, minify::script(&fs::read_to_string(&file)?))?;
        }
    }
    // A static host answers an unknown address with this file, and the app then finds its way by the address.
    fs::write(staging.join("404.html"), &html)?;

    let mut hashed: Vec<String> = fs::read_dir(&staging)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_hashed(name))
        .collect();
    hashed.sort();
    fs::write(&headers, host_rules(&rules, &public_url, &hashed))?;
    Ok(true)
}

/// The policy for the `<meta>`: as in the header, without the directive that browsers only take from a header.
fn policy_of(rules: &str) -> Result<String> {
    let header = rules
        .lines()
        .find_map(|line| line.trim().strip_prefix("Content-Security-Policy:"))
        .ok_or("public/_headers holds no Content-Security-Policy")?;
    let parts: Vec<&str> =
        header.split(';').map(str::trim).filter(|part| !part.starts_with("frame-ancestors")).collect();
    Ok(parts.join("; "))
}

/// The page with the policy as its first `<meta>` after the charset, before anything that it governs.
fn with_policy(html: &str, policy: &str) -> Result<String> {
    let start = html.find("<meta charset").ok_or("index.html holds no <meta charset>")?;
    let end = html[start..].find('>').ok_or("index.html: <meta charset> has no end")? + start + 1;
    let (before, after) = html.split_at(end);
    Ok(format!("{before}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"))
}

/// Takes the styles that the first page does not need out of its way: boot/boot.js gets them.
fn styles_later(html: &str) -> String {
    let parts = html.split_inclusive('>').map(|tag| {
        if tag.starts_with("<link") && tag.contains("data-later") {
            tag.replace("stylesheet", "later")
        } else {
            tag.to_owned()
        }
    });
    parts.collect()
}

/// Keeps browsers that are too old from loading the app ahead of boot/support.js: they do not know this media feature, which
/// came with Chrome 120, Firefox 113 and Safari 17, and pass over the link.
fn preloads_where_supported(html: &str) -> String {
    let preload =
        |tag: &&str| tag.starts_with("<link") && (tag.contains("rel=preload") || tag.contains("rel=modulepreload"));
    let parts = html.split_inclusive('>').map(|tag| {
        match Some(tag).filter(preload).and_then(|tag| tag.strip_prefix("<link")) {
            Some(rest) => format!("<link media=\"(scripting:enabled)\"{rest}"),
            None => tag.to_owned(),
        }
    });
    parts.collect()
}

/// The parts that the policy would refuse: scripts and styles in the page itself.
fn inline_parts(html: &str) -> Vec<&str> {
    html.split('<')
        .filter_map(|part| part.split_once('>').map(|(tag, _)| tag))
        .filter(|tag| {
            let name = tag.split_whitespace().next().unwrap_or_default();
            let has = |attribute: &str| tag.split_whitespace().skip(1).any(|word| word.starts_with(attribute));
            (name == "script" && !has("src=")) || name == "style" || has("style=") || has("on")
        })
        .collect()
}

/// `boot-1f0c3a….js`: Trunk puts a hash of the content behind the name.
fn is_hashed(name: &str) -> bool {
    name.split('.').next().is_some_and(|stem| {
        stem.split(['-', '_']).any(|part| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

/// The host's rules: each path behind the public URL, comments left out, and one rule per file that never changes.
fn host_rules(rules: &str, public_url: &str, hashed: &[String]) -> String {
    let base = public_url.trim_end_matches('/');
    let mut out = String::new();
    for line in rules.lines().filter(|line| !line.starts_with('#')) {
        let prefix = if line.starts_with('/') { base } else { "" };
        out.push_str(&format!("{prefix}{line}\n"));
    }
    for name in hashed {
        out.push_str(&format!("{base}/{name}\n  Cache-Control: public, max-age=31536000, immutable\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "# why\n/*\n  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n/\n  A: b\n";

    #[test]
    fn the_page_gets_the_policy_of_the_headers_without_frame_ancestors() {
        let policy = policy_of(RULES).unwrap();
        assert_eq!(policy, "default-src 'none'");
        let html = with_policy("<!doctype html><meta charset=utf-8><title>", &policy).unwrap();
        assert_eq!(
            html,
            "<!doctype html><meta charset=utf-8><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>"
        );
    }

    #[test]
    fn styles_that_are_marked_come_later() {
        let html = "<link href=a.css rel=stylesheet><link data-later href=b.css rel=stylesheet><p>stylesheet</p>";
        let later = "<link href=a.css rel=stylesheet><link data-later href=b.css rel=later><p>stylesheet</p>";
        assert_eq!(styles_later(html), later);
    }

    #[test]
    fn the_app_is_preloaded_only_where_the_browser_is_new_enough() {
        let html =
            "<link href=a.css rel=stylesheet><link href=a.js rel=modulepreload><link as=fetch href=a.wasm rel=preload>";
        let media = "media=\"(scripting:enabled)\"";
        let out = format!(
            "<link href=a.css rel=stylesheet><link {media} href=a.js rel=modulepreload><link {media} as=fetch href=a.wasm rel=preload>"
        );
        assert_eq!(preloads_where_supported(html), out);
    }

    #[test]
    fn anything_inline_is_found() {
        assert!(inline_parts("<script src=a.js></script><p class=style>one style=1</p>").is_empty());
        assert_eq!(inline_parts("<script>x</script>"), ["script"]);
        assert_eq!(inline_parts("<style>x</style>"), ["style"]);
        assert_eq!(inline_parts("<p style=\"color:red\">"), ["p style=\"color:red\""]);
        assert_eq!(inline_parts("<p onclick=x()>"), ["p onclick=x()"]);
    }

    #[test]
    fn only_names_with_a_hash_are_kept_forever() {
        assert!(is_hashed("boot-1f0c3a9d8e7b6a55.js"));
        assert!(is_hashed("sojourn-1f0c3a9d8e7b6a55_bg.wasm"));
        assert!(!is_hashed("favicon.svg"));
        assert!(!is_hashed("index.html"));
    }

    #[test]
    fn the_rules_stand_behind_the_public_url() {
        let rules = host_rules(RULES, "/sub/", &["a-1.js".to_owned()]);
        assert!(rules.starts_with("/sub/*\n  Content-Security-Policy:"));
        assert!(rules.contains("\n/sub/\n  A: b\n/sub/a-1.js\n  Cache-Control: public"));
    }
}
