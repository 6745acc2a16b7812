"""The Python of one execution context: `python -I <this folder> MEMORY_BYTES OUTPUT_BYTES FOLDER`."""

from lakegoose_context.serve import serve

serve()
