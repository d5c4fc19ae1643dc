"""The ways a person and Trellis reach each other; each formats, none decides."""
