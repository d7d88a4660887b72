//! What a journey is: graph, setup, lifecycle, versions, edits and checks, without a browser.
