"""Registries that a verifier's operator chose: who is who, by the word of somebody else."""

from verifier.registries.chosen import ChosenRegistries, Registry
from verifier.registries.federation import FederationRegistry
from verifier.registries.listed import ListedRegistry
from verifier.registries.recognition import RecognitionRegistry

__all__ = [
    "ChosenRegistries",
    "FederationRegistry",
    "ListedRegistry",
    "RecognitionRegistry",
    "Registry",
]
