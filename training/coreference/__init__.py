"""Coreference: the gold layers, the metrics, the recipe of the learnt resolver."""
