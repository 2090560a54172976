"""Corpus, features, CNN, evaluation and verdict of Deepfake Audio Detection."""
