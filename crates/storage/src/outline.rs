//! A record without its graphs, which are most of it: what the listings show of a journey takes a fraction of the time to read.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};

/// Where the graphs are, from the record on; a list on the way stands for each of its entries.
const GRAPHS: &[&str] = &["journey", "versions", "graph"];

/// The record with empty graphs in the place of its own, of which nothing is known but that they are JSON. Nothing where
/// it is none, or has no such place.
pub(crate) fn parse(raw: &str) -> Option<Map<String, Value>> {
    let mut reader = serde_json::Deserializer::from_str(raw);
    let record = Way(GRAPHS).deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    match record {
        Value::Object(record) => Some(record),
        _ => None,
    }
}

/// Reads a value, of which what lies at the end of this way is passed over.
#[derive(Clone, Copy)]
struct Way(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Way {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        if self.0.is_empty() {
            reader.deserialize_ignored_any(IgnoredAny)?;
            return Ok(json!({ "nodes": [], "links": [] }));
        }
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Way {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut entries: M) -> Result<Value, M::Error> {
        let Some((first, rest)) = self.0.split_first() else { return Err(M::Error::custom("the end of the way")) };
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = if key == *first { entries.next_value_seed(Way(rest))? } else { entries.next_value()? };
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut entries: S) -> Result<Value, S::Error> {
        let mut list = Vec::new();
        while let Some(value) = entries.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_graphs_are_passed_over() {
        let raw = r#"{"a":[1,{"graph":2}],"journey":{"graph":3,"versions":[{"number":1,"graph":{"nodes":[{"id":"x"}]}},{"graph":4}]}}"#;
        let empty = json!({ "nodes": [], "links": [] });
        let wanted = json!({
            "a": [1, { "graph": 2 }],
            "journey": { "graph": 3, "versions": [{ "number": 1, "graph": empty }, { "graph": empty }] },
        });
        assert_eq!(parse(raw).map(Value::Object), Some(wanted));
    }

    #[test]
    fn what_is_not_whole_json_has_no_outline() {
        let raw = r#"{"journey":{"versions":[{"graph":{"nodes":[]}}]}}"#;
        assert!(parse(raw).is_some());
        for end in 0..raw.len() {
            assert_eq!(parse(&raw[..end]), None, "{end}");
        }
        for raw in ["[]", "3", r#"{"journey":3}"#, &format!("{raw}x")] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }
}
