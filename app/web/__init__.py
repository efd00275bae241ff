"""Pages for people: server-rendered, in Slovenian and English."""
