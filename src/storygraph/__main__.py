"""`python -m storygraph`."""

from storygraph.cli import main

if __name__ == "__main__":
    main()
