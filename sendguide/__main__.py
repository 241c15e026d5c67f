"""`python -m sendguide`."""

from sendguide.cli.main import main

if __name__ == "__main__":
    main()
