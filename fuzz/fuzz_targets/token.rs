#![no_main]
//! See [`fuzz::token`].

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::token(bytes));
