#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| columnist_fuzz::ask(columnist_fuzz::idempotence, data));
