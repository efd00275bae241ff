"""Registries that a verifier's operator chose: who is who, by the word of somebody else."""

from verifier.registries.chosen import ChosenRegistries, Registry
from verifier.registries.listed import ListedRegistry

__all__ = ["ChosenRegistries", "ListedRegistry", "Registry"]
