//! When things happen in a journey: zones, runs and routes, without a browser.
