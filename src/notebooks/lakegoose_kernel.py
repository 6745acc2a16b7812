"""The kernel `databricks`, which copies nothing to the cluster that a link hides from the patterns of a project.

Jupyter and VS Code start this program, which stands among the packages of `.venv`. `kernel.py` builds on it.
"""

import os
from pathlib import Path

from ipykernel.kernelapp import IPKernelApp
from jupyter_databricks_kernel.kernel import DatabricksKernel
from jupyter_databricks_kernel.sync import FileSync


class Files(FileSync):
    def _should_exclude(self, path, base_path):
        return (
            super()._should_exclude(path, base_path)
            # With one such file none at all would be copied.
            or not is_utf8(path.name)
            or (path.is_symlink() and self.leads_away(path, base_path))
        )

    def leads_away(self, link, base_path):
        """Whether it leads out of the folder, or to what patterns name: they are compared with its own name only."""
        folder, target = (Path(os.path.realpath(one)) for one in (base_path, link))
        if not target.is_relative_to(folder):
            return True
        return super()._should_exclude(base_path / target.relative_to(folder), base_path)


def is_utf8(name):
    try:
        name.encode()
        return True
    except UnicodeEncodeError:
        return False


class CarefulKernel(DatabricksKernel):
    def _initialize(self):
        if self.file_sync is None:
            self.file_sync = Files(self._kernel_config, self._session_id)
        return super()._initialize()


if __name__ == "__main__":
    IPKernelApp.launch_instance(kernel_class=CarefulKernel)
