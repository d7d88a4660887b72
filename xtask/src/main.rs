//! `cargo xtask serve | build | test`: the commands of the README.
fn main() {}
