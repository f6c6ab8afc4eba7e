"""One table: how fast, how evenly and how cheaply articles reach their readers.

    python benchmarks/delivery.py [--seconds 600] [--readers 1000000]

Telegram is a strict stand-in on loopback, a process of its own. The figures depend on the
machine and on what else it does; nothing fails on one.
"""

import asyncio
import logging
import tempfile
import warnings
from pathlib import Path
from typing import Final

import click
import other_senders
import outbox_figures
import sending_figures
import table

FOOTER: Final = f"""\
Telegram: a stand-in on loopback without TLS, as a process of its own, so that neither its work
  nor encryption is counted; it answers after {1000 * sending_figures.LATENCY:.0f} ms, as over \
the net. It allows {sending_figures.ALLOWED} messages within any
  second, as it receives them; what the real one allows is known from its documents only.
  A row a delivery and bare SQL: measured once, on another day; all other clients: here.
CPU: of the sending process, all threads, rendering and database included. At the pace a core falls
  asleep between two messages, so that the same work costs more than without a pace.
Stock PTB: its own transport as it comes; no database, no rendering. At the pace: the same \
{other_senders.WORKERS} workers,
  each with a pause. Ours without a pace: the limits of the sender raised, as for paid broadcasts;
  by itself it has 16 in flight, 4 of them waiting, since a kill leaves those uncertain.
Taps: /latest, {sending_figures.TAPS_PER_SECOND} a second, from the moment it is written until \
its answer arrives; no limit here,
  so that there are enough of them.
Database: SQLite on the disk of the temporary folder; a disk that syncs slowly is slower."""


@click.command()
@click.option("--seconds", default=30, help="How long the pace is to be held.")
@click.option("--readers", default=1_000_000, help="How many the article goes to.")
def main(seconds: int, readers: int) -> None:
    """Print what delivery is worth in figures, in one table."""
    logging.basicConfig(level=logging.ERROR)
    warnings.filterwarnings("ignore", message=".*retry_after.*")
    with tempfile.TemporaryDirectory() as folder:
        outbox = outbox_figures.measure(Path(folder), readers=readers)  # before others fill memory
        rows = asyncio.run(sending_figures.measure(Path(folder), seconds=seconds)) + outbox
    for line in table.lines(rows):
        click.echo(line)
    click.echo(f"\n{FOOTER}")


if __name__ == "__main__":
    main()
