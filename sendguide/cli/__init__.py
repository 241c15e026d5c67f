"""The command line of staff and operators: `sendguide …` or `python -m sendguide …`."""
