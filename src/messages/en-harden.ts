/** What is said of the hardened container, in English. */
export const enHarden = {
  'harden.summary':
    'Make the container of this folder one that keeps data in: no way out but to the workspace. Or undo it.',
  'harden.host':
    'The workspace that stays within reach, for a new policy.yaml, or "local" for none. That of the settings where none is given.',
  'harden.undo': 'Put the plain container back, as it was.',
  'harden.dry_run': 'Show what would change, and change nothing.',
  'harden.json': 'Print what changes as JSON.',
  'harden.notes': `What stays within reach, and what SQL may do, stands in .devcontainer/hardened/policy.yaml. After a change in it run
lakegoose harden again. Everything takes effect when the container is rebuilt. In the hardened container itself nothing of
this can be changed: work from outside of it. More: docs/administrators.md`,
  'harden.writes': 'Write {path}',
  'harden.removes': 'Remove {path}',
  'harden.kept':
    '{path} was changed by hand. Your version is kept as {as}; to have it in the hardened container, too, put the changes into .devcontainer/hardened/plain.jsonc and run: lakegoose harden',
  'harden.left_out':
    'Left out of the hardened container, because it would open it or has no place in it: {names}. The plain one keeps it.',
  'harden.out': 'Within reach after set-up: {hosts}',
  'harden.nothing_out':
    'Within reach after set-up: nothing, as for the local workspace. For your own, put its name first in egress in .devcontainer/hardened/policy.yaml and run: lakegoose harden',
  'harden.not_done': 'Nothing was changed.',
  'harden.done':
    'Done. It takes effect when the container is rebuilt: "Dev Containers: Rebuild Container" in VS Code, or devcontainer up --remove-existing-container. It needs Docker Compose on the machine. Its volumes are new ones, so sign in again.',
  'harden.undone':
    'Done. The plain container is back when it is rebuilt: "Dev Containers: Rebuild Container" in VS Code, or devcontainer up --remove-existing-container.',
  'harden.is_hardened': 'Nothing to change: the container of this folder is hardened.',
  'harden.is_plain': 'Nothing to change: the container of this folder is the plain one.',
  'harden.no_config': 'There is no {path}. Run this in the folder that you open in VS Code.',
  'harden.no_plain':
    '{path} is missing, so the plain configuration is not known. Put .devcontainer/devcontainer.json back from version control, then try again.',
  'harden.not_readable': '{path} cannot be read ({reason}). Correct it, then try again.',
  'harden.is_compose':
    '{path} is one for Docker Compose already, and only a plain one (image or build) can be hardened. Write it as a plain one, or close your own containers as docs/administrators.md says.',
  'harden.no_image':
    '{path} names neither an image nor a build, so there is nothing to harden. Add one of them, then try again.',
  'harden.open_image':
    '{path} builds the image from {source}, which whoever works in the container can change, and with it the way out. Move what the image is made of into .devcontainer, then try again.',
  'harden.bad_host':
    '{host} is not the address of a workspace: https:// and a name, without a port. Right: lakegoose harden https://adb-123.7.azuredatabricks.net, or for the local one: lakegoose harden local',
  'harden.bad_policy':
    '{path} cannot be read, or has a key or a value that is not known. Correct it, as docs/administrators.md says, then try again.',
  'harden.not_listed': '{host} is not among the names in {path}. Add it under egress there, then run: lakegoose harden',
  'harden.not_writable': '{path} could not be changed ({reason}). {fix} Then run the same command again.',
  'harden.read_only':
    '{path} could not be changed ({reason}). In the hardened container nothing of this can be changed: run it on your own machine, in the same folder.',
  'harden.policy_head':
    'The most that is allowed in this container. Nobody inside can change it; settings can only narrow it.\nAfter a change: lakegoose harden, then rebuild the container.',
  'harden.policy_egress':
    'The names that can be asked at any time, on port 443; the first is the workspace. Nothing else is let out.',
  'harden.policy_setup':
    'The names that can be asked besides, while the container is set up. Empty: every public name, until set-up is over.',
  'harden.policy_again':
    'Set-up happens once. Raise this by one so that the next rebuild can load new versions of packages and tools.',
} as const;
