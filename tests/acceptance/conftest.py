"""The user's repository is run by a Python of its own, not by this one."""

collect_ignore = ["user_repo"]
