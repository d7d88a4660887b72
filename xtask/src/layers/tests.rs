//! The tool on small made-up sources.

use super::{
    check,
    graph::{Crate, Graph},
    map, table,
    table::{House, Never, Room},
    with_map,
};

/// A graph of files by path; `src/main.rs` is the root.
fn graph(files: &[(&str, &str)]) -> Graph {
    let load = |path: &str| files.iter().find(|(name, _)| *name == path).map(|(_, text)| (*text).to_owned());
    Graph::of(&[Crate::new("app", "src/main.rs"), Crate::new("other", "crates/other/src/lib.rs")], &load)
}

/// The imports as `from>to`, by the names of the files without folder and ending.
fn imports(files: &[(&str, &str)]) -> Vec<String> {
    let graph = graph(files);
    let short =
        |file: usize| graph.files[file].trim_end_matches(".rs").rsplit('/').next().unwrap_or_default().to_owned();
    graph.imports.keys().map(|(from, to)| format!("{}>{}", short(*from), short(*to))).collect()
}

const HOUSE: &[House] = &[House {
    folder: "src",
    about: "a house",
    floors: &[
        &[Room { paths: &["main.rs"], about: "start" }],
        &[Room { paths: &["left/"], about: "a page" }, Room { paths: &["right/"], about: "another page" }],
        &[Room { paths: &["low.rs"], about: "what both need" }],
    ],
}];

#[test]
fn a_circle_is_found_with_the_lines_that_close_it() {
    let files = [
        ("src/main.rs", "mod a;\nmod b;\nmod c;"),
        ("src/a.rs", "use crate::b::Two;\npub struct One;"),
        ("src/b.rs", "pub struct Two;\nfn go() { super::c::run() }"),
        ("src/c.rs", "use super::a::{self, One};\npub fn run() {}"),
    ];
    let graph = graph(&files);
    assert_eq!(graph.circles(), [vec![1, 2, 3]]);
    assert_eq!(
        check::circles(&graph, &[]),
        [
            "src: circles of [3] files, the table says []",
            "  a circle of 3:",
            "    src/a.rs:1 imports crate::b::Two of src/b.rs",
            "    src/b.rs:2 imports super::c::run of src/c.rs",
            "    src/c.rs:1 imports super::a::One of src/a.rs",
        ]
    );
    assert!(check::circles(&graph, &[("src", &[3])]).is_empty());
}

#[test]
fn a_circle_that_shrank_fails_until_the_table_says_so() {
    let files = [
        ("src/main.rs", "mod a; mod b;"),
        ("src/a.rs", "use crate::b::Two; pub struct One;"),
        ("src/b.rs", "use crate::a::One; pub struct Two;"),
    ];
    let shrank = check::circles(&graph(&files), &[("src", &[3])]);
    assert!(shrank[1].contains("lower the numbers"), "{shrank:?}");
    let gone = check::circles(&graph(&[("src/main.rs", "")]), &[("src", &[2])]);
    assert!(gone[1].contains("lower the numbers"), "{gone:?}");
    assert_eq!(check::circles(&graph(&files), &[]).len(), 4);
}

#[test]
fn an_import_goes_down_never_up_or_across() {
    let files = [
        ("src/main.rs", "mod left; mod right; mod low; use left::page;"),
        ("src/left.rs", "pub mod part; pub fn page() { crate::right::page() } use crate::low::Low; use part::Part;"),
        ("src/left/part.rs", "pub struct Part;"),
        ("src/right.rs", "pub fn page() {}"),
        ("src/low.rs", "pub struct Low(crate::left::part::Part);"),
    ];
    assert_eq!(
        check::floors(&graph(&files), HOUSE),
        [
            "src/left.rs:1 imports crate::right::page of src/right.rs, which lies beside it",
            "src/low.rs:1 imports crate::left::part::Part of src/left/part.rs, which lies above it",
        ]
    );
}

#[test]
fn a_file_needs_a_room() {
    let files = [("src/main.rs", "mod new;"), ("src/new.rs", "")];
    let wrong = check::floors(&graph(&files), HOUSE);
    assert_eq!(wrong, ["src/new.rs has no room in the table of layers (xtask/src/layers/table.rs)"]);
}

#[test]
fn a_rule_counts_imports_of_the_project_and_of_others() {
    let files = [
        ("src/main.rs", "mod left; mod low;"),
        ("src/left.rs", "use crate::low::Low; use web_sys::Element;"),
        ("src/low.rs", "pub struct Low;"),
    ];
    let rule = |today| [Never { from: &["src/left"], to: &["src/low", "web_sys"], about: "never", today }];
    assert_eq!(check::never(&graph(&files), &rule(2)), Vec::<String>::new());
    assert_eq!(check::never(&graph(&files), &rule(3)), ["never: 2 imports, the table says 3"]);
    assert_eq!(check::never(&graph(&files), &rule(0)).len(), 3);
}

#[test]
fn a_crate_of_the_project_may_be_out_of_bounds_while_its_names_come_by_another_way() {
    let files = [
        ("src/main.rs", "mod left; mod right; mod low;"),
        ("src/left.rs", "use other::Kept;"),
        ("src/right.rs", "use crate::low::Kept;"),
        ("src/low.rs", "pub use other::Kept;"),
        ("crates/other/src/lib.rs", "pub struct Kept;"),
    ];
    let rule = |from| [Never { from, to: &["other"], about: "never", today: 0 }];
    let wrong = check::never(&graph(&files), &rule(&["src/left"]));
    assert_eq!(wrong, ["never: 1 imports, the table says 0", "  src/left.rs imports other"]);
    assert_eq!(check::never(&graph(&files), &rule(&["src/right"])), Vec::<String>::new());
}

#[test]
fn a_reexport_leads_to_the_file_that_defines_the_name() {
    let files = [
        ("src/main.rs", "mod facade; mod user; mod moved;"),
        ("src/facade.rs", "mod deep; pub use deep::Deep; pub(crate) use crate::moved::Moved as Known;"),
        ("src/facade/deep.rs", "pub struct Deep; use super::Known;"),
        ("src/moved.rs", "pub struct Moved;"),
        ("src/user.rs", "use crate::facade::{Deep, Known};"),
    ];
    // The facade names both and needs neither: it is in no circle with its child.
    assert_eq!(imports(&files), ["deep>moved", "user>deep", "user>moved"]);
}

#[test]
fn a_reexport_that_the_file_itself_uses_is_an_import() {
    let files = [
        ("src/main.rs", "mod facade;"),
        ("src/facade.rs", "mod deep; pub use deep::Deep; pub fn make() -> Deep { Deep }"),
        ("src/facade/deep.rs", "pub struct Deep;"),
    ];
    assert_eq!(imports(&files), ["facade>deep"]);
}

#[test]
fn a_glob_imports_what_the_code_names() {
    let files = [
        ("src/main.rs", "mod many; mod user; mod none;"),
        ("src/many.rs", "pub fn one() {} pub mod more; pub use more::*;"),
        ("src/many/more.rs", "pub fn two() {}"),
        ("src/user.rs", "use crate::many::*; fn go() { two() }"),
        ("src/none.rs", "use crate::many::*; fn go() { x.one() }"),
    ];
    assert_eq!(imports(&files), ["user>more"]);
}

#[test]
fn paths_in_bodies_and_macros_count_and_module_imports_count_where_they_are_used() {
    let files = [
        ("src/main.rs", "mod a; mod b; mod c; mod d; lazy! { pub static PAGE: fn() = a::page; }"),
        (
            "src/a.rs",
            "pub fn page() { view! { <b::Button on=move |_| crate::c::press() /> } } use crate::b; use crate::d;",
        ),
        ("src/b.rs", "pub struct Button;"),
        ("src/c.rs", "pub fn press() { let r#d = 1; other::thing() }"),
        ("src/d.rs", "pub fn never() {}"),
        ("crates/other/src/lib.rs", "made! { pub fn thing() {} }"),
    ];
    assert_eq!(imports(&files), ["main>a", "a>b", "a>c", "c>lib"]);
}

#[test]
fn tests_do_not_count() {
    let files = [
        ("src/main.rs", "mod a; mod b;"),
        (
            "src/a.rs",
            "#[cfg(test)] mod tests; #[cfg(test)] mod inside { use crate::b::B; }
             #[cfg(all(test, unix))] use crate::b::{B, C};
             #[cfg(test)] fn helper<A, B>() -> crate::b::B { crate::b::B } pub struct A;",
        ),
        ("src/a/tests.rs", "use crate::b::B;"),
        ("src/b.rs", "pub struct B; #[cfg(not(test))] use crate::a::A;"),
    ];
    assert_eq!(imports(&files), ["b>a"]);
}

#[test]
fn comments_strings_and_characters_hide_nothing_and_import_nothing() {
    let files = [
        ("src/main.rs", "mod a; mod b;"),
        (
            "src/a.rs",
            r##"// use crate::b::B;
                /* crate::b::B /* nested */ crate::b::B */
                const T: &str = "crate::b::B \" crate::b::B"; const R: &str = r#"" crate::b::B"#;
                const Q: char = '"'; const E: char = '\''; fn f<'a>(x: &'a str) {} struct Brace(char); const O: char = '{';
                const N: f32 = 1.5; const W: &[u8] = &[0; 2]; const G: std::ops::Range<usize> = 0..crate::b::LENGTH;"##,
        ),
        ("src/b.rs", "pub struct B; pub const LENGTH: usize = 3;"),
    ];
    let graph = graph(&files);
    assert_eq!(graph.imports.len(), 1);
    assert!(graph.line(1, 2).starts_with("src/a.rs:5 imports crate::b::LENGTH"), "{}", graph.line(1, 2));
}

#[test]
fn modules_in_a_file_and_by_path_are_found() {
    let files = [
        (
            "src/main.rs",
            "mod outer { pub mod inner; pub fn f() { super::named::g() } } #[path = \"else.rs\"] mod named;",
        ),
        ("src/outer/inner.rs", "use super::super::named::g;"),
        ("src/else.rs", "pub fn g() {}"),
    ];
    assert_eq!(imports(&files), ["main>else", "inner>else"]);
}

#[test]
fn the_map_shows_floors_and_the_readme_takes_it() {
    let map = map::draw(HOUSE, &[("docs/", "texts")], &[]);
    assert!(map.contains("┌ left/                 a page\n└ right/"), "{map}");
    let readme = "before\n<!-- cargo xtask layers -->\n```\nold\n```\n<!-- end of the map -->\nafter";
    let new = with_map(readme, "new").unwrap();
    assert_eq!(new, readme.replace("old", "new"));
    assert!(with_map("no markers", "new").is_err());
}

#[test]
fn the_circles_of_the_table_name_folders_of_the_project() {
    for (folder, sizes) in table::CIRCLES {
        assert!(crate::shell::root().join(folder).is_dir(), "{folder}");
        assert!(sizes.is_sorted() && !sizes.is_empty(), "{folder}");
    }
}
