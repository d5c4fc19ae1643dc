"""The `trellis` command: one small module a subcommand, loaded only when it is called."""
