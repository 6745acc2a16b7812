import { en } from '../src/messages/en.ts';
import { settingList } from '../src/settings/list.ts';

/** `.env.example`: the settings that a person sets, each with what it is and an example. */
export function envExample(): string {
  const entries = settingList
    .filter((setting) => setting.common)
    .map(({ name, help, example }) => `# ${en[help]}\n# ${name}=${example}\n${name}=\n`);
  return [`# ${en['settings.example_head']}\n`, ...entries].join('\n');
}
