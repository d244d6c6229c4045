"""Builds the pipelines that storygraph ships: conversion, training, measurement.

Nothing in ``storygraph`` imports this package; see ``training/README.md``.
"""
