"""A demonstration: schools, programmes, learners and credentials that nobody really has."""
