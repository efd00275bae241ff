"""The picture of a badge: a seal drawn for the programme, with its words, or the school's own."""
