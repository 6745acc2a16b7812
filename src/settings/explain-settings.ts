import { LakegooseError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { isMessageCode, type MessageCode } from '../messages/say.ts';
import type { Refused } from './check-settings.ts';
import { settingList } from './list.ts';
import type { Unread } from './unread-lines.ts';

type Texts = Readonly<Record<string, string>>;

/** The error of a value that its setting does not take. A secret is not repeated. */
export function badValue({ name, told }: Refused, given: Texts): LakegooseError {
  const known = settingList.find((setting) => setting.name === name);
  const value = known?.secret ? '…' : (given[name] ?? '');
  const code: MessageCode = isMessageCode(told) ? told : 'settings.not_one_of';
  return new LakegooseError(code, { name, value, example: known?.example ?? '', allowed: known?.allowed ?? '' });
}

/** The error of a name that is no setting. */
export function unknownName(name: string): LakegooseError {
  const meant = nearest(
    name,
    settingList.map((setting) => setting.name),
  );
  return meant === undefined
    ? new LakegooseError('settings.unknown', { name })
    : new LakegooseError('settings.unknown_near', { name, meant });
}

/** The error of a line of `.env` that sets nothing. What stands in it may be a secret, and is not repeated. */
export function unreadLine({ line, name }: Unread): LakegooseError {
  const example = settingList.find((setting) => setting.name === name)?.example ?? '…';
  return new LakegooseError('settings.line_unread', { line, name, example });
}
