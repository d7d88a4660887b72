//! How journeys are kept: keys, envelopes, migrations and outcomes, over any string store.
