"""Fine-tunes MiniLM for names, tags, trees and lemmas at once, and exports it."""
