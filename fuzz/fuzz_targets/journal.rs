#![no_main]
//! See [`fuzz::journal`].

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::journal(bytes));
