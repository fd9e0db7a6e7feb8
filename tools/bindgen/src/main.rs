//! Writes the JavaScript glue for Columnist's wasm module.
//!
//! `columnist-bindgen INPUT.wasm OUT_DIR` does what the `wasm-bindgen` command
//! does for a module called `columnist`. It exists because generator and crate
//! must be of the same version: as a member of the workspace the generator is
//! pinned by the same lock file as the crate, and nothing has to be installed.

use std::{env, path::PathBuf, process::ExitCode};

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut args = env::args_os().skip(1).map(PathBuf::from);
    let (Some(input), Some(out), None) = (args.next(), args.next(), args.next()) else {
        eprintln!("usage: columnist-bindgen INPUT.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name("columnist")
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The hand-written faces know where the module lies. A second
        // `new URL(…)` in the glue would make bundlers copy it twice.
        .omit_default_module_path(true)
        // After a crash the faces throw the instance away and make a new one.
        .reset_state_function(true);
    match bindgen.web(true).and_then(|bindgen| bindgen.generate(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("columnist-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
