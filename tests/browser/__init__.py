"""The page in a real Chromium. A package, so that the browser is closed before other tests want an event loop."""
