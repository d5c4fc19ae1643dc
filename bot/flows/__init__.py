"""The conversation, flow by flow, as pure functions: (talk, heard, library) -> turn. No Rasa, no clock, no files."""
