//! Writes what the corpora begin with: whole things of all shapes. Only of use where a corpus is made anew.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    for name in ["file", "record", "journal", "token"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        fs::create_dir_all(&folder)?;
        for (n, seed) in fuzz::seeds(name).iter().enumerate() {
            fs::write(folder.join(format!("seed-{n}")), seed)?;
        }
    }
    Ok(())
}
