"""Runs a notebook through the kernel `databricks` and tells line by line, as JSON, what happens.

The first line of standard input is what to run. When standard input ends, the run is cancelled.
"""

import asyncio
import copy
import json
import os
import re
import shutil
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
# So long may it take until nothing of a run is left on the cluster.
END_SECONDS = 10


def tell(event, **facts):
    sys.stdout.write(json.dumps({"event": event, **facts}, sort_keys=True) + "\n")
    sys.stdout.flush()


def on_disk(cell):
    """The outputs of a cell as Jupyter writes them to a file."""
    alone = nbformat.v4.new_notebook(cells=[copy.deepcopy(cell)])
    return split_lines(alone).cells[0].outputs


class Client(NotebookClient):
    """Keeps the kernel's own progress out of the outputs, where it is of no use once a cell has ended; and ends in order."""

    def __init__(self, *given, **options):
        # The kernel is killed once it has answered that nothing is left on the cluster: its own way out may take 10 s.
        super().__init__(*given, **options, shutdown_kernel="immediate")
        self.told = ""
        # Whether a cell was sent to the kernel.
        self.has_begun = False
        self.is_ending = False
        # Why something may be left on the cluster.
        self.left = None

    def output(self, outs, msg, display_id, cell_index):
        if display_id is not None and str(display_id).startswith(PROGRESS):
            self.tell_progress(msg)
            return None
        return super().output(outs, msg, display_id, cell_index)

    def _update_display_id(self, display_id, msg):
        if str(display_id).startswith(PROGRESS):
            self.tell_progress(msg)
        super()._update_display_id(display_id, msg)

    async def _async_cleanup_kernel(self):
        if self.has_begun and not self.is_ending:
            self.is_ending = True
            self.left = await self.end_run()
        await super()._async_cleanup_kernel()

    async def end_run(self):
        """Ends what is on the cluster, and gives why something may be left there."""
        if not await self.km.is_alive():
            return "the kernel has died"
        try:
            reply = await self.kc.shutdown(reply=True, timeout=END_SECONDS)
        except TimeoutError:
            return f"there was no answer within {END_SECONDS} seconds"
        return reply["content"].get("evalue")

    def _cleanup_kernel(self):
        # Called at the exit, too: after a kernel that did not start, its failure would hide why.
        if self.km is not None:
            super()._cleanup_kernel()

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
        "exclude": [*patterns, *(odd_files(source, patterns) if sync.enabled else [])],
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


def odd_files(source, patterns):
    """Patterns of the links that lead out of `source` or to what `patterns` name: the kernel looks at their own names.

    And of files whose names are not UTF-8, with which it would copy none at all.
    """
    spec = pathspec.PathSpec.from_lines("gitwildmatch", patterns)
    found = []
    for folder, folders, names in os.walk(source):
        inside = Path(folder).relative_to(source)
        folders[:] = [name for name in folders if not spec.match_file(f"{(inside / name).as_posix()}/")]
        for name in names:
            path = (inside / name).as_posix()
            if is_utf8(path) and not leads_away(Path(folder, name), source, spec):
                continue
            # Rather one file too many than a character that a pattern takes for a sign.
            found.append("/" + re.sub(r"[^\w./-]", "?", path))
    return found


def is_utf8(name):
    try:
        name.encode()
        return True
    except UnicodeEncodeError:
        return False


def leads_away(path, source, spec):
    if not path.is_symlink():
        return False
    target = Path(os.path.realpath(path))
    return not target.is_relative_to(source) or spec.match_file(target.relative_to(source).as_posix())


async def run(request, cancelled):
    notebook = nbformat.reads(request["notebook"], as_version=4)

    def started(cell, cell_index):
        client.has_begun = True
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
        # A copy, so that Python keeps what it makes of it here.
        shutil.copy(Path(__file__).with_name("kernel.py"), folder)
        client = Client(
            notebook,
            kernel_name="databricks",
            timeout=None,
            startup_timeout=request["startSeconds"],
            resources={"metadata": {"path": folder}},
            extra_arguments=["--IPKernelApp.kernel_class=kernel.Kernel"],
            on_cell_execute=started,
            on_cell_executed=ended,
        )
        paths = [folder, *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        work = asyncio.ensure_future(client.async_execute(env=environment))
        stop = asyncio.ensure_future(cancelled.wait())
        await asyncio.wait([work, stop], return_when=asyncio.FIRST_COMPLETED)
        # What is at its end already goes on to it.
        if not client.is_ending:
            work.cancel()
        stop.cancel()
        try:
            await work
            outcome = "done"
        except CellExecutionError:
            outcome = "failed"
        except (Exception, asyncio.CancelledError):
            # A client that is cancelled says that its kernel has died.
            if not cancelled.is_set():
                raise
            outcome = "cancelled"
        tell("ended", outcome=outcome, **({"left": client.left} if client.left else {}))


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
