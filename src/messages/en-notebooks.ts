/** What is said of notebooks, in English. */
export const enNotebooks = {
  'notebook_run.summary': 'Run a notebook on the cluster, and put what comes of it into its file.',
  'notebook_run.path': 'The notebook (.ipynb).',
  'notebook_run.json': 'Print a line of JSON for each cell that has ended, and one at the end.',
  'notebook_run.notes':
    'SQL that can be read in the cells is judged before anything runs. Exit codes: 0 all cells ran, 1 a cell failed or it could not be run, 3 the SQL guard refused a cell.',
  'notebook_run.unseen':
    'The guard has judged the SQL that it can read. What these do it cannot see before they run; look at them before you trust them (cell:line): {places}',
  'notebook_run.cluster': 'Cluster {name}: {state}, {seconds} s. Ctrl-C ends the wait.',
  'notebook_run.asleep': 'asleep, is being started',
  'notebook_run.starting': 'starting',
  'notebook_run.restarting': 'restarting',
  'notebook_run.ending': 'shutting down',
  'notebook_run.cell': 'Cell {cell} ({number} of {count}) {state}',
  'notebook_run.cell_done': '[{number}/{count}] cell {cell} done',
  'notebook_run.cell_failed': '[{number}/{count}] cell {cell} failed',
  'notebook_run.rows': '{shown} of {count} rows are shown; all are in the notebook',
  'notebook_run.displayed':
    'There may be more rows: Databricks displays {rows} at most, or {megabytes} MB. Count them in SQL; lakegoose sql run gives them all.',
  'notebook_run.images': 'images: {count}, in the notebook',
  'notebook_run.failed_at': 'Cell {cell} failed, line {line}: {source}',
  'notebook_run.failed': 'Cell {cell} failed.',
  'notebook_run.done': '{count} cells ran in {seconds} s.',
  'notebook_run.saved': 'The results are in {path}.',
  'notebook_run.left':
    'Something of this run may be left on the cluster: the workspace did not say that it has ended. Restart the cluster if it must end now. The cause: {message}',
  'notebook_run.not_saved': '{path} is as it was.',
  'notebook.no_ending': '"{path}" is not the name of a notebook. Give one that ends with .ipynb.',
  'notebook.outside':
    '"{path}" is outside of the working folder {folder}. Name a notebook in it, or go to its folder first (cd).',
  'notebook.not_there': 'There is no notebook "{path}" in {folder}. Check its name and its folder.',
  'notebook.unreadable': 'The notebook "{path}" cannot be read: {reason}. Check the file and who may read it.',
  'notebook.not_a_notebook':
    '"{path}" is not a notebook: it has no cells in JSON as Jupyter writes them. Check that it is the right file.',
  'notebook.old_format':
    '"{path}" is of the old format {format}, and only 4 can be run. Save it anew with Jupyter, which brings it to format 4.',
  'notebook.new_format': '"{path}" is of format {format}, which is not known here. Save it as format 4.',
  'notebook.broken_cell':
    'Cell {cell} of "{path}" is broken: its {field} is missing or not what it should be. Correct it, or remove the cell.',
  'notebook.no_kernel':
    '"{path}" names no kernel (metadata.kernelspec). Open it in VS Code, choose the kernel Databricks, and save it.',
  'notebook.other_language':
    '"{path}" is in {language}, and only Python can be run. Choose the kernel Databricks for it, and write its cells in Python.',
  'notebook.exists': '"{path}" is there already. Choose another name, or change its cells.',
  'notebook.no_folder': 'There is no folder {folder} for "{path}". Make it, or choose another one.',
  'notebook.not_writable': '"{path}" cannot be written: {reason}. {fix}',
  'notebook.no_such_cell': '"{path}" has no cell {cell}: it has {count}. Choose one of those.',
  'notebook.no_cluster':
    'Notebooks run on a cluster, and none is set for {host}. Set DATABRICKS_CLUSTER_ID in .env, or run: lakegoose bootstrap',
  'notebook.no_such_cluster':
    'There is no cluster {id} at {host} for you. Set DATABRICKS_CLUSTER_ID in .env to one that you may use. The workspace says: {message}',
  'notebook.cluster_failed':
    'The cluster {name} did not start (it is {state}). Look at its events in the workspace, or set DATABRICKS_CLUSTER_ID to another one. The workspace says: {message}',
  'notebook.cluster_too_slow':
    'The cluster {name} was not running after {seconds} seconds. It may go on starting: try again, or set LAKEGOOSE_CLUSTER_SECONDS to more.',
  'notebook.cancelled': 'The run of the notebook was cancelled. Run it again if it is still wanted.',
  'notebook.not_ended':
    'The run of the notebook was cancelled, but what it began may go on on the cluster: the workspace did not say that it has ended. Restart the cluster if it must end now. The cause: {message}',
  'notebook.no_python':
    'There is no Python for notebooks (.venv) in {folder} or above it. Run: lakegoose bootstrap --only python',
  'notebook.kernel_failed':
    'The kernel of the notebook did not start or ended too early: {reason}. Try again; if it stays, run: lakegoose bootstrap --only python',
  'notebook.kernel_lost':
    'The kernel of the notebook ended in the middle of the run: {reason}. What it began may go on on the cluster. Restart the cluster if it must end now, and run the notebook again.',
  'notebook.refused':
    'Cell {cell} of "{path}" has SQL in line {line} that the guard does not let through. Nothing was run. Correct the cell.',
  'notebook.no_such_run':
    'There is no run {run} here: it is long over, or of another session. Look into the notebook, or run it again.',
} as const;
