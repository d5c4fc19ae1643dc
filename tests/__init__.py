"""The tests. A package of its own name, so that `python -m tests.simulation.simulator` finds this one and no other."""
