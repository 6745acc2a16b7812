"""Runs a notebook through the kernel `databricks` and tells line by line, as JSON, what happens.

The first line of standard input is what to run. When standard input ends, the run is cancelled.
"""

import asyncio
import copy
import json
import os
import re
import sys
import tempfile
import threading
from pathlib import Path

import nbformat
import pathspec
from jupyter_databricks_kernel.config import Config
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4.rwbase import split_lines

PROGRESS = "progress-"


def tell(event, **facts):
    sys.stdout.write(json.dumps({"event": event, **facts}, sort_keys=True) + "\n")
    sys.stdout.flush()


def on_disk(cell):
    """The outputs of a cell as Jupyter writes them to a file."""
    alone = nbformat.v4.new_notebook(cells=[copy.deepcopy(cell)])
    return split_lines(alone).cells[0].outputs


class Client(NotebookClient):
    """Keeps the kernel's own progress out of the outputs: it is of no use once a cell has ended."""

    def __init__(self, *given, **options):
        super().__init__(*given, **options)
        self.told = ""
        # Whether the kernel has nothing to do.
        self.idle = asyncio.Event()
        self.idle.set()

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] == "status" and msg["content"]["execution_state"] == "idle":
            self.idle.set()
        return super().process_message(msg, cell, cell_index)

    def output(self, outs, msg, display_id, cell_index):
        if display_id is not None and str(display_id).startswith(PROGRESS):
            self.tell_progress(msg)
            return None
        return super().output(outs, msg, display_id, cell_index)

    def _update_display_id(self, display_id, msg):
        if str(display_id).startswith(PROGRESS):
            self.tell_progress(msg)
        super()._update_display_id(display_id, msg)

    def tell_progress(self, msg):
        text = msg["content"].get("data", {}).get("text/plain", "")
        if text != self.told:
            self.told = text
            tell("progress", text=text)


def sync_settings(folder, working_folder, exclude, limits):
    """The kernel's settings for a run: those of the project, and never what `exclude` names."""
    config = Config.load()
    sync = config.sync
    source = ((config.base_path or Path(folder)) / sync.source).resolve()
    # A project that somebody else has written may name any folder of this machine.
    if not any(source.is_relative_to(Path(own).resolve()) for own in (working_folder, folder)):
        source = Path(folder).resolve()
    # Behind the project's own, so that none of those takes one of these back.
    patterns = [*sync.exclude, *exclude]
    settings = {
        "enabled": sync.enabled,
        "source": str(source),
        "exclude": [*patterns, *(odd_links(source, patterns) if sync.enabled else [])],
        "use_gitignore": sync.use_gitignore,
        "max_size_mb": sync.max_size_mb or limits["total"],
        "max_file_size_mb": sync.max_file_size_mb or limits["file"],
        "compression_level": sync.compression_level,
        "workspace_extract_dir": sync.workspace_extract_dir,
    }
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in settings.items()
        if value is not None
    ]
    return "\n".join(["[tool.jupyter-databricks-kernel.sync]", *lines, ""])


def odd_links(source, patterns):
    """Patterns of the links that lead out of `source` or to what `patterns` name: the kernel looks at their own names."""
    spec = pathspec.PathSpec.from_lines("gitwildmatch", patterns)
    found = []
    for folder, folders, names in os.walk(source):
        inside = Path(folder).relative_to(source)
        folders[:] = [name for name in folders if not spec.match_file(f"{(inside / name).as_posix()}/")]
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink():
                continue
            target = Path(os.path.realpath(path))
            if target.is_relative_to(source) and not spec.match_file(target.relative_to(source).as_posix()):
                continue
            # Rather one file too many than a character that a pattern takes for a sign.
            found.append("/" + re.sub(r"[^\w./-]", "?", (inside / name).as_posix()))
    return found


async def run(request, cancelled):
    notebook = nbformat.reads(request["notebook"], as_version=4)

    def started(cell, cell_index):
        client.idle.clear()
        tell("cell_started", cell=cell_index + 1)

    def ended(cell, cell_index, execute_reply):
        reply = execute_reply["content"]
        failed = reply["status"] == "error"
        error = {key: reply.get(key, "") for key in ("ename", "evalue", "traceback")}
        tell(
            "cell_ended",
            cell=cell_index + 1,
            executionCount=cell.execution_count,
            outputs=on_disk(cell),
            **({"error": error} if failed else {}),
        )

    with tempfile.TemporaryDirectory() as folder:
        # The kernel reads its settings from where it starts.
        settings = sync_settings(
            request["folder"], request["workingFolder"], request["exclude"], request["megabytes"]
        )
        (Path(folder) / "pyproject.toml").write_text(settings, encoding="utf-8")
        client = Client(
            notebook,
            kernel_name="databricks",
            timeout=None,
            startup_timeout=request["startSeconds"],
            resources={"metadata": {"path": folder}},
            on_cell_execute=started,
            on_cell_executed=ended,
        )
        work = asyncio.ensure_future(client.async_execute())
        stop = asyncio.ensure_future(cancelled.wait())
        await asyncio.wait([work, stop], return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            await end(client, work)
        stop.cancel()
        try:
            await work
            tell("ended", outcome="done")
        except CellExecutionError:
            tell("ended", outcome="failed")
        except (Exception, asyncio.CancelledError):
            # A client that is cancelled says that its kernel has died.
            if not cancelled.is_set():
                raise
            tell("ended", outcome="cancelled")


async def end(client, work):
    """Ends the kernel, and so its context on the cluster with the command in it.

    An interrupt only makes the kernel forget its command. It comes first all the same: a kernel that loses its context
    while it waits for a command makes a new one, and runs the command again.
    """
    if client.km is not None and client.km.has_kernel:
        # The word that the kernel is idle may be lost with what the interrupt cut off.
        for _ in range(6):
            await client.km.interrupt_kernel()
            try:
                await asyncio.wait_for(client.idle.wait(), 0.5)
                break
            except asyncio.TimeoutError:
                pass
        # Half of it is for the request by which the context is destroyed.
        client.km.shutdown_wait_time = 20
    work.cancel()


async def main():
    loop = asyncio.get_running_loop()
    request = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
    cancelled = asyncio.Event()

    def watch():
        while sys.stdin.readline():
            pass
        loop.call_soon_threadsafe(cancelled.set)

    threading.Thread(target=watch, daemon=True).start()
    await run(request, cancelled)


if __name__ == "__main__":
    asyncio.run(main())
