"""An award as a document of one standard; nothing else."""
