#![no_main]
//! See [`fuzz::record`].

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::record(bytes));
