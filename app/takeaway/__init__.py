"""What a learner takes away of a credential: pictures, certificate, archive, links."""
