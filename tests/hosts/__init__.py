"""The plugin in the real hosts: each pinned command-line program, its own empty home, no account and no network."""
