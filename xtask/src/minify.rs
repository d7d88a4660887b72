//! Bytes that wasm-bindgen leaves lying about: long names with hashes in them, and classes that nobody uses.
//!
//! Both sides of the border between the module and its glue are written anew: each import and each exported function gets a
//! short name; Leptos' way to read a server's streams, which is exported and so would never be dropped, is not exported;
//! and the glue loses its comments and indentation. Everything else stays as it is, byte by byte.

use crate::shell::Result;

/// The classes of the crate wasm-streams, which Leptos brings along for server functions.
const UNUSED: &str = "intounderlying";

/// The sections of a module that are looked at.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The module and its glue, made smaller. `glue_module` is what the module calls the glue.
pub fn minify(wasm: &[u8], glue: &str, glue_module: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names { glue: glue.to_owned(), next: 0 };
    let mut reader = Reader { bytes: wasm, at: 8 };
    let mut out = wasm.get(..8).ok_or("the module has no head")?.to_vec();
    while reader.at < wasm.len() {
        let id = reader.byte()?;
        let content = reader.block()?;
        let content = match id {
            IMPORTS => imports(content, glue_module, &mut names)?,
            EXPORTS => exports(content, &mut names)?,
            _ => content.to_vec(),
        };
        out.push(id);
        write_block(&mut out, &content);
    }
    Ok((out, script(&without_classes(&names.glue))))
}

/// New names, and the glue that uses them.
struct Names {
    glue: String,
    next: usize,
}

impl Names {
    fn fresh(&mut self) -> String {
        self.next += 1;
        format!("_{}", self.next)
    }

    /// A new name for an import, where the glue defines it on a line of its own.
    fn import(&mut self, old: &str) -> String {
        let definition = format!("\n        {old}: ");
        if !self.glue.contains(&definition) {
            return old.to_owned();
        }
        let new = self.fresh();
        self.glue = self.glue.replace(&definition, &format!("\n        {new}: "));
        new
    }

    /// A new name for an export that the glue only calls.
    fn export(&mut self, old: &str) -> String {
        // Names end where they end: `…__h17` and `…__h17_2` are two. The glue may have a function of the same name.
        let (member, call) = (format!("wasm.{old}"), format!("wasm.{old}("));
        let ends = |at: usize| !self.glue[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let uses = self.glue.match_indices(&member).filter(|(at, _)| ends(at + member.len())).count();
        if !old.starts_with("wasm_bindgen__") || uses != self.glue.matches(&call).count() {
            return old.to_owned();
        }
        let new = self.fresh();
        self.glue = self.glue.replace(&call, &format!("wasm.{new}("));
        new
    }
}

fn imports(content: &[u8], glue_module: &str, names: &mut Names) -> Result<Vec<u8>> {
    let mut reader = Reader { bytes: content, at: 0 };
    let count = reader.number()?;
    let mut out = Vec::new();
    write_number(&mut out, count);
    for _ in 0..count {
        let (module, name) = (reader.block()?, reader.block()?);
        let text = std::str::from_utf8(name)?;
        let name = if module == glue_module.as_bytes() { names.import(text) } else { text.to_owned() };
        write_block(&mut out, module);
        write_block(&mut out, name.as_bytes());
        let start = reader.at;
        match reader.byte()? {
            // A function or an event's tag; a table; a memory; a global.
            0 => drop(reader.number()?),
            1 => {
                reader.byte()?;
                reader.limits()?;
            }
            2 => reader.limits()?,
            3 => reader.at += 2,
            4 => {
                reader.byte()?;
                reader.number()?;
            }
            kind => return Err(format!("an import of kind {kind}, which is not known here").into()),
        }
        out.extend_from_slice(reader.since(start)?);
    }
    Ok(out)
}

fn exports(content: &[u8], names: &mut Names) -> Result<Vec<u8>> {
    let mut reader = Reader { bytes: content, at: 0 };
    let count = reader.number()?;
    let (mut out, mut kept) = (Vec::new(), 0);
    for _ in 0..count {
        let name = std::str::from_utf8(reader.block()?)?;
        let start = reader.at;
        reader.byte()?;
        reader.number()?;
        if !name.contains(UNUSED) {
            kept += 1;
            write_block(&mut out, names.export(name).as_bytes());
            out.extend_from_slice(reader.since(start)?);
        }
    }
    let mut all = Vec::new();
    write_number(&mut all, kept);
    all.append(&mut out);
    Ok(all)
}

/// A script without its comment lines, empty lines and indentation; its code stays as it is, for the browsers it is written for.
pub fn script(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The glue without the classes that are not exported any more.
fn without_classes(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    // The test for the last line to leave out; `None` outside of such a class.
    let mut until: Option<fn(&str) -> bool> = None;
    for line in glue.lines() {
        if let Some(last) = until {
            until = until.filter(|_| !last(line));
            continue;
        }
        if line.starts_with("export class IntoUnderlying") {
            until = Some(|line| line == "}");
        } else if line.starts_with("const IntoUnderlying") {
            until = Some(|line| line.ends_with(';'));
        } else if !line.trim_start().starts_with("if (Symbol.dispose) IntoUnderlying") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn is_comment(line: &str) -> bool {
    ["/*", "*/", "* ", "//"].iter().any(|start| line.starts_with(start)) || line == "*"
}

/// Reads what a module is made of.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Result<u8> {
        let byte = *self.bytes.get(self.at).ok_or("the module ends too early")?;
        self.at += 1;
        Ok(byte)
    }

    /// A number as LEB128.
    fn number(&mut self) -> Result<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
    }

    /// Bytes behind their number.
    fn block(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        let block = self.bytes.get(self.at..self.at + length).ok_or("the module ends too early")?;
        self.at += length;
        Ok(block)
    }

    fn limits(&mut self) -> Result<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Ok(())
    }

    fn since(&self, start: usize) -> Result<&'a [u8]> {
        Ok(self.bytes.get(start..self.at).ok_or("the module ends too early")?)
    }
}

fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(0x80 | (number & 0x7f) as u8);
        number >>= 7;
    }
    out.push(number as u8);
}

fn write_block(out: &mut Vec<u8>, block: &[u8]) {
    write_number(out, block.len());
    out.extend_from_slice(block);
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
import * as import1 from \"./x.js\"
export class IntoUnderlyingSink {
    free() {
        wasm.__wbg_intounderlyingsink_free(ptr, 0);
    }
}
if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;
    const import0 = {
        // why
        __wbg_append_d4: function(arg0) {
            wasm.wasm_bindgen__a(1); wasm.wasm_bindgen__a_2(2);
        },
const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));
end();
";

    /// A module with one import and four exports, all functions.
    fn module() -> Vec<u8> {
        let mut imports = vec![2];
        for (module, name) in [("./g.js", "__wbg_append_d4"), ("./x.js", "load")] {
            write_block(&mut imports, module.as_bytes());
            write_block(&mut imports, name.as_bytes());
            imports.extend([0, 7]);
        }
        let mut exports = vec![4];
        for name in ["main", "intounderlyingsink_write", "wasm_bindgen__a", "wasm_bindgen__a_2"] {
            write_block(&mut exports, name.as_bytes());
            exports.extend([0, 3]);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (id, content) in [(IMPORTS, imports), (EXPORTS, exports), (10, vec![1, 2, 3])] {
            module.push(id);
            write_block(&mut module, &content);
        }
        module
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let (wasm, glue) = minify(&module(), GLUE, "./g.js").unwrap();
        assert_eq!(
            glue,
            "import * as import1 from \"./x.js\"\nconst import0 = {\n_1: function(arg0) {\nwasm._2(1); wasm._3(2);\n},\nend();\n"
        );
        let text = String::from_utf8_lossy(&wasm);
        for (name, there) in [("_1", true), ("load", true), ("main", true), ("append", false), ("underlying", false)] {
            assert_eq!(text.contains(name), there, "{name}");
        }
        assert!(wasm.ends_with(&[10, 3, 1, 2, 3]));
    }

    #[test]
    fn a_script_keeps_its_code() {
        let text = "// Why.\n/** Whose. */\nif (a) {\n\n  b(\"//x\"); // c\n}\n";
        assert_eq!(script(text), "if (a) {\nb(\"//x\"); // c\n}\n");
    }

    #[test]
    fn a_module_that_ends_too_early_is_refused() {
        let whole = module();
        assert!(minify(&whole[..whole.len() - 1], GLUE, "./g.js").is_err());
    }
}
