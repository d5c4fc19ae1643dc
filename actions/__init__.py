"""Rasa custom actions, one module a flow. Each reads the slots, calls a pure flow, sends, and returns events."""
