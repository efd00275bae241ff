"""The learner's own page of a credential: who may open it, and what the learner does there."""
