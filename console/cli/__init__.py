"""Commands: one file a group, loaded when the group is called."""
