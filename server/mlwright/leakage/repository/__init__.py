"""Reading a git repository that is not trusted; the door is `mlwright.leakage.git`."""
