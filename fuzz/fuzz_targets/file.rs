#![no_main]
//! See [`fuzz::file`].

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::file(bytes));
