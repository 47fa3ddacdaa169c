"""What moderators see and do in Wagtail's admin."""
