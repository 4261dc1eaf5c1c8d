"""The outside: settings, the engine, the HTTP interface and the command line."""
