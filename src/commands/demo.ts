import { resolve } from 'node:path';
import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { say } from '../messages/say.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { typedProgram } from './cli-program.ts';
import { defineCommand, option, optionWith } from './command.ts';
import { askGoose } from './demo/ask-goose.ts';
import { chatWithGoose } from './demo/chat-with-goose.ts';
import { questions } from './demo/questions.ts';
import { setStage } from './demo/set-stage.ts';
import { someText } from './some-text.ts';

export const demoCommand = defineCommand({
  name: 'demo',
  summary: 'demo.summary',
  arguments: z.object({
    chat: option('demo.chat'),
    data: optionWith('demo.data', 'DIR', someText),
  }),
  examples: ['lakegoose demo', 'lakegoose demo --chat'],
  run: async ({ chat, data }, context) => {
    const { language, stdin, stdout, directory, signal } = context;
    if (chat && !stdin.isTTY) throw new LakegooseError('demo.no_terminal');
    const waiting = progressLine(stdout);
    const tell = (text: string) => {
      waiting.clear();
      stdout.write(`${text}\n`);
    };
    tell(say(language, 'demo.starting'));
    await using stage = await setStage(context, data === undefined ? undefined : resolve(directory, data));
    tell(say(language, 'demo.workspace_ready', { host: stage.host }));
    tell(say(language, 'demo.goose_ready', { path: stage.directory }));
    if (chat) {
      tell(`\n${say(language, 'demo.chat_hint')}`);
      for (const code of questions) tell(`  ${say(language, code)}`);
      return await chatWithGoose(stage, context);
    }
    for (const [index, code] of questions.entries()) {
      const question = say(language, code);
      tell(`\n${say(language, 'demo.question', { number: index + 1, of: questions.length, question })}`);
      waiting.show(say(language, 'demo.goose_starts'));
      try {
        await askGoose(stage, { question, first: index === 0, tell, signal, language });
      } finally {
        waiting.clear();
      }
    }
    tell(`\n${say(language, 'demo.next', { lakegoose: typedProgram(directory) })}`);
    return 0;
  },
});
