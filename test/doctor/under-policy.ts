import { doctorCommand } from '../../src/commands/doctor.ts';

/** `lakegoose doctor --json --only policy`, with the file that the first argument names in the place of the one in `/etc`. */
const { stdin, stdout, stderr, env: environment } = process;
await doctorCommand.start(
  { only: 'policy', json: true, seconds: '30' },
  {
    ...{ environment, stdin, stdout, stderr, directory: process.cwd(), language: 'en' },
    policyFile: process.argv[2] ?? '',
    signal: new AbortController().signal,
    withoutCtrlC: (work) => work(),
  },
);
