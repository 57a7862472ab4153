"""Shows what would be made, without making it: prompts as each backend would get them, prices."""
