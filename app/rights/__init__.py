"""What learners have a right to: that their data are destroyed, and are not kept for ever."""
