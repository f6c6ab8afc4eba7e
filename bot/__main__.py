"""`python -m bot`, also installed as `mujaz`: see `bot.cli`."""

import signal


def main() -> None:
    """Run the command line; Ctrl-C while that loads, for a second, ends it without a word."""
    heard = signal.getsignal(signal.SIGINT)
    if heard is signal.default_int_handler:  # not where it is ignored, as under `nohup`
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from bot import cli

    signal.signal(signal.SIGINT, heard)
    cli.main()


if __name__ == "__main__":
    main()
